// A digest goes from stage to stage only where the stage before is known to run it healthily; else no file is touched.
import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { promotion } from '../../../commands/release/promote.ts';
import type { Verify } from '../../../commands/release/verified.ts';
import { imageOf } from '../../../lib/pins/images.ts';
import type { Ended } from '../../support/checkout.ts';
import { FakeGitHub, type Status } from '../../support/github.ts';
import { app, digestOf, ReleaseFleet, version } from './fleet.ts';

let fleet: ReleaseFleet;
let github: FakeGitHub;
/** The commit that pinned version 2 for the lab; the other clusters pin version 1. */
let pinned: string;

beforeAll(async () => {
  fleet = new ReleaseFleet();
  fleet.checkout.begin();
  for (const cluster of ['lab', 'pilot', 'live']) await fleet.pin(cluster, version('1'));
  pinned = await fleet.pin('lab', version('2'));
});
afterAll(() => fleet.checkout.remove());
beforeEach(async () => void (github = await FakeGitHub.start()));
afterEach(async () => {
  await github.stop();
  fleet.checkout.git('reset', '--quiet', '--hard', pinned);
  fleet.checkout.git('clean', '--quiet', '--force', '-d');
});

const environment = () => ({ GITHUB_REPOSITORY: 'acme/fleet', GITHUB_API_URL: github.url, GITHUB_TOKEN: 'token' });
const clean: Verify = async () => [];

/** Runs the command; one that does not end well has touched nothing. */
async function promote(
  args: readonly string[],
  { verify = clean, env = {} }: { verify?: Verify; env?: Record<string, string> } = {},
): Promise<Ended> {
  const edits = (): string => fleet.checkout.git('diff').stdout;
  const before = edits();
  const ended = await fleet.checkout.call(promotion(verify), args, { ...environment(), ...env });
  const isTouched = ended.status !== 0 && edits() !== before;
  expect(isTouched).toBe(false);
  return ended;
}

/** Flux' word about the service in the lab, and what differs from it. */
const status = (change: Partial<Status> = {}): Status => ({
  context: 'lab/tickets',
  state: 'success',
  description: 'reconciliation succeeded',
  creator: { login: `${app}[bot]`, type: 'Bot' },
  ...change,
});

