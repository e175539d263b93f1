// The optional hooks look at what would be committed and at what would be pushed, not at what happens to be on disk.
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Checkout, type Ended } from '../support/checkout.ts';

const file = 'secrets/lab/tickets-api-token.yaml';
const checkout = new Checkout();
const git = (...args: string[]): Ended => checkout.git(...args);
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(checkout.folder, path)), { recursive: true });
  writeFileSync(join(checkout.folder, path), text);
};
/** Commits all that is there past the hook, as cherry-pick, rebase and fast-forward do. */
const commit = (message: string): void => {
  git('add', '--all');
  expect(git('commit', '--no-verify', '--quiet', '--allow-empty', '--message', message)).toMatchObject({ status: 0 });
};
const encrypted = readFileSync(join(checkout.folder, file), 'utf8');
const plain = encrypted.replace(/ENC\[[^\]]*\]/, 'never-printed');
const whole = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  token: never-printed\n';
const remote = join(checkout.folder, '.remote');

beforeAll(() => {
  cpSync('.githooks', join(checkout.folder, '.githooks'), { recursive: true });
  for (const hook of readdirSync('.githooks')) chmodSync(join(checkout.folder, '.githooks', hook), 0o755);
  git('init', '--quiet', '--initial-branch=main');
  put('.gitignore', 'node_modules\n.remote\n');
  commit('Begin');
  git('init', '--quiet', '--bare', remote);
  git('remote', 'add', 'origin', remote);
  git('push', '--quiet', '--set-upstream', 'origin', 'main');
  git('config', 'core.hooksPath', '.githooks');
});
afterEach(() => {
  git('checkout', '--quiet', '--force', '-B', 'main', 'origin/main');
  git('clean', '--quiet', '--force', '-d');
});
afterAll(() => checkout.remove());

describe('a commit', () => {
  test('with a value in the clear is refused, with its file and key, even where the disk has it encrypted again', () => {
    put(file, plain);
    git('add', file);
    put(file, encrypted);
    const { status, stderr } = git('commit', '--message', 'Leak');
    expect(status).toBe(1);
    expect(stderr).toContain(`${file}  stringData.token\n  the value is not encrypted`);
    expect(stderr).not.toContain('never-printed');
    expect(git('log', '--format=%s').stdout).toBe('Begin\n');
  });

  test('with what is encrypted passes, although the disk has something else', () => {
    put('README.md', 'text\n');
    git('add', 'README.md');
    put(file, plain);
    expect(git('commit', '--message', 'Work')).toMatchObject({ status: 0 });
  });

  test.each([
    ['a loose file in dist/', 'dist/notes.txt', 'never-printed', 'comes from no construct'],
    ['a Secret in it', 'dist/lab/apps/tickets/tickets/Secret_s.yaml', whole, 'the file is not encrypted'],
    ['a Secret anywhere', 'deploy/bootstrap.yaml', whole, 'line.2\n  is a Secret in the clear'],
  ])('with %s is refused', (_name, path, text, problem) => {
    put(path, text);
    git('add', path);
    const { status, stderr } = git('commit', '--message', 'Leak');
    expect(status).toBe(1);
    expect(stderr).toContain(path);
    expect(stderr).toContain(problem);
    expect(stderr).not.toContain('never-printed');
  });

  test('of a merge is refused as any other', () => {
    git('checkout', '--quiet', '-b', 'side');
    put('deploy/bootstrap.yaml', whole);
    commit('Leak');
    git('checkout', '--quiet', 'main');
    put('README.md', 'text\n');
    commit('Work');
    const { status, stderr } = git('merge', '--no-edit', 'side');
    expect(status).not.toBe(0);
    expect(stderr).toContain('is a Secret in the clear');
    git('merge', '--abort');
    git('branch', '-D', 'side');
  });
});

