// Commits what another job rendered: to the branch of a pull request, or beside main for a pull request of its own.
import { type Command, type ExitCode, main, UsageError } from './cli.ts';
import { commitRendered, repairBranch } from './commit/index.ts';
import { endingOf } from './commit/words.ts';
import { gitHub } from './github/client.ts';
import { openPullRequest } from './github/pull-request.ts';

const args = {
  repository: {
    type: 'string',
    description: 'A clone with the branch checked out; none of its code is run',
    default: '.',
    valueHint: 'DIR',
  },
  rendered: {
    type: 'string',
    description: 'The folder that npm run synth -- --out wrote',
    default: 'rendered',
    valueHint: 'DIR',
  },
  'read-only': { type: 'boolean', description: 'Push nothing, as where the branch is in a fork' },
  direct: { type: 'boolean', description: 'On main: push to it, instead of opening a pull request' },
} as const;

const commit: Command<typeof args> = {
  meta: {
    name: 'npm run commit --',
    description:
      'Commit what was rendered to the branch in BRANCH, which goes to the one in BASE (none: it is main itself), by PUSH_TOKEN',
  },
  args,
  run: async ({ args: { repository, rendered, 'read-only': readOnly = false, direct = false } }): Promise<ExitCode> => {
    // Names that strangers choose come through the environment: in a command line a shell would read them.
    const { BRANCH: branch, BASE: base, PUSH_TOKEN: token } = process.env;
    if (!branch) throw new UsageError('BRANCH is not set; write the name of the branch that is checked out');
    const outcome = commitRendered({
      repository,
      rendered,
      branch,
      ...(base ? { base: `origin/${base}` } : {}),
      readOnly,
      direct,
      ...(token ? { token } : {}),
    });
    const { code, text } = endingOf(outcome);
    (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
    if (outcome.kind === 'pushed' && outcome.branch === repairBranch)
      process.stdout.write(`${await openPullRequest(gitHub(process.env, token), repair(branch))}\n`);
    return code;
  },
};

function repair(base: string) {
  const title = 'Render dist/';
  const body =
    'Changes that were merged render differently together than each of them did. This is what they render now.';
  return { head: repairBranch, base, title, body };
}

await main(commit);
