// Back to what a cluster pinned before, and who did what when: both are read from Git, and from nothing else.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bot } from '../../../commands/commit/edits.ts';
import { history } from '../../../commands/release/history.ts';
import { rollback } from '../../../commands/release/rollback.ts';
import type { Verify } from '../../../commands/release/verified.ts';
import { imageOf } from '../../../lib/pins/images.ts';
import type { ImageFault } from '../../../supply/verify.ts';
import type { Ended } from '../../support/checkout.ts';
import { digestOf, ReleaseFleet, version } from './fleet.ts';

let fleet: ReleaseFleet;
/** What the registry says of an image. */
let verify: Verify;
beforeEach(() => void (verify = async () => []));
/** The commit to which each test begins. */
let start: string;

/** What the tests of a group begin with is made once. */
function beginWith(prepare: () => Promise<unknown> | void): void {
  beforeAll(async () => {
    fleet = new ReleaseFleet();
    await prepare();
    start = fleet.head();
  });
  afterEach(() => {
    fleet.checkout.git('checkout', '--quiet', '--force', 'main');
    fleet.checkout.git('reset', '--quiet', '--hard', start);
  });
  afterAll(() => fleet.checkout.remove());
}

const back = (...args: string[]): Promise<Ended> =>
  fleet.checkout.call(rollback(verify), ['tickets', '--in', 'lab', ...args]);

describe('a rollback', () => {
  beginWith(async () => {
    fleet.checkout.begin();
    for (const digit of ['1', '2', '3']) await fleet.pin('lab', version(digit));
  });

  test('is one command, and says in words what it takes back', async () => {
    const before = fleet.pins('lab');
    const { status, stdout, stderr } = await back();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(fleet.pins('lab')).toBe(before.replace('0.3.0', '0.2.0').replace(digestOf('3'), digestOf('2')));
    expect(stdout).toContain(`What example.azurecr.io/tickets:0.2.0@${digestOf('2')} takes back in lab`);
    expect(stdout).toContain('runs version 0.2.0 instead of 0.3.0');
  });

  test('after another goes further back, never to what was rolled back from', async () => {
    await back();
    await fleet.commit('Roll back');
    await back();
    expect(fleet.pins('lab')).toContain(digestOf('1'));
  });

  test('never goes to the zeroes of an image that was not built yet', async () => {
    await back('--to', 'HEAD~2');
    await fleet.commit('Roll back');
    expect(await back()).toMatchObject({ status: 2, stderr: expect.stringContaining('lab pinned nothing before') });
  });

  test('goes to what a commit pinned', async () => {
    await back('--to', 'HEAD~2');
    expect(fleet.pins('lab')).toContain(digestOf('1'));
  });

  test('keeps what else has changed since: the image alone goes back', async () => {
    writeFileSync(
      join(fleet.checkout.folder, 'clusters/releases/lab.yaml'),
      `${fleet.pins('lab')}mail:\n  repository: example.azurecr.io/mail\n  tag: '1'\n  digest: ${digestOf('9')}\n`,
    );
    await fleet.commit('Mail');
    expect(await back()).toMatchObject({ status: 0 });
    expect(fleet.pins('lab')).toContain(
      `mail:\n  repository: example.azurecr.io/mail\n  tag: '1'\n  digest: ${digestOf('9')}\n`,
    );
  });

  test('to what is pinned says so', async () => {
    expect(await back('--to', 'HEAD')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('nothing to take back'),
    });
  });

  test.each([
    [
      'a cluster that is not there',
      ['tickets', '--in', 'moon'],
      'There is no cluster "moon"; there are lab, pilot, live',
    ],
    ['no cluster', ['tickets'], 'Missing required argument: --in'],
    ['a service that is not there', ['mail', '--in', 'lab'], 'pins no "mail"'],
    ['a commit that is not there', ['tickets', '--in', 'lab', '--to', 'nowhere'], 'Git knows no commit "nowhere"'],
    ['an option of git', ['tickets', '--in', 'lab', '--to=--all'], 'Git knows no commit "--all"'],
    ['a cluster that pinned nothing before', ['tickets', '--in', 'live'], 'live pinned nothing before'],
  ])('is refused with %s', async (_name, args, words) => {
    const before = fleet.pins('lab');
    expect(await fleet.checkout.call(rollback(verify), args)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
    expect(fleet.pins('lab')).toBe(before);
  });

  test('is refused with a commit of another branch, whose pin never was here', async () => {
    fleet.checkout.git('checkout', '--quiet', '-b', 'other');
    const other = await fleet.pin('lab', version('8'));
    fleet.checkout.git('checkout', '--quiet', 'main');
    expect(await back('--to', other)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('lab never ran what'),
    });
  });

  test('never goes to the zeroes, whoever names their commit', async () => {
    expect(await back('--to', 'HEAD~3')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('pins the zeroes of an image that nobody has built'),
    });
  });

  test('never goes to what was pinned and not rendered: it never ran', async () => {
    await fleet.pin('lab', version('2'));
    fleet.write('lab', version('8'));
    const unrendered = fleet.commitAsIs('Of a branch that was merged by rebase');
    await fleet.pin('lab', version('4'));
    expect(await back()).toMatchObject({ status: 0 });
    expect(fleet.pins('lab')).toContain(digestOf('2'));
    fleet.checkout.git('checkout', '--quiet', 'clusters');
    expect(await back('--to', unrendered)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('lab never ran what'),
    });
  });

  const fault = (of: ImageFault['of'], image: string): ImageFault => ({ of, field: image, problem: of, write: 'x' });

  test('of an image that is not verified is refused, unless it is said why it may run', async () => {
    verify = async (image) => [fault('signature', image), fault('scan', image)];
    const before = fleet.pins('lab');
    expect(await back()).toEqual({
      status: 1,
      stdout: '',
      stderr: `${imageOf(version('2'))}: signature; write: x\nOr say why it may run all the same: --unverified '<reason>'\nNothing was written\n`,
    });
    expect(fleet.pins('lab')).toBe(before);
    expect(await back('--unverified', 'signed before we signed')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Unverified: signed before we signed\n'),
    });
    expect(fleet.pins('lab')).toContain(digestOf('2'));
  });

  test('is not held up by what a scan found since', async () => {
    verify = async (image) => [fault('scan', image)];
    expect(await back()).toMatchObject({ status: 0, stderr: '' });
  });

  test('says how to go on where nobody can be asked', async () => {
    verify = async () => Promise.reject(new Error('the registry does not answer'));
    expect(await back()).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^the registry does not answer\n.*--unverified '<reason>'\n$/),
    });
  });
});

