// `npm run commit` as the workflows call it: whose branch it is comes from GitHub, the outcome as words and exit code.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commit as command } from '../../commands/commit.ts';
import { type Called, called } from '../support/called.ts';
import type { Ended } from '../support/checkout.ts';
import { afterRun } from '../support/ended-run.ts';
import { FakeGitHub } from '../support/github.ts';
import { GitRepository } from '../support/git-repository.ts';
import { scriptOptions } from '../support/script-options.ts';

const evil = '$(touch${IFS}pwned);`touch${IFS}pwned`'.replaceAll(/[{}]/g, '');

let server: GitRepository;
let clone: GitRepository;
let folder: string;
let github: FakeGitHub;

beforeEach(async () => {
  server = GitRepository.bare();
  clone = server.clone();
  clone.write('dist/dev/apps/a.yaml', 'v1').commit('the start');
  clone.git('push', '--quiet', 'origin', 'main');
  folder = mkdtempSync(join(tmpdir(), 'fleetwright-rendered-'));
  mkdirSync(join(folder, 'rendered/dev/apps'), { recursive: true });
  writeFileSync(join(folder, 'rendered/dev/apps/a.yaml'), 'v2');
  github = await FakeGitHub.start();
});
afterEach(async () => {
  await github.stop();
  server.remove();
  clone.remove();
  rmSync(folder, { recursive: true });
});

const options = (): string[] => ['--repository', clone.folder, '--rendered', join(folder, 'rendered')];

function commit(env: Readonly<Record<string, string>>): Promise<Called> {
  return called(command, options(), { env });
}

/** As the workflow starts it. */
function started(env: Readonly<Record<string, string>>): Promise<Ended> {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const args = [...scriptOptions, 'commands/commit.ts', ...options()];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env: { ...inherited, ...env } }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}

describe('after a run for a pull request', () => {
  /** Somebody pushes a branch; the job has main checked out. */
  function push(branch: string): string {
    clone.git('checkout', '--quiet', '-b', branch);
    const head = clone.write('source', branch).commit('Change');
    clone.git('push', '--quiet', 'origin', branch);
    clone.git('checkout', '--quiet', 'main');
    return head;
  }

  test('its branch, whatever it is called, gets the commit', async () => {
    const head = push(evil);
    github.open(evil, head);
    expect(await started(afterRun(folder, github.url, { commit: head, branch: evil }))).toEqual({
      status: 0,
      stdout: `dist/dev/apps/a.yaml\ncommitted and pushed to ${evil}\n`,
      stderr: '',
    });
    expect(server.git('show', `${evil}:dist/dev/apps/a.yaml`)).toBe('v2');
    expect([existsSync('pwned'), existsSync(join(clone.folder, 'pwned'))]).toEqual([false, false]);
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe(`commit=${server.git('rev-parse', evil)}\n`);
  });

  test('a branch without an open pull request to main is left alone, even main under a name of its own', async () => {
    const before = server.git('rev-parse', 'main');
    const ended = await commit(afterRun(folder, github.url, { commit: before, branch: 'main' }));
    expect(ended).toMatchObject({ status: 0, stdout: expect.stringContaining('nothing to commit') });
    expect(server.git('rev-parse', 'main')).toBe(before);
  });

  test('a branch that has moved on is left to the run for that push', async () => {
    const head = push('feature');
    github.open('feature', 'f'.repeat(40));
    const ended = await commit(afterRun(folder, github.url, { commit: head }));
    expect(ended).toMatchObject({
      status: 0,
      stdout: 'somebody pushed meanwhile: the run for that push renders anew\n',
    });
    expect(server.git('rev-parse', 'feature')).toBe(head);
  });

  test('somebody else than the author who pushed last is told what to run', async () => {
    const head = push('feature');
    github.open('feature', head);
    const { status, stderr } = await commit(afterRun(folder, github.url, { commit: head, actor: 'bob' }));
    expect(stderr).toContain('dist/dev/apps/a.yaml\nis not what synth renders, and somebody else than the author');
    expect(stderr).toContain('npm run synth, and commit what it writes');
    expect([status, server.git('rev-parse', 'feature')]).toEqual([1, head]);
  });

  test('a file that is called like a command to the runner is named, not obeyed', async () => {
    clone.git('checkout', '--quiet', '-b', 'feature');
    const head = clone.write('dist/a\n::error::b', '').commit('Change');
    clone.git('push', '--quiet', 'origin', 'feature');
    clone.git('checkout', '--quiet', 'main');
    github.open('feature', head);
    const { stdout, stderr } = await started(afterRun(folder, github.url, { commit: head, actor: 'bob' }));
    expect(stdout + stderr).toContain('"dist/a\\n::error::b"');
    expect(stdout + stderr).not.toMatch(/^::/m);
  });
});

describe('after a push to main', () => {
  const environment = (): Record<string, string> => ({
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF_NAME: 'main',
    GITHUB_REPOSITORY: 'acme/fleet',
    GITHUB_API_URL: github.url,
    PUSH_TOKEN: 'token',
  });

  test('the app opens a pull request, and the job is red until it is merged', async () => {
    const ended = await commit({ ...environment(), APP: 'fleet-bot' });
    expect(ended).toMatchObject({ status: 1, stdout: `${github.pulls[0]?.html_url}\n` });
    expect(ended.stderr).toContain('main does not hold what it renders: what it should hold is in fleetwright/render');
    expect(github.pulls.map(({ head }) => head.ref)).toEqual(['fleetwright/render']);
  });

  test('where the ruleset lets the bot, main itself gets the commit', async () => {
    const ended = await called(command, [...options(), '--direct'], { env: environment() });
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(server.git('show', 'main:dist/dev/apps/a.yaml')).toBe('v2');
    expect(github.pulls).toEqual([]);
  });

  test('without an app the job says where to open one', async () => {
    const ended = await commit({ ...environment(), GITHUB_SERVER_URL: 'https://github.com' });
    const address = 'https://github.com/acme/fleet/compare/main...fleetwright/render';
    expect(ended).toMatchObject({ status: 1, stdout: `open a pull request: ${address}\n` });
    expect(github.writes).toEqual([]);
  });
});

test.each([
  ['the name of the branch', { GITHUB_REF_NAME: '' }, 'GITHUB_REF_NAME is not set'],
  ['a token', { GITHUB_REF_NAME: 'main', GITHUB_REPOSITORY: 'acme/fleet' }, 'no token'],
])('without %s nothing is done', async (_name, environment, message) => {
  expect(await commit(environment)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
});
