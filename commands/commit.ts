// Commits what another job rendered: to the branch of a pull request, or beside main for a pull request of its own.
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { UsageError } from '../lib/usage-error.ts';
import { commitRendered } from './commit/index.ts';
import { commitToPullRequest } from './commit/to-pull-request.ts';
import { endingOf, repair } from './commit/words.ts';
import { repository } from './github/args.ts';
import { gitHub } from './github/client.ts';
import { tellNextSteps } from './github/step-output.ts';
import { propose } from './github/pull-request.ts';

const args = {
  repository,
  rendered: {
    type: 'string',
    description: 'The folder that npm run synth -- --out wrote',
    default: 'rendered',
    valueHint: 'DIR',
  },
  direct: { type: 'boolean', description: 'On main: push to it, instead of opening a pull request' },
} as const;

export const commit: Command<typeof args> = {
  meta: {
    name: 'npm run commit --',
    description:
      'In a workflow that runs on main, by PUSH_TOKEN: commit what was rendered to the branch of the pull request whose run ended, or, after a push to main, beside main',
  },
  args,
  run: async ({ args: { repository: cwd, rendered, direct = false } }, { stdout, stderr }): Promise<ExitCode> => {
    // Names that strangers choose come through the environment and the event: in a command line a shell would read them.
    const { GITHUB_EVENT_NAME: event, GITHUB_REF_NAME: branch, PUSH_TOKEN: token } = process.env;
    if (!branch) throw new UsageError('GITHUB_REF_NAME is not set; this runs in a workflow, on main');
    const github = gitHub(process.env, token);
    const outcome =
      event === 'push'
        ? commitRendered({ cwd, rendered, head: 'HEAD', branch, direct, token })
        : await commitToPullRequest(github, { cwd, rendered, base: branch, token });
    if (outcome === undefined) {
      stdout.write(`no open pull request goes from that branch to ${branch}: nothing to commit\n`);
      return 0;
    }
    const { code, text } = endingOf(outcome);
    (code === 0 ? stdout : stderr).write(`${text}\n`);
    if (outcome.kind !== 'pushed') return code;
    if (outcome.branch === repair.head)
      stdout.write(`${await propose(github, { ...repair, base: branch }, process.env)}\n`);
    // What the job after this one writes about.
    tellNextSteps({ commit: outcome.commit });
    return code;
  },
};

if (isStarted(import.meta)) await main(commit);