describe('across a migration a rollback', () => {
  beginWith(async () => {
    const { checkout } = fleet;
    const chart = `import { Chart } from 'cdk8s';
import { Job } from 'fleetwright/lib/workload/job';
export class TicketsMigration extends Chart {
  constructor(scope, { image }) {
    super(scope, 'tickets-migration', { namespace: 'tickets' });
    new Job(this, 'tickets-migration', { image: image('tickets'), args: ['migrate'], resources: { cpu: '100m', memory: '128Mi' } });
  }
}
`;
    writeFileSync(join(checkout.folder, 'charts/tickets-migration.ts'), chart);
    checkout.edit('main.ts', 'chart: Tickets,', 'chart: Tickets, migration: TicketsMigration,');
    checkout.edit(
      'main.ts',
      'import { clusters }',
      "import { TicketsMigration } from './charts/tickets-migration.ts';\nimport { clusters }",
    );
    checkout.begin();
    for (const digit of ['1', '2', '3']) await fleet.pin('lab', version(digit));
  });

  test('of one version is done, and says what runs again', async () => {
    const { status, stderr } = await back();
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringContaining('tickets-migration/tickets-migration: runs again, with the older image'),
    });
    expect(fleet.pins('lab')).toContain(digestOf('2'));
  });

  test('of two is refused, unless it is said why the older image bears it', async () => {
    const refused = await back('--to', 'HEAD~2');
    expect(refused).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining("--across-migrations '<reason>'"),
    });
    expect(fleet.pins('lab')).toContain(digestOf('3'));
    const done = await back('--to', 'HEAD~2', '--across-migrations', 'columns were added only');
    expect(done).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Across-Migrations: columns were added only\n'),
    });
    expect(fleet.pins('lab')).toContain(digestOf('1'));
  });
});

