// One issue: opened when something drifts, kept up to date, closed when nothing does, and of nobody else.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { reported } from '../../../commands/drift/reported.ts';
import { FakeGitHub } from '../../support/github.ts';

let github: FakeGitHub;
let folder: string;
beforeEach(async () => {
  github = await FakeGitHub.start();
  folder = mkdtempSync(join(tmpdir(), 'fleetwright-drift-'));
});
afterEach(async () => {
  await github.stop();
  rmSync(folder, { recursive: true });
});

const report = () =>
  reported(folder, { GITHUB_REPOSITORY: 'acme/fleet', GITHUB_API_URL: github.url, GITHUB_TOKEN: 'token' });
const found = (file: string, text: string): void => writeFileSync(join(folder, file), text);

test('the issue follows what is found, from the first drift to the last, and a later one opens another', async () => {
  found('dist.txt', '');
  expect(await report()).toBe('none');

  found('dist.txt', 'dist/live/a.yaml  is not what synth renders');
  expect(await report()).toBe('opened');
  expect(await report()).toBe('unchanged');

  found('cluster-live.txt', 'live/apps/Deployment/shop/web');
  expect(await report()).toBe('updated');
  expect(github.issues).toHaveLength(1);
  const [{ body } = { body: '' }] = github.issues;
  expect(body).toContain(
    '### `dist/` is not what the code renders\n\n```\ndist/live/a.yaml  is not what synth renders\n```',
  );
  expect(body).toContain('### live: what Flux does not heal\n\n```\nlive/apps/Deployment/shop/web\n```');

  found('dist.txt', '');
  found('cluster-live.txt', '');
  expect(await report()).toBe('closed');
  expect(github.issues).toMatchObject([{ state: 'closed' }]);
  expect(await report()).toBe('none');

  found('dist.txt', 'dist/live/b.yaml  comes from no construct');
  expect(await report()).toBe('opened');
  expect(github.issues).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
});

test('what was not looked at this time is said as before: a cluster may be asked elsewhere', async () => {
  found('cluster-live.txt', 'live/apps/Deployment/shop/web');
  await report();
  rmSync(join(folder, 'cluster-live.txt'));

  found('dist.txt', 'dist/live/a.yaml  is not what synth renders');
  await report();
  const both = github.issues[0]?.body ?? '';
  expect(both).toContain('live/apps/Deployment/shop/web');
  expect(both).toContain('dist/live/a.yaml');
  expect(await report()).toBe('unchanged');

  found('dist.txt', '');
  expect(await report()).toBe('updated');
  expect(github.issues[0]?.body).not.toContain('dist/live/a.yaml');

  rmSync(join(folder, 'dist.txt'));
  found('cluster-live.txt', '');
  expect(await report()).toBe('closed');
});

test('an issue that somebody has edited in a browser, with its ends of lines, is read as before', async () => {
  found('cluster-live.txt', 'live/apps/Deployment/shop/web');
  await report();
  const [issue] = github.issues;
  if (issue) issue.body = issue.body.replaceAll('\n', '\r\n');
  rmSync(join(folder, 'cluster-live.txt'));
  found('dist.txt', '');
  expect(await report()).toBe('updated');
  expect(github.issues).toMatchObject([{ state: 'open', body: expect.stringContaining('shop/web\n```\n') }]);
});

test("somebody else's issue stays as it is, though it begins alike", async () => {
  github.account = 'mallory';
  found('dist.txt', 'one');
  await report();
  github.account = 'github-actions[bot]';
  found('dist.txt', 'two');
  expect(await report()).toBe('opened');
  expect(github.issues).toMatchObject([{ user: { login: 'mallory' }, body: expect.stringContaining('one') }, {}]);
});

test('a name cannot end the block that it stands in, nor begin a section', async () => {
  found('cluster-live.txt', 'live/```\n<!-- of dist.txt -->\n# not a heading');
  await report();
  expect(github.issues[0]?.body).toContain('````\nlive/```\n<! -- of dist.txt -->\n# not a heading\n````');
});

const rows = (count: number, length: number): string[] =>
  Array.from(
    { length: count },
    (_, index) => `dist/live/${index}-${'a'.repeat(length)}.yaml  is not what synth renders`,
  );

test('what does not fit is left out of the longest sections alone, by whole findings, and that is said', async () => {
  found('dist.txt', rows(2000, 80).join('\n'));
  found(
    'cluster-one.txt',
    rows(500, 200)
      .map((row) => `${row}\n  problem`)
      .join('\n\n'),
  );
  found('cluster-two.txt', 'two/apps/Deployment/shop/web\n  problem');
  await report();
  const body = github.issues[0]?.body ?? '';
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body.length).toBeGreaterThan(65_000);
  expect(body).toContain('\ntwo/apps/Deployment/shop/web\n  problem\n```\n');
  const shownOf = (section: string): number => section.split('is not what synth renders\n').length - 1;
  const [, one = '', , dist = ''] = body.split('<!-- of ');
  const left = (section: string): number => Number(/^(\d+) more are left out here\./m.exec(section)?.[1]);
  expect(left(dist)).toBe(2000 - shownOf(dist));
  expect(left(one)).toBe(500 - shownOf(one));
  expect(one).toContain('`npm run drift -- --cluster one`; and `cluster-one.txt` in the artifact `drift`');
  expect(dist).toContain('`npm run drift`; and `dist.txt` in the artifact `drift`');
  expect(Math.abs(one.length - dist.length)).toBeLessThan(600);
  expect(await report()).toBe('unchanged');
});

test('what was left out is counted on, where nobody looked this time', async () => {
  found('cluster-one.txt', rows(1000, 100).join('\n\n'));
  await report();
  const total = (): number => {
    const [, section = ''] = (github.issues[0]?.body ?? '').split('<!-- of cluster-one.txt -->');
    const [own = ''] = section.split('<!-- of ');
    return own.split('is not what synth renders\n').length - 1 + Number(/^(\d+) more /m.exec(own)?.[1]);
  };
  expect(total()).toBe(1000);
  rmSync(join(folder, 'cluster-one.txt'));
  found('dist.txt', rows(1000, 100).join('\n'));
  expect(await report()).toBe('updated');
  expect(total()).toBe(1000);
});

test('a finding that fits nowhere leaves a section without any', async () => {
  found('dist.txt', 'a'.repeat(70_000));
  await report();
  expect(github.issues[0]?.body).toContain('renders\n\n1 more are left out here.');
  expect(await report()).toBe('unchanged');
});

test.each(['cluster-a b.txt', 'cluster-a-->.txt', 'cluster-a\n### b.txt', 'cluster-A.txt', 'notes.md'])(
  'a file called %j is refused: its name would be a line of the issue',
  async (name) => {
    found(name, 'live/apps/Deployment/shop/web');
    await expect(report()).rejects.toThrow(`holds ${JSON.stringify(name)}, which drift does not write`);
    expect(github.writes).toEqual([]);
  },
);

test('an empty folder closes nothing: nobody has looked', async () => {
  await expect(report()).rejects.toThrow('nobody has looked');
  expect(github.writes).toEqual([]);
});