test('what the stage before runs healthily is pinned, and no other byte of the file changes', async () => {
  github.statuses.set(pinned, [status()]);
  const { status: code, stdout, stderr } = await promote(['tickets', '--to', 'pilot']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(fleet.pins('pilot')).toBe(
    `# Pins.\ntickets: # the shop\n  repository: example.azurecr.io/tickets\n  tag: 0.2.0 # of May\n  digest: ${digestOf('2')}\n`,
  );
  expect(stdout).toContain(`lab/tickets: reconciliation succeeded at ${pinned.slice(0, 9)}`);
  expect(stdout).toContain('runs version 0.2.0 instead of 0.1.0');
  expect(fleet.checkout.git('status', '--porcelain').stdout).toBe(' M clusters/releases/pilot.yaml\n');
});

test('where the next stage has it already, nothing is asked and nothing is written', async () => {
  fleet.checkout.git('reset', '--quiet', '--hard', `${pinned}^`);
  expect(await promote(['tickets', '--to', 'pilot'])).toEqual({
    status: 0,
    stdout: `pilot pins ${imageOf(version('1'))} already, as lab does: nothing to promote\n`,
    stderr: '',
  });
});

test('a later commit counts for the digest that it holds still', async () => {
  const later = fleet.commitAsIs('Something else');
  github.statuses.set(pinned, [status({ state: 'failure', description: 'health check failed' })]);
  github.statuses.set(later, [status()]);
  expect(await promote(['tickets', '--to', 'pilot'])).toMatchObject({ status: 0 });
});

test('a Git that paints all that it prints is read all the same', async () => {
  github.statuses.set(pinned, [status()]);
  const env = {
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'color.ui',
    GIT_CONFIG_VALUE_0: 'always',
    GIT_CONFIG_KEY_1: 'color.grep',
    GIT_CONFIG_VALUE_1: 'always',
  };
  expect(await promote(['tickets', '--to', 'pilot'], { env })).toMatchObject({ status: 0, stderr: '' });
});

test('what was not pushed yet does not hide what was', async () => {
  fleet.commitAsIs('Mine alone');
  github.statuses.set(pinned, [status()]);
  expect(await promote(['tickets', '--to', 'pilot'])).toMatchObject({ status: 0 });
});

describe('refused, and no file is touched:', () => {
  /** Promotes where these are the statuses of the commit; it must be refused. @returns what is said */
  const refused = async (...statuses: readonly Status[]): Promise<string> => {
    github.statuses.set(pinned, statuses);
    const { status: code, stdout, stderr } = await promote(['tickets', '--to', 'pilot']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('tickets is not promoted to pilot; nothing was written\n');
    return stderr;
  };
  const unheard = `lab/tickets: no status by ${app}[bot] of a commit whose dist/ holds ${digestOf('2')}`;

  test.each<[string, Partial<Status>, string]>([
    ['a failure', { state: 'failure', description: 'health check failed' }, 'failure (health check failed) at'],
    ['one that waits', { state: 'pending', description: '' }, 'lab/tickets: pending'],
    [
      'a success of an event that is no health',
      { description: 'dependency not ready' },
      'success (dependency not ready) at',
    ],
    [
      'the word of a person',
      { creator: { login: 'ann', type: 'User' } },
      `${unheard}, and one by ann counts for nothing`,
    ],
    [
      "a person's who is called as the App is",
      { creator: { login: app, type: 'User' } },
      `${unheard}, and one by ${app}`,
    ],
    [
      "a person's who has the name of its account",
      { creator: { login: `${app}[bot]`, type: 'User' } },
      `${unheard}, and one by ${app}[bot]`,
    ],
    [
      'the word of another App',
      { creator: { login: 'acme-live-flux[bot]', type: 'Bot' } },
      `${unheard}, and one by acme-live`,
    ],
    ['the word about another cluster', { context: 'live/tickets' }, unheard],
    ['the word about another chart', { context: 'lab/issuers' }, unheard],
  ])('%s', async (_name, change, words) => {
    expect(await refused(status(change))).toContain(words);
  });

  test('no status', async () => expect(await refused()).toContain(unheard));
  test('an older success behind a failure', async () => {
    expect(await refused(status({ state: 'failure' }), status())).toContain('lab/tickets: failure');
  });
  test('a failure behind which somebody wrote a success', async () => {
    const forged = status({ creator: { login: 'ann', type: 'User' } });
    expect(await refused(forged, status({ state: 'failure' }))).toContain('lab/tickets: failure');
  });

  test('a success of the commit before, which held another digest', async () => {
    github.statuses.set(fleet.checkout.git('rev-parse', `${pinned}^`).stdout.trim(), [status()]);
    expect(await refused()).toContain(unheard);
  });

  test('a success of a commit whose dist/ was not rendered yet', async () => {
    fleet.checkout.git('reset', '--quiet', '--hard', `${pinned}^`);
    fleet.checkout.git('checkout', '--quiet', pinned, '--', 'clusters/releases');
    const unrendered = fleet.commitAsIs('Pins alone');
    github.statuses.set(unrendered, [status()]);
    const { status: code, stderr } = await promote(['tickets', '--to', 'pilot']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(unheard) });
  });

  test('what the verification refuses, with all that it says', async () => {
    github.statuses.set(pinned, [status()]);
    const verify: Verify = async (image) => [
      { of: 'signature', field: image, problem: 'no signature', write: 'another' },
    ];
    const { status: code, stderr } = await promote(['tickets', '--to', 'pilot'], { verify });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(`${imageOf(version('2'))}: no signature; write: another\n`),
    });
  });

  test('a stage that would be skipped: the next one gets what the one before it has', async () => {
    github.statuses.set(pinned, [status()]);
    const { status: code, stdout } = await promote(['tickets', '--to', 'live']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('as pilot does: nothing to promote') });
  });

  test.each([
    ['no service', ['--to', 'pilot'], 'Missing required positional argument: SERVICE'],
    ['no stage', ['tickets'], 'Missing required argument: --to'],
    ['two services', ['tickets', 'mail', '--to', 'pilot'], '"mail" is one word too many'],
    [
      'a service that is not pinned',
      ['mail', '--to', 'pilot'],
      'clusters/releases/lab.yaml: pins no "mail"; write: one that it pins (tickets)',
    ],
    ['a service of every map', ['toString', '--to', 'pilot'], 'pins no "toString"'],
    ['no such stage', ['tickets', '--to', 'moon'], 'There is no stage "moon"; there are lab, pilot, live'],
    [
      'the first stage',
      ['tickets', '--to', 'lab'],
      'lab is the first stage, which no other comes before; npm run image -- pin',
    ],
    ['no context', ['tickets', '--to', 'pilot', '--context', ''], '--context is empty; give it a value'],
  ])('%s', async (_name, args, words) => {
    expect(await promote(args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(words) });
  });

  test('a stage whose Flux has no App', async () => {
    await fleet.pin('pilot', version('2'));
    const ended = await promote(['tickets', '--to', 'live']);
    expect(ended).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        'pilot: no App writes the statuses of its commits; set fluxNotifications.commitStatus',
      ),
    });
    fleet.checkout.git('reset', '--quiet', '--hard', pinned);
  });

  test('the zeroes of an image that nobody has built', async () => {
    await fleet.pin('lab', version('0'));
    const { status: code, stderr } = await promote(['tickets', '--to', 'pilot']);
    const place =
      'clusters/releases/lab.yaml#tickets.digest: stands for an image that nobody has built; write: the digest';
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(place) });
  });

  test('pins that no commit holds', async () => {
    writeFileSync(join(fleet.checkout.folder, 'clusters/releases/lab.yaml'), `${fleet.pins('lab')}# Mine.\n`);
    const { status: code, stderr } = await promote(['tickets', '--to', 'pilot']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('No commit holds these yet') });
  });

  test('pins that no commit has ever held, where Git is told to be silent of such files', async () => {
    fleet.checkout.git('rm', '--quiet', '--cached', 'clusters/releases/lab.yaml');
    fleet.checkout.git('commit', '--quiet', '--message', 'Forget it');
    const env = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'status.showUntrackedFiles',
      GIT_CONFIG_VALUE_0: 'no',
    };
    const { status: code, stderr } = await promote(['tickets', '--to', 'pilot'], { env });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('?? clusters/releases/lab.yaml') });
  });

  test('pins that Git was told not to look at', async () => {
    const { checkout } = fleet;
    checkout.git('update-index', '--assume-unchanged', 'clusters/releases/lab.yaml');
    checkout.edit('clusters/releases/lab.yaml', digestOf('2'), digestOf('9'));
    try {
      const { status: code, stderr } = await promote(['tickets', '--to', 'pilot']);
      const said = expect.stringContaining('git update-index --no-assume-unchanged');
      expect({ code, stderr }).toEqual({ code: 2, stderr: said });
      expect(stderr).toContain('h clusters/releases/lab.yaml');
    } finally {
      checkout.git('update-index', '--no-assume-unchanged', 'clusters/releases/lab.yaml');
    }
  });

  test('pins that are a link', async () => {
    const path = join(fleet.checkout.folder, 'clusters/releases/lab.yaml');
    renameSync(path, `${path}.real`);
    symlinkSync('lab.yaml.real', path);
    fleet.commitAsIs('A link');
    const { status: code, stderr } = await promote(['tickets', '--to', 'pilot']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'clusters/releases/lab.yaml: is a link; put the file itself there\n',
    });
  });

  test.each([
    ['digest', 'example.azurecr.io/mail'],
    ['image', version('3').repository],
  ])('the health of another service with the same %s', async (_name, repository) => {
    const mail = { ...version('3'), repository };
    fleet.write('lab', version('3'));
    fleet.checkout.edit('clusters/releases/lab.yaml', '# Pins.\n', '');
    const path = join(fleet.checkout.folder, 'clusters/releases/lab.yaml');
    writeFileSync(
      path,
      `${fleet.pins('lab')}mail:\n  repository: ${mail.repository}\n  tag: ${mail.tag}\n  digest: ${mail.digest}\n`,
    );
    const folder = join(fleet.checkout.folder, 'dist/lab/apps/mail/mail');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'deployment.yaml'), `image: ${imageOf(mail)}\n`);
    github.statuses.set(fleet.commitAsIs('Mail alone is rendered'), [status({ context: 'lab/mail' })]);
    expect(await promote(['tickets', '--to', 'pilot'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`no status by ${app}[bot] of a commit whose dist/ holds ${digestOf('3')}`),
    });
  });

  test('without a token, before anything is asked', async () => {
    const ended = await promote(['tickets', '--to', 'pilot'], { env: { GITHUB_TOKEN: '' } });
    expect(ended).toMatchObject({ status: 2, stderr: expect.stringContaining('no token') });
  });
});

