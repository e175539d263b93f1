// What CI does with what it rendered, against real repositories: a bare one as the server, and clones of it.
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commitTree } from '../../../commands/commit/commit-tree.ts';
import { bot } from '../../../commands/commit/edits.ts';
import { type CommitOptions, commitRendered, type Outcome, repairBranch } from '../../../commands/commit/index.ts';
import { GitRepository } from '../../support/git-repository.ts';

const file = 'dist/production/apps/shop/shop/ConfigMap_shop.yaml';
const feature = 'feature';

let server: GitRepository;
let author: GitRepository;
let job: GitRepository;
/** What the branch would be rendered from. */
let source: string;
const all: GitRepository[] = [];

beforeEach(() => {
  server = GitRepository.bare();
  author = server.clone();
  all.push(server, author);
  author.write('source', 'v1').write(file, 'v1').commit('the start');
  author.git('push', '--quiet', 'origin', 'main');
  author.git('checkout', '--quiet', '-b', feature);
});
afterEach(() => all.splice(0).forEach((repository) => repository.remove()));

/** Somebody pushes to a branch, and the job for that push has all of it, with main checked out. */
function pushed(branch = feature): void {
  author.git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
  job = server.clone();
  all.push(job);
  source = job.git('show', `origin/${branch}:source`);
}

/** The rest of the job: a synth that writes what `source` says, then the command. */
function run(options: Partial<CommitOptions> = {}, rendered = source): Outcome {
  const folder = join(job.folder, '.git/rendered');
  rmSync(folder, { recursive: true, force: true });
  if (rendered !== '') {
    const path = join(folder, file.slice('dist/'.length));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, rendered);
  }
  return commitRendered({
    cwd: job.folder,
    rendered: folder,
    head: job.git('rev-parse', `origin/${options.branch ?? feature}`),
    branch: feature,
    base: 'origin/main',
    direct: false,
    ...options,
  });
}

const headOf = (branch: string): string => server.git('rev-parse', branch);
const onMain = { branch: 'main', base: undefined };

/** The server's own no, as a protected branch says it. */
function protect(branch: string): void {
  const hook = join(server.folder, 'hooks/pre-receive');
  const words = 'GH013: Repository rule violations found. Changes must be made through a pull request.';
  writeFileSync(
    hook,
    `#!/bin/sh\nwhile read -r _ _ ref; do [ "$ref" = refs/heads/${branch} ] && echo '${words}' && exit 1; done\nexit 0\n`,
  );
  chmodSync(hook, 0o755);
}

describe('on the branch of a pull request', () => {
  test('what changes is committed by the bot, and the branch has it', () => {
    author.write('source', 'v2').commit('Change');
    pushed();
    expect(run()).toMatchObject({ kind: 'pushed', branch: feature, files: [file] });
    expect(server.git('show', `${feature}:${file}`)).toBe('v2');
    expect(server.git('log', '-1', '--format=%an <%ae> %s', feature)).toBe(`${bot.name} <${bot.email}> Render dist/`);
  });

  test('a first run commits all of it', () => {
    author.delete('dist').commit('No dist/ yet');
    author.git('push', '--quiet', 'origin', 'HEAD:main');
    author.write('source', 'v2').commit('Change');
    pushed();
    expect(run()).toMatchObject({ kind: 'pushed', branch: feature, files: [file] });
  });

  test('nothing is committed where nothing changes', () => {
    author.write('other', 'v2').commit('Change');
    pushed();
    const before = headOf(feature);
    expect(run()).toEqual({ kind: 'unchanged' });
    expect(headOf(feature)).toBe(before);
  });

  test('its own commit ends the matter: the run for it commits nothing', () => {
    author.write('source', 'v2').commit('Change');
    pushed();
    run();
    author.git('pull', '--quiet', 'origin', feature);
    pushed();
    expect(run()).toEqual({ kind: 'unchanged' });
  });

  test('a render that differs each time ends too', () => {
    author.write('source', 'v2').commit('Change');
    pushed();
    run();
    const before = headOf(feature);
    expect(run({}, 'another')).toEqual({ kind: 'unstable', files: [file] });
    expect(headOf(feature)).toBe(before);
  });

  test("the bot's own commit of another file is rendered, as everybody's is", () => {
    author.write('source', 'v2').git('add', '--all');
    const parent = author.git('rev-parse', 'HEAD');
    author.git(
      'reset',
      '--hard',
      commitTree(author.git('write-tree'), { parent, message: 'Promote', cwd: author.folder }),
    );
    pushed();
    expect(run()).toMatchObject({ kind: 'pushed', branch: feature, files: [file] });
  });

  test('who changes the source again after the bot gets it rendered again', () => {
    author.write('source', 'v2').commit('Change');
    pushed();
    run();
    author.git('pull', '--quiet', 'origin', feature);
    author.write('source', 'v3').commit('Change again');
    pushed();
    expect(run()).toMatchObject({ kind: 'pushed', branch: feature, files: [file] });
  });

  test('of two pushes at once the later one counts, and nothing of it is lost', () => {
    author.write('source', 'v2').commit('Change');
    pushed();
    author.write('source', 'v3').commit('Change again');
    author.git('push', '--quiet', 'origin', feature);
    const later = headOf(feature);
    expect(run()).toMatchObject({ kind: 'behind' });
    expect(headOf(feature)).toBe(later);
  });

  test('a file that somebody edited by hand is named, and nothing is committed', () => {
    author.write(file, 'by hand').commit('Just this once');
    pushed();
    const before = headOf(feature);
    expect(run()).toEqual({ kind: 'edited', files: [file] });
    expect(headOf(feature)).toBe(before);
  });

  test('what somebody rendered and committed is no edit', () => {
    author.write('source', 'v2').write(file, 'v2').commit('Change, with its dist/');
    pushed();
    expect(run()).toEqual({ kind: 'unchanged' });
  });

  test('what a merge left in dist/, however its conflict was resolved, is rendered again', () => {
    author.write('source', 'v2').write(file, 'v2').commit('Change');
    author.git('checkout', '--quiet', 'main');
    author.write('other', 'v2').write(file, 'v1 and other').commit('Another change');
    author.git('push', '--quiet', 'origin', 'main');
    author.git('checkout', '--quiet', feature);
    author.git('merge', '--quiet', '--no-commit', '--strategy=ours', 'main');
    author.write(file, '<<<<<<< v2').commit('Merge');
    pushed();
    expect(run({}, 'v2 and other')).toMatchObject({ kind: 'pushed', branch: feature, files: [file] });
  });

  test('of a fork nothing can be pushed: its author is told which files to render', () => {
    author.write('source', 'v2').commit('Change');
    pushed();
    const before = headOf(feature);
    expect(run({ noPush: 'fork' })).toEqual({ kind: 'stale', files: [file], because: 'fork' });
    expect(headOf(feature)).toBe(before);
  });

  test('what somebody else than its author pushed last is left to them: the bot as the last pusher would hide them', () => {
    author.write('source', 'v2').commit('Change');
    pushed();
    const before = headOf(feature);
    expect(run({ noPush: 'pusher' })).toEqual({ kind: 'stale', files: [file], because: 'pusher' });
    expect(headOf(feature)).toBe(before);
  });

  test("nothing of the branch is checked out: the job's files and its index stay main's", () => {
    author.write('source', 'v2').write('.gitattributes', '*.yaml text eol=crlf').delete('dist');
    symlinkSync('.git', join(author.folder, 'dist'));
    author.commit('A trap where dist/ is');
    pushed();
    expect(run({ base: undefined, direct: true })).toMatchObject({ kind: 'pushed' });
    expect(server.git('show', `${feature}:${file}`)).toBe('v2');
    expect(job.git('status', '--short')).toBe('');
    expect([job.read(file), job.git('rev-parse', 'HEAD')]).toEqual(['v1', headOf('main')]);
  });

  test('a synth that fails leaves nothing to commit', () => {
    author.write('source', 'v2').commit('Change');
    pushed();
    const before = headOf(feature);
    expect(() => run({}, '')).toThrow('the synth failed, so nothing is committed');
    expect(headOf(feature)).toBe(before);
  });

  test.each([
    [
      'a link: it could bring anything of the machine into Git',
      (path: string) => symlinkSync('/etc/passwd', path),
      'a.yaml',
    ],
    ['a file of another kind', (path: string) => writeFileSync(path, ''), 'a.sh'],
    [
      'a name that a log would read as a command',
      (path: string) => writeFileSync(path, ''),
      'a\n::stop-commands::.yaml',
    ],
  ])('what synth never writes is refused: %s', (_name, make, name) => {
    author.write('source', 'v2').commit('Change');
    pushed();
    const folder = join(job.folder, '.git/strange');
    mkdirSync(folder);
    make(join(folder, name));
    expect(() => run({ rendered: folder })).toThrow('is no YAML file that synth writes, so nothing is committed');
  });
});

