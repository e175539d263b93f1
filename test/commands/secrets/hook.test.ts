// The optional hook looks at what would be committed, not at what happens to be on disk.
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Checkout, type Ended } from '../../support/checkout.ts';

const file = 'secrets/dev/shortener-api-token.yaml';
const checkout = new Checkout();
const path = join(checkout.folder, file);
const git = (...args: string[]): Ended =>
  checkout.exec('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args]);
const encrypted = readFileSync(file, 'utf8');
const plain = encrypted.replace(/ENC\[[^\]]*\]/, 'never-printed');

beforeAll(() => {
  cpSync('.githooks', join(checkout.folder, '.githooks'), { recursive: true });
  chmodSync(join(checkout.folder, '.githooks/pre-commit'), 0o755);
  git('init', '--quiet');
  writeFileSync(join(checkout.folder, '.gitignore'), 'node_modules\n');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Begin');
  git('config', 'core.hooksPath', '.githooks');
});
afterAll(() => checkout.remove());

test('a value in the clear is refused, with its file and key, even where the disk has it encrypted again', () => {
  writeFileSync(path, plain);
  git('add', file);
  writeFileSync(path, encrypted);
  const { status, stderr } = git('commit', '--message', 'Leak');
  expect(status).toBe(1);
  expect(stderr).toContain(`${file}  stringData.token\n  the value is not encrypted`);
  expect(stderr).not.toContain('never-printed');
  expect(git('log', '--format=%s').stdout).toBe('Begin\n');
});

test('what is encrypted is committed, although the disk has something else', () => {
  git('add', file);
  writeFileSync(join(checkout.folder, 'README.md'), 'text\n');
  git('add', 'README.md');
  writeFileSync(path, plain);
  expect(git('commit', '--message', 'Work')).toMatchObject({ status: 0 });
});
