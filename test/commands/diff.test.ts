// `npm run diff` as people use it: a change of TypeScript, a synth, and what the command says in a real repository.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { diff as command } from '../../commands/diff.ts';
import { type Called, called } from '../support/called.ts';
import { Checkout } from '../support/checkout.ts';

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
  git('init', '--quiet', '--initial-branch=main');
  commit('the start');
});
afterAll(() => checkout.remove());

/** It reads no code of the fleet, which the tests edit. */
const diff = (...args: string[]): Promise<Called> => called(command, args, { cwd: checkout.folder });

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = checkout.exec('git', [...identity, ...args]);
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function commit(message: string): void {
  git('add', '--all', 'clusters', 'dist');
  git('commit', '--quiet', '--allow-empty', '--message', message);
}

describe('without a revision', () => {
  test('what was edited is compared with HEAD, where there is no origin/main', async () => {
    checkout.edit('clusters/live.ts', "memory: '256Mi'", "memory: '512Mi'");
    expect(checkout.run('commands/synth.ts').status).toBe(0);
    const head = git('rev-parse', '--short', 'HEAD');
    expect(await diff()).toMatchObject({
      status: 0,
      stderr: '',
      stdout: `dist/ on disk, compared with dist/ of HEAD (${head})
1 object changes, in live. Pods restart: tickets in live.

live  tickets
  Deployment tickets
    may use 512Mi of memory instead of 256Mi
    reserves 512Mi of memory on its node instead of 256Mi
    restarts 3 to 12 pods
`,
    });
  });

  test('what was committed is compared with where the branch left origin/main', async () => {
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    const fork = git('rev-parse', '--short', 'HEAD');
    commit('more memory');
    expect((await diff()).stdout).toContain(
      `compared with dist/ of the merge base with origin/main (${fork})\n1 object changes`,
    );
  });
});

test('with a revision, that is compared with', async () => {
  expect((await diff('HEAD')).stdout).toContain('Nothing changes in the clusters.');
  expect((await diff('HEAD~1')).stdout).toContain('1 object changes, in live.');
});

test('of nothing, all is new', async () => {
  const emptyTree = git('hash-object', '-t', 'tree', '/dev/null');
  expect((await diff(emptyTree)).stdout).toMatch(/\n\d+ objects are new, in lab, live and pilot\./);
});

test('a revision that is not there is one line, and exit code 2', async () => {
  expect(await diff('no-such-branch')).toMatchObject({
    status: 2,
    stdout: '',
    stderr:
      'Git knows no revision "no-such-branch"; write a branch, tag or commit (in a shallow clone: git fetch --unshallow)\n',
  });
  expect((await diff('--', '--output=x')).stderr).toContain('Git knows no revision "--output=x"');
});

test('the exit code says whether anything changes, where that is asked for', async () => {
  expect((await diff('--exit-code', 'HEAD')).status).toBe(0);
  expect(checkout.run('commands/diff.ts', ['--exit-code', 'HEAD~1']).status).toBe(1);
});

test('several changes of TypeScript and settings make one summary', async () => {
  checkout.edit('charts/tickets/contract.ts', '/livez', '/alive');
  checkout.edit('clusters/live.ts', 'max: 12', 'max: 16');
  checkout.edit('clusters/releases/pilot.yaml', 'tag: 0.1.0', 'tag: 0.2.0');
  checkout.edit(
    'charts/tickets/venues.ts',
    "opera.example.org/',\n",
    "opera.example.org/',\n  ring: 'https://ring.example.org/',\n",
  );
  expect(checkout.run('commands/synth.ts').status).toBe(0);
  const { stdout } = await diff('HEAD');
  expect(stdout.slice(stdout.indexOf('\n') + 1))
    .toBe(`10 objects change, in lab, live and pilot. Pods restart: tickets in lab, live and pilot.

Look at these first

lab, live and pilot  tickets
  HTTPRoute tickets
    ! publishes /ring

Everything else

lab, live and pilot  tickets
  ConfigMap venues
    key venues.json gets ring
  Deployment tickets
    asks /alive in its liveness probe instead of /livez
    restarts its pods (1 pod in lab, 3 to 16 pods in live, 3 to 6 pods in pilot)

live  tickets
  HorizontalPodAutoscaler tickets
    starts at most 16 pods instead of 12

pilot  tickets
  Deployment tickets
    runs version 0.2.0 instead of 0.1.0
`);
});

test('a file that holds no object is named', async () => {
  const file = 'dist/lab/flux/tickets.yaml';
  const path = join(checkout.folder, file);
  const before = checkout.tree('dist').get('lab/flux/tickets.yaml') ?? '';
  writeFileSync(path, `<<<<<<< ours\n${before}`);
  expect((await diff('HEAD')).status).toBe(2);
  expect((await diff('HEAD')).stderr).toContain(`${file} holds no Kubernetes object (a merge conflict?)`);
  writeFileSync(path, before);
});
