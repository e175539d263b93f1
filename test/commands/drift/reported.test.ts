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

test('an empty folder closes nothing: nobody has looked', async () => {
  await expect(report()).rejects.toThrow('nobody has looked');
  expect(github.writes).toEqual([]);
});
