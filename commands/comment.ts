// The comment under a pull request, computed by main's code from what the pull request would put into main: its own code
// has no say in it.
import { appendFileSync } from 'node:fs';
import { type Command, isStarted, main } from './cli.ts';
import { UsageError } from '../lib/usage-error.ts';
import { commentAfter } from './comment/index.ts';
import { repository } from './github/args.ts';
import { gitHub } from './github/client.ts';
import { endedRun } from './github/ended-run.ts';

const args = {
  repository,
  rendered: {
    type: 'string',
    description: 'The folder that npm run synth -- --out wrote for the branch; it may be missing',
    default: 'rendered',
    valueHint: 'DIR',
  },
} as const;

export const comment: Command<typeof args> = {
  meta: {
    name: 'npm run comment --',
    description:
      'In a workflow that runs on main: write or update the one comment of the pull request whose run ended. GITHUB_TOKEN fetches, COMMENT_TOKEN writes; COMMIT is what the bot pushed on top, APP the app that COMMENT_TOKEN is of',
  },
  args,
  run: async ({ args: { repository: cwd, rendered } }, { stdout }) => {
    const { GITHUB_REF_NAME: base, GITHUB_TOKEN: token, COMMENT_TOKEN, COMMIT, APP, GITHUB_STEP_SUMMARY } = process.env;
    if (!base) throw new UsageError('GITHUB_REF_NAME is not set; this runs in a workflow, on main');
    const ended = await commentAfter(gitHub(process.env, COMMENT_TOKEN), {
      cwd,
      rendered,
      run: endedRun(process.env),
      base,
      ...(COMMIT && { pushed: COMMIT }),
      author: `${APP || 'github-actions'}[bot]`,
      token,
    });
    // The page of this run, which no workflow of a branch can write to.
    if (ended && GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, ended.text);
    const words = ended
      ? `comment ${ended.written}`
      : 'no open pull request has that commit at its head: nothing to say';
    stdout.write(`${words}\n`);
  },
};

if (isStarted(import.meta)) await main(comment);