describe('the history of a service', () => {
  const rows = async (): Promise<string[]> => {
    const { status, stdout, stderr } = await fleet.checkout.call(history, ['tickets']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((line) =>
        line
          .replace(/^ *\S+ \S+ +/, '')
          .replaceAll(/ {2,}/g, '|')
          .trim(),
      );
  };

  beginWith(() => fleet.checkout.begin());

  /** Makes the last commit one of a bot. */
  const amend = (trailers: string, committer: string): void =>
    void fleet.checkout.git(
      '-c',
      `user.email=${committer}`,
      'commit',
      '--quiet',
      '--amend',
      '--author=bot <bot@example.com>',
      '--message',
      `Promote\n\n${trailers}`,
    );

  test('says who took which digest where, and whether it was promoted or taken back', async () => {
    await fleet.pin('lab', version('2'), 'Ann');
    await fleet.pin('pilot', version('2'), 'Bob');
    await fleet.pin('lab', version('3'), 'Ann');
    const last = await fleet.pin('lab', version('2'), 'Cleo');
    const all = await rows();
    expect(all.slice(0, 4)).toEqual([
      `lab|rolled back|0.2.0|sha256:222222222222|Cleo|${last.slice(0, 9)}`,
      expect.stringMatching(/^lab\|pinned\|0\.3\.0\|sha256:333333333333\|Ann\|/),
      expect.stringMatching(/^pilot\|promoted\|0\.2\.0\|sha256:222222222222\|Bob\|/),
      expect.stringMatching(/^lab\|pinned\|0\.2\.0\|sha256:222222222222\|Ann\|/),
    ]);
    // What the first commit brought.
    expect(all.slice(4)).toHaveLength(3);
  });

  test('names who wrote it where somebody else merged, and who asked a workflow for it', async () => {
    const { checkout } = fleet;
    checkout.git('checkout', '--quiet', '-b', 'promotion');
    await fleet.pin('lab', version('2'), 'Bot');
    amend('Requested-By: ann', bot.email);
    checkout.git('checkout', '--quiet', 'main');
    checkout.git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'promotion');
    expect((await rows())[0]).toBe(`lab|pinned|0.2.0|sha256:222222222222|ann, by bot|${fleet.head().slice(0, 9)}`);
  });

  test.each([
    ['in the commit of a person', 'Requested-By: ann', 'eve@example.com'],
    ['for two', 'Requested-By: ann\nRequested-By: bob', bot.email],
    ['for what is no account', 'Requested-By: ann and bob', bot.email],
  ])('believes nobody who says for whom it was, %s', async (_name, trailers, committer) => {
    await fleet.pin('lab', version('2'), 'Bot');
    amend(trailers, committer);
    expect((await rows())[0]).toBe(`lab|pinned|0.2.0|sha256:222222222222|bot|${fleet.head().slice(0, 9)}`);
  });

  test.each(['constructor', '__proto__', 'toString'])('is not told of a service called %s', async (service) => {
    expect(await fleet.checkout.call(history, [service])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`no cluster has ever pinned "${service}"`),
    });
  });

  test('is not told of a service that nobody ever pinned', async () => {
    expect(await fleet.checkout.call(history, ['mail'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no cluster has ever pinned "mail"'),
    });
  });

  test('is not guessed in a shallow clone', async () => {
    await fleet.pin('lab', version('2'));
    const shallow = join(fleet.checkout.folder, '.git/shallow');
    writeFileSync(shallow, `${fleet.head()}\n`);
    try {
      const { status, stderr } = await fleet.checkout.call(history, ['tickets']);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('run git fetch --unshallow') });
    } finally {
      rmSync(shallow);
    }
  });
});
