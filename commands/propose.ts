// Commits the pin that another job wrote beside main, for a pull request: nobody's promotion goes past review.
import { basename, join } from 'node:path';
import { readText } from '../lib/files.ts';
import { imageOf } from '../lib/pins/images.ts';
import { UsageError } from '../lib/usage-error.ts';
import { git } from '../tools/git.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { commitTree } from './commit/commit-tree.ts';
import { pinChange, treeWith } from './commit/pins.ts';
import { push } from './commit/push.ts';
import { repository } from './github/args.ts';
import { gitHub } from './github/client.ts';
import { propose as proposeOn } from './github/pull-request.ts';
import { requestedBy } from './release/timeline.ts';

const args = {
  repository,
  pinned: {
    type: 'string',
    description: 'The folder with the one file of pins that npm run release -- promote wrote',
    default: 'pinned',
    valueHint: 'DIR',
  },
} as const;

export const propose: Command<typeof args> = {
  meta: {
    name: 'npm run propose --',
    description:
      'In a workflow that runs on main, by PUSH_TOKEN: commit the one pin that release promote wrote to FILE, beside main, and open a pull request',
  },
  args,
  run: async ({ args: { repository: cwd, pinned } }, { stdout, stderr }): Promise<ExitCode> => {
    const { GITHUB_REF_NAME: base, GITHUB_ACTOR: actor = '', PUSH_TOKEN: token, FILE: file } = process.env;
    if (!base || !file) throw new UsageError('GITHUB_REF_NAME or FILE is not set; this runs in a workflow, on main');
    if (!/^[\w.[\]-]+$/.test(actor)) throw new UsageError('GITHUB_ACTOR is not the name of an account');
    const github = gitHub(process.env, token);
    const head = git(['rev-parse', 'HEAD'], { cwd }).toString('utf8').trim();
    const before = git(['show', `${head}:${file}`], { cwd }).toString('utf8');
    const text = readText(join(pinned, basename(file)));
    const { service, pin } = pinChange(file, before, text);

    const cluster = basename(file, '.yaml');
    const title = `Promote ${service} ${pin.tag} to ${cluster}`;
    const message = `${title}\n\n${imageOf(pin)}\n\n${requestedBy}: ${actor}\n`;
    const commit = commitTree(treeWith(file, text, { commit: head, cwd }), { parent: head, message, cwd });
    const branch = `fleetwright/promote-${service}-${cluster}`;
    const pushed = push({ cwd, remote: 'origin', commit, branch, force: true, token });
    if (pushed.kind !== 'pushed') {
      stderr.write(`the push to ${branch} is refused${pushed.kind === 'refused' ? `: ${pushed.because}` : ''}\n`);
      return 1;
    }
    const body = `\`${imageOf(pin)}\`, as @${actor} asked. dist/ is rendered next, and a comment says what changes.`;
    stdout.write(`${title}\n${await proposeOn(github, { head: branch, base, title, body }, process.env)}\n`);
    return 0;
  },
};

if (isStarted(import.meta)) await main(propose);
