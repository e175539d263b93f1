// What the real git refuses, as our commands say it: one line, and what to do.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { git } from '../../tools/git.ts';
import { gitComplaint } from '../../tools/git-complaint.ts';

let [outside, empty, repository] = ['', '', ''];
const env = { LC_ALL: 'C', GIT_CEILING_DIRECTORIES: tmpdir(), GIT_TERMINAL_PROMPT: '0' };
const run = (cwd: string, ...args: readonly string[]) => git(args, { cwd, env });
const folder = (): string => mkdtempSync(join(tmpdir(), 'fleetwright-git-'));
beforeAll(() => {
  [outside, empty, repository] = [folder(), folder(), folder()];
  run(empty, 'init', '--quiet', '--initial-branch=main');
  run(repository, 'init', '--quiet', '--initial-branch=main');
  const who = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com'];
  run(repository, ...who, 'commit', '--quiet', '--allow-empty', '--message=one');
});
afterAll(() => [outside, empty, repository].forEach((each) => rmSync(each, { recursive: true })));

const none = 'f'.repeat(40);
const noCommit = 'there is no commit yet; make the first one: git add --all && git commit';

test.each<[string, () => string, readonly string[], string]>([
  [
    'outside of a repository',
    () => outside,
    ['status'],
    'this is not a Git repository; go to the root of your clone, or make one: git init',
  ],
  ['before the first commit, of the history', () => empty, ['log'], noCommit],
  ['before the first commit, of a difference', () => empty, ['diff', '--name-only', 'HEAD'], noCommit],
  ['before the first commit, of a tree', () => empty, ['ls-tree', 'HEAD'], noCommit],
  [
    'of a range that begins nowhere',
    () => repository,
    ['rev-list', 'elsewhere..HEAD'],
    'there is no commit elsewhere..HEAD here; fetch it (git fetch origin), or write another name',
  ],
  [
    'of a commit that is not here',
    () => repository,
    ['rev-list', none],
    `there is no object ${none} here; fetch it (git fetch origin; git fetch --unshallow in a shallow clone)`,
  ],
  [
    'of a name that nothing has',
    () => repository,
    ['ls-tree', 'elsewhere'],
    'there is no object elsewhere here; fetch it (git fetch origin; git fetch --unshallow in a shallow clone)',
  ],
  [
    'of a commit before the first one',
    () => repository,
    ['rev-list', 'HEAD~5'],
    'there is no commit HEAD~5 here; fetch it (git fetch origin), or write another name',
  ],
  [
    'without the remote',
    () => repository,
    ['fetch', 'origin'],
    'there is no remote origin; see git remote --verbose, and add it: git remote add',
  ],
  [
    'of a branch that the remote has not',
    () => repository,
    ['fetch', '.', 'elsewhere'],
    'the remote has no branch elsewhere; push it, or write another name',
  ],
])('%s', (_name, where, args, words) => {
  expect(() => run(where(), ...args)).toThrow(new Error(words));
});

test('beside another git', () => {
  const lock = join(repository, '.git/index.lock');
  writeFileSync(lock, '');
  try {
    expect(() => run(repository, 'add', '--all')).toThrow(/^another git is at work here; .* remove .*index\.lock$/);
  } finally {
    rmSync(lock);
  }
});

test('a file of the settings that nobody may read is no remote', () => {
  const denied = "unable to access '/root/.gitconfig': Permission denied";
  expect(gitComplaint('log', `fatal: ${denied}`)).toBe(`git log: ${denied}`);
  const remote = "fatal: unable to access 'https://github.com/a/b/': The requested URL returned error: 403";
  expect(gitComplaint('push', remote)).toMatch(/^the remote does not answer/);
});

test('what is not known is said in its own words, all of them, without the one that says nothing', () => {
  const refused = 'remote: error: GH013: Repository rule violations found\nerror: failed to push some refs';
  expect(gitComplaint('push', refused)).toBe(
    'git push: remote: error: GH013: Repository rule violations found\nfailed to push some refs',
  );
});
