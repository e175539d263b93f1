// What a pull request's comment says, and the same in full: written to files, so that another job with the right to
// comment need not run the pull request's code.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, main } from './cli.ts';
import { asJson } from './diff/report/json.ts';
import { asMarkdown } from './diff/report/markdown.ts';
import { summarize } from './diff/summary.ts';
import { comparedTrees, dist } from './diff/trees/compared.ts';
import { longestBody } from './github/comment.ts';
import { consentsSince } from './removals/consents.ts';
import { guard } from './removals/guard.ts';
import { beyondApplications } from './review/applications.ts';
import { verdictMarkdown } from './review/verdict.ts';

const args = {
  ref: { type: 'positional', required: false, description: 'As of npm run diff', valueHint: 'REF' },
  dist,
  out: {
    type: 'string',
    description: 'The folder to write comment.md, diff.md and diff.json to',
    default: 'review',
    valueHint: 'DIR',
  },
} as const;

const review: Command<typeof args> = {
  meta: { name: 'npm run review --', description: "Write a pull request's comment, and the whole diff behind it" },
  args,
  run: ({ args: { ref, dist: folder, out } }) => {
    const { base, before, after } = comparedTrees(ref, folder);
    const summary = summarize(before, after);
    const verdict = guard(before, after, consentsSince(base, '.'));
    const compared = `dist/ of this change, compared with dist/ of ${base.name}`;
    const removals = verdictMarkdown(verdict, beyondApplications(after));
    const comment = `${removals}${asMarkdown(summary, compared, longestBody - removals.length)}`;
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'comment.md'), comment);
    writeFileSync(join(out, 'diff.md'), asMarkdown(summary, compared, Number.POSITIVE_INFINITY));
    writeFileSync(join(out, 'diff.json'), asJson(summary, compared));
    // The page of the workflow's run, which is all that a fork's author gets.
    if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, comment);
    process.stdout.write(`${out}/: comment.md, diff.md, diff.json\n`);
  },
};

await main(review);
