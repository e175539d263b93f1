// What Git holds is read whatever its name and its size are: what cannot be read is a fault, not nothing.
import { closeSync, ftruncateSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Checkout, type Ended } from '../support/checkout.ts';

const checkout = new Checkout();
const at = (path: string): string => join(checkout.folder, path);
const git = (...args: string[]): Ended => checkout.git(...args);
const check = (...args: string[]): Ended => checkout.run('commands/secrets.ts', ['check', ...args]);

beforeAll(() => checkout.begin());
afterEach(() => {
  git('reset', '--quiet', '--hard');
  git('clean', '--quiet', '--force', '-d');
});
afterAll(() => checkout.remove());

describe('a file that no string can hold is a fault that names it and the limit', () => {
  const limit = 'is too large to be read: the limit is 512 MiB\n  write: nothing here: ignore it in Git';

  const enlarge = (path: string): void => {
    const file = openSync(at(path), 'w');
    ftruncateSync(file, 540_000_000);
    closeSync(file);
  };

  test('on disk', () => {
    enlarge('video.bin');
    const { status, stderr } = check();
    expect(stderr).toContain(`video.bin  \n  ${limit}`);
    expect(stderr).not.toContain('Cannot create a string');
    expect(status).toBe(1);
  });

  test('in the index, and in a commit', () => {
    enlarge('.git/video');
    const id = git('-c', 'core.compression=0', 'hash-object', '-w', '.git/video').stdout.trim();
    git('update-index', '--add', '--cacheinfo', `100644,${id},video.bin`);
    const staged = check('--staged');
    expect(staged.stderr).toContain(`video.bin  \n  ${limit}`);
    expect(staged.status).toBe(1);
    git('commit', '--quiet', '--message', 'Video');
    const commit = git('rev-parse', '--short=12', 'HEAD').stdout.trim();
    const range = check('--range', 'HEAD~1..HEAD');
    git('reset', '--quiet', '--hard', 'HEAD~1');
    expect(range.stderr).toContain(`${commit}:video.bin  \n  ${limit}`);
    expect(range.status).toBe(1);
  });
});

test.each([
  ['a file', 'docs/caf'],
  ['a file that a file of another name hides from who reads names as text', 'docs/other'],
])('%s whose name is not UTF-8 hides no token', (_name, path) => {
  const token = ['ghp', 'x7Kq2Vd9LmR4tYw8BnZ3cJf6HsPa1GuEoT5i'].join('_');
  writeFileSync(at('docs/other\ufffd'), 'nothing\n');
  writeFileSync(Buffer.concat([Buffer.from(at(path)), Buffer.from([0xe9])]), `${token}\n`);
  const { status, stderr } = check();
  expect(stderr).toContain(`${path}\ufffd  line.1\n  holds a token of GitHub`);
  expect(stderr).not.toContain(token);
  expect(status).toBe(1);
});

test('a tracked file whose folder became a file is not there, and nothing else is said of it', () => {
  rmSync(at('docs/runbooks'), { recursive: true });
  writeFileSync(at('docs/runbooks'), 'text\n');
  expect(check()).toMatchObject({ status: 0, stderr: '' });
});
