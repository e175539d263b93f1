// Says what a change to dist/ does in the clusters, as the reviewer of its pull request needs to know it.
import { asJson } from '../diff/report/json.ts';
import { asMarkdown } from '../diff/report/markdown.ts';
import { asText } from '../diff/report/terminal.ts';
import { summarize } from '../diff/summary.ts';
import { comparedTrees } from '../diff/trees/compared.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';

const args = {
  ref: {
    type: 'positional',
    required: false,
    description: 'Branch, tag or commit to compare with; by default where this branch left origin/main, or else HEAD',
    valueHint: 'REF',
  },
  markdown: { type: 'boolean', description: "Print Markdown, as long as GitHub's comments may be" },
  json: { type: 'boolean', description: 'Print JSON' },
  'exit-code': { type: 'boolean', description: 'End with 1 if anything changes in a cluster' },
} as const;

export const diff: Command<typeof args> = {
  meta: {
    name: 'npm run diff --',
    description: 'Say what changes in the clusters, from dist/ at a revision to dist/ as it is',
  },
  args,
  run: ({ args: { ref, markdown, json, 'exit-code': exitCode } }, { stdout }): ExitCode => {
    const { base, before, after } = comparedTrees(ref, 'dist');
    const summary = summarize(before, after);
    // Node.js leaves it undefined where there is none, which would mean "as the environment says".
    const isTerminal = Boolean(stdout.isTTY);
    const compared = `dist/ on disk, compared with dist/ of ${base.name}`;
    const text = json
      ? asJson(summary, compared)
      : markdown
        ? asMarkdown(summary, compared)
        : asText(summary, compared, isTerminal && !process.env.NO_COLOR);
    stdout.write(`${text}\n`);
    return exitCode && summary.clusters.length > 0 ? 1 : 0;
  },
};

if (isStarted(import.meta)) await main(diff);