describe('on main', () => {
  beforeEach(() => void author.git('checkout', '--quiet', 'main'));

  test('two merges that render differently together get a branch for a pull request, and main stays', () => {
    author.write('source', 'v2').commit('Two changes, merged');
    pushed('main');
    const before = headOf('main');
    expect(run(onMain)).toMatchObject({ kind: 'pushed', branch: repairBranch, files: [file] });
    expect(headOf('main')).toBe(before);
    expect(server.git('show', `${repairBranch}:${file}`)).toBe('v2');
  });

  test('the branch of an earlier repair is replaced', () => {
    for (const version of ['v2', 'v3']) {
      author.write('source', version).commit('Merged');
      pushed('main');
      expect(run(onMain)).toMatchObject({ kind: 'pushed' });
      expect(server.git('show', `${repairBranch}:${file}`)).toBe(version);
      expect(server.git('rev-parse', `${repairBranch}~1`)).toBe(headOf('main'));
    }
  });

  test('the bot may push to main where that is wanted', () => {
    author.write('source', 'v2').commit('Merged');
    pushed('main');
    expect(run({ ...onMain, direct: true })).toMatchObject({ kind: 'pushed', branch: 'main', files: [file] });
    expect(server.git('show', `main:${file}`)).toBe('v2');
  });

  test("a protected main refuses that, and the server's words are handed on", () => {
    author.write('source', 'v2').commit('Merged');
    pushed('main');
    protect('main');
    expect(run({ ...onMain, direct: true })).toEqual({
      kind: 'refused',
      branch: 'main',
      because: 'GH013: Repository rule violations found. Changes must be made through a pull request.',
    });
  });
});

describe('a name or message made of shell and expression syntax does nothing, as', () => {
  const evil = '$(touch${IFS}pwned);`touch${IFS}pwned`;${{github.token}}';

  test('the name of a branch', () => {
    author.git('checkout', '--quiet', '-b', evil.replaceAll(/[{}]/g, ''));
    const branch = author.git('branch', '--show-current');
    author.write('source', 'v2').commit('Change');
    pushed(branch);
    expect(run({ branch })).toMatchObject({ kind: 'pushed', branch, files: [file] });
    expect(existsSync(join(job.folder, 'pwned'))).toBe(false);
  });

  test('the message of a commit', () => {
    author.write('source', 'v2').commit(evil);
    pushed();
    expect(run()).toMatchObject({ kind: 'pushed' });
    expect(existsSync(join(job.folder, 'pwned'))).toBe(false);
  });
});
