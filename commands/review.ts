// What a pull request's comment will say, and the same in full: for the page of the run, which the branch's own code makes.
// The comment itself is written by main's code (comment.ts).
import { appendFileSync } from 'node:fs';
import { type Command, isStarted, main } from './cli.ts';
import { comparedTrees, dist } from '../diff/trees/compared.ts';
import { consentsSince } from '../diff/removals/consents.ts';
import { inventoryOnDisk } from '../render/inventory.ts';
import { reviewOf } from './review/text.ts';
import { writeInto } from './write-into.ts';

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

export const review: Command<typeof args> = {
  meta: {
    name: 'npm run review --',
    description: "Write what a pull request's comment says, and the whole diff behind it",
  },
  args,
  run: ({ args: { ref, dist: folder, out } }, { stdout }) => {
    const { base, before, after } = comparedTrees(ref, folder);
    const compared = `dist/ of this change, compared with dist/ of ${base.name}`;
    const { comment, markdown, json } = reviewOf({
      before,
      after,
      inventory: inventoryOnDisk,
      consents: consentsSince(base, '.'),
      compared,
    });
    writeInto(out, { 'comment.md': comment, 'diff.md': markdown, 'diff.json': json });
    if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, comment);
    stdout.write(`${out}/: comment.md, diff.md, diff.json\n`);
  },
};

if (isStarted(import.meta)) await main(review);
