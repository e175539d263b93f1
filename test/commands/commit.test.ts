// `npm run commit` as the workflow calls it: names through the environment, the outcome as words and exit code.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ended } from '../support/checkout.ts';
import { FakeGitHub } from '../support/github.ts';
import { GitRepository } from '../support/git-repository.ts';

const evil = '$(touch${IFS}pwned);`touch${IFS}pwned`'.replaceAll(/[{}]/g, '');

let server: GitRepository;
let clone: GitRepository;
let rendered: string;

beforeEach(() => {
  server = GitRepository.bare();
  clone = server.clone();
  clone.write('dist/dev/apps/a.yaml', 'v1').commit('the start');
  clone.git('push', '--quiet', 'origin', 'main');
  rendered = mkdtempSync(join(tmpdir(), 'fleetwright-rendered-'));
  mkdirSync(join(rendered, 'dev/apps'), { recursive: true });
  writeFileSync(join(rendered, 'dev/apps/a.yaml'), 'v2');
});
afterEach(() => {
  server.remove();
  clone.remove();
  rmSync(rendered, { recursive: true });
});

function commit(env: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const command = [
    '--import',
    'tsx',
    'commands/commit.ts',
    '--repository',
    clone.folder,
    '--rendered',
    rendered,
    ...args,
  ];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { env: { ...inherited, ...env } }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}

test('the branch of a pull request, whatever it is called, gets the commit', async () => {
  clone.git('checkout', '--quiet', '-b', evil);
  expect(await commit({ BRANCH: evil, BASE: 'main' })).toEqual({
    status: 0,
    stdout: `dist/dev/apps/a.yaml\ncommitted and pushed to ${evil}\n`,
    stderr: '',
  });
  expect(server.git('show', `${evil}:dist/dev/apps/a.yaml`)).toBe('v2');
  expect([existsSync('pwned'), existsSync(join(clone.folder, 'pwned'))]).toEqual([false, false]);
});

describe('on main', () => {
  let github: FakeGitHub;
  beforeEach(async () => void (github = await FakeGitHub.start()));
  afterEach(() => github.stop());

  test('a pull request is opened, and the job is red until it is merged', async () => {
    const environment = { GITHUB_REPOSITORY: 'acme/fleet', GITHUB_API_URL: github.url, PUSH_TOKEN: 'token' };
    const ended = await commit({ BRANCH: 'main', ...environment });
    expect(ended).toMatchObject({ status: 1, stdout: `${github.pulls[0]?.html_url}\n` });
    expect(ended.stderr).toContain('main does not hold what it renders: what it should hold is in fleetwright/render');
    expect(github.pulls).toEqual([expect.objectContaining({ head: 'fleetwright/render' })]);
  });
});

test('of a fork the author is told what to run', async () => {
  const { status, stderr } = await commit({ BRANCH: 'main', BASE: 'main' }, '--read-only');
  expect(stderr).toContain('dist/dev/apps/a.yaml\nis not what synth renders');
  expect(stderr).toContain('npm run synth, and commit what it writes');
  expect(status).toBe(1);
});

test('without the name of a branch nothing is done', async () => {
  expect(await commit({ BRANCH: '' })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('BRANCH is not set'),
  });
});
