// Commits a pin beside main, for a pull request: nobody's promotion goes past review.
import { imageOf, repinned } from '../lib/pins/images.ts';
import { UsageError } from '../lib/usage-error.ts';
import { git } from '../tools/git.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { commitTree } from './commit/commit-tree.ts';
import { treeWith, wantedPin } from './commit/pins.ts';
import { push } from './commit/push.ts';
import { repository } from './github/args.ts';
import { gitHub } from './github/client.ts';
import { propose as proposeOn } from './github/pull-request.ts';
import { isAccount, requestedBy } from './release/timeline.ts';

const args = { repository } as const;

export const propose: Command<typeof args> = {
  meta: {
    name: 'npm run propose --',
    description:
      'In a workflow that runs on main, by PUSH_TOKEN: pin for SERVICE in FILE, which is that of CLUSTER, what FROM pins, or else PIN; commit that beside main, and open a pull request',
  },
  args,
  run: async ({ args: { repository: cwd } }, { stdout, stderr }): Promise<ExitCode> => {
    const { GITHUB_REF_NAME: base, GITHUB_ACTOR: actor = '', PUSH_TOKEN: token } = process.env;
    const { SERVICE: service, CLUSTER: cluster, FILE: file, FROM: from, PIN: image } = process.env;
    if (!base || !service || !cluster || !file)
      throw new UsageError('GITHUB_REF_NAME, SERVICE, CLUSTER or FILE is not set; this runs in a workflow, on main');
    if (!isAccount(actor)) throw new UsageError('GITHUB_ACTOR is not the name of an account');
    const github = gitHub(process.env, token);
    const head = git(['rev-parse', 'HEAD'], { cwd }).toString('utf8').trim();
    const pin = wantedPin({ service, cluster, file, from, image }, head, cwd);
    const before = git(['show', `${head}:${file}`], { cwd }).toString('utf8');
    const text = repinned(before, { file, service }, pin);
    if (text === before) throw new Error(`${file}#${service}: pins ${imageOf(pin)} already, so nothing is committed`);

    const title = `Promote ${service} ${pin.tag} to ${cluster}`;
    const message = `${title}\n\n${imageOf(pin)}\n\n${requestedBy}: ${actor}\n`;
    const commit = commitTree(treeWith(file, text, { commit: head, cwd }), { parent: head, message, cwd });
    // A slash is in neither name.
    const branch = `fleetwright/promote/${cluster}/${service}`;
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