describe('a push', () => {
  const push = (): Ended => git('push', '--quiet', 'origin', 'HEAD:refs/heads/topic');
  /** What the hook said, where nothing arrived and nothing of a value was said. */
  const refusal = (): string => {
    const { status, stderr } = push();
    const arrived = git('ls-remote', 'origin', 'topic').stdout;
    return status === 1 && arrived === '' && !stderr.includes('never-printed')
      ? stderr
      : `status ${status}: ${arrived}`;
  };
  const name = (revision = 'HEAD'): string => git('rev-parse', '--short=12', revision).stdout.trim();

  test('of a leak that a later commit takes away is refused, with the commit', () => {
    put(file, plain);
    commit('Leak');
    const leak = name();
    put(file, encrypted);
    commit('Take it away');
    expect(refusal().split('\n')).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`${leak}:${file}  stringData.token`),
        expect.stringContaining('the value is not encrypted'),
      ]),
    );
  });

  test('of a commit that was picked from elsewhere is refused', () => {
    git('checkout', '--quiet', '-b', 'side');
    put('deploy/bootstrap.yaml', whole);
    commit('Leak');
    git('checkout', '--quiet', 'main');
    expect(git('cherry-pick', 'side')).toMatchObject({ status: 0 });
    expect(refusal().split('\n')).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`${name()}:deploy/bootstrap.yaml`),
        expect.stringContaining('is a Secret in the clear'),
      ]),
    );
    git('branch', '-D', 'side');
  });

  test('of what a merge itself brought in is refused', () => {
    git('checkout', '--quiet', '-b', 'side');
    put('one.md', 'text\n');
    commit('One');
    git('checkout', '--quiet', 'main');
    put('two.md', 'text\n');
    commit('Two');
    git('merge', '--no-commit', '--no-ff', 'side');
    put('dist/lab/apps/tickets/tickets/ConfigMap_x.yaml', 'kind: ConfigMap\ndata:\n  password: never-printed\n');
    commit('Merge');
    expect(refusal().split('\n')).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`${name()}:dist/lab/apps/tickets/tickets/ConfigMap_x.yaml`),
        expect.stringContaining('sets "password" in the clear'),
      ]),
    );
    git('branch', '-D', 'side');
  });

  test('of a message that holds a token is refused', () => {
    const token = ['ghp', 'x7Kq2Vd9LmR4tYw8BnZ3cJf6HsPa1GuEoT5i'].join('_');
    commit(`Call it with ${token}`);
    const said = refusal();
    expect(said).toContain(`${name()} (message)`);
    expect(said).not.toContain(token);
  });

  test('of what is encrypted passes, and so does taking a branch away', () => {
    put('README.md', 'text\n');
    commit('Work');
    expect(push()).toMatchObject({ status: 0 });
    expect(git('push', '--quiet', 'origin', '--delete', 'topic')).toMatchObject({ status: 0 });
  });
});

test('a range that a shallow clone does not hold is an error, not a pass', () => {
  // What makes a clone shallow for Git: the commit whose parents it lacks.
  put('.git/shallow', git('rev-parse', 'HEAD').stdout);
  const { status, stderr } = checkout.run('commands/secrets.ts', ['check', '--range', 'HEAD']);
  rmSync(join(checkout.folder, '.git/shallow'));
  expect(stderr).toContain('This clone is shallow');
  expect(status).toBe(2);
});

test.each([
  ['another instruction to git', ['--range', '--output=x HEAD'], 'ambiguous'],
  ['one behind a commit', ['--range=HEAD --output=x'], '"--output=x" is no commit and no range'],
  ['nothing', ['--range='], '--range is empty'],
  ['a commit that there is not', ['--range', 'nowhere..HEAD'], 'nowhere..HEAD'],
  ['an option that asks for something else', ['--range', 'HEAD', '--online'], '--range stands alone'],
])('a range that is %s is wrong usage', (_name, args, words) => {
  const { status, stderr } = checkout.run('commands/secrets.ts', ['check', ...args]);
  expect(stderr).toContain(words);
  expect(status).toBe(2);
});