describe('with access to the cluster it is asked itself:', () => {
  const kustomization = (change: object = {}) => ({
    metadata: { name: 'tickets' },
    spec: { path: './dist/lab/apps/tickets' },
    status: { lastAppliedRevision: `main@sha1:${pinned}`, conditions: [{ type: 'Ready', status: 'True' }], ...change },
  });
  const pod = (digit: string, ready = 'True', phase = 'Running') => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `tickets-${digit}` },
    spec: { containers: [{ image: imageOf(version(digit)) }] },
    status: { phase, conditions: [{ type: 'Ready', status: ready }] },
  });

  const template = (digit: string) => ({ template: { spec: { containers: [{ image: imageOf(version(digit)) }] } } });
  const deployment = (replicas: number) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { replicas, ...template('2') },
  });
  const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: template('2') } } };

  /** A kubectl that prints these, and refuses what it is not asked for here. */
  function ask(
    kustomizations: readonly object[],
    pods: readonly object[],
    makers: readonly object[] = [deployment(2)],
  ): Promise<Ended> {
    const bin = join(fleet.checkout.folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'kustomizations'), JSON.stringify({ items: kustomizations }));
    writeFileSync(join(bin, 'pods'), JSON.stringify({ items: pods }));
    writeFileSync(join(bin, 'makers'), JSON.stringify({ items: makers }));
    const script = `#!/bin/sh
case "$*" in
  "--context lab-admin get kustomizations.kustomize.toolkit.fluxcd.io --namespace cluster-config --output json") exec cat ${bin}/kustomizations ;;
  "--context lab-admin get pods --namespace tickets --output json") exec cat ${bin}/pods ;;
  "--context lab-admin get deployments.apps,statefulsets.apps,daemonsets.apps,jobs.batch,cronjobs.batch --namespace tickets --output json") exec cat ${bin}/makers ;;
esac
echo "error: context does not exist" >&2
exit 1
`;
    writeFileSync(join(bin, 'kubectl'), script);
    chmodSync(join(bin, 'kubectl'), 0o755);
    const env = { PATH: `${bin}:${process.env.PATH}`, GITHUB_TOKEN: '' };
    return promote(['tickets', '--to', 'pilot', '--context', 'lab-admin'], { env });
  }

  test('ready at a commit that holds the digest, with pods that run it', async () => {
    const ended = await ask([kustomization()], [pod('2')]);
    expect(ended).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('lab/tickets: ready, and its pods run it'),
    });
    expect(fleet.pins('pilot')).toContain(digestOf('2'));
  });

  test('pods that were evicted, and so have failed, hold nothing up', async () => {
    const ended = await ask([kustomization()], [pod('2'), pod('2', 'False', 'Failed'), pod('1', 'False', 'Failed')]);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
  });

  test.each<[string, readonly object[]]>([
    ['a schedule that waits', [cronJob]],
    ['a worker without work', [deployment(0), cronJob]],
    ['a node agent without a node', [{ ...deployment(1), kind: 'DaemonSet', status: { desiredNumberScheduled: 0 } }]],
  ])('needs no pod of %s', async (_name, makers) => {
    expect(await ask([kustomization()], [], makers)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('lab/tickets: ready, and nothing of it runs at the moment'),
    });
  });

  test('needs a pod where nothing of the image is there', async () => {
    expect(await ask([kustomization()], [], [])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`no pod runs ${digestOf('2')}`),
    });
  });

  test.each<[string, () => readonly object[], () => readonly object[], string]>([
    ['no Kustomization', () => [], () => [pod('2')], 'lab/tickets: there is no such Kustomization'],
    [
      'one of another cluster',
      () => [{ ...kustomization(), spec: { path: 'dist/live/apps/tickets' } }],
      () => [pod('2')],
      'applies dist/live/apps/tickets; name a context of lab',
    ],
    [
      'one that is suspended',
      () => [{ ...kustomization(), spec: { ...kustomization().spec, suspend: true } }],
      () => [pod('2')],
      'is suspended',
    ],
    [
      'one that is not ready',
      () => [kustomization({ conditions: [{ type: 'Ready', status: 'False', message: 'timeout' }] })],
      () => [pod('2')],
      'is not ready (timeout)',
    ],
    [
      'one at a commit of another digest',
      () => [
        kustomization({
          lastAppliedRevision: `main@sha1:${fleet.checkout.git('rev-parse', `${pinned}^`).stdout.trim()}`,
        }),
      ],
      () => [pod('2')],
      'whose dist/ does not hold',
    ],
    [
      'one at a commit that is not here',
      () => [kustomization({ lastAppliedRevision: `main@sha1:${'f'.repeat(40)}` })],
      () => [pod('2')],
      'or which is not here',
    ],
    ['no pod of it', () => [kustomization()], () => [], `no pod runs ${digestOf('2')}`],
    ['a pod that is not ready', () => [kustomization()], () => [pod('2', 'False')], 'not ready: tickets-2'],
    [
      'a rollout that goes on',
      () => [kustomization()],
      () => [pod('2'), pod('1')],
      'still run another image: tickets-1',
    ],
  ])('refused with %s', async (_name, kustomizations, pods, words) => {
    const ended = await ask(kustomizations(), pods());
    expect(ended).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(words) });
    expect(fleet.pins('pilot')).toContain(digestOf('1'));
  });
});
