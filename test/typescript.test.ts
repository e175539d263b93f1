// tsx runs again what it compiled before: nothing of ours takes that from where another user could have put it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ownFolder } from '../tools/own-folder.js';
import { workTreeFiles } from './support/work-tree.ts';
import { scriptOptions } from './support/script-options.ts';

let shared: string;
beforeEach(() => void (shared = mkdtempSync(join(tmpdir(), 'fleetwright-shared-'))));
afterEach(() => rmSync(shared, { recursive: true }));

interface Started {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a command in an environment whose temporary folder others can write to. */
function start(preload: string, env: NodeJS.ProcessEnv = {}): Started {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  return spawnSync(process.execPath, ['--conditions=source', '--import', preload, 'commands/list.ts', '--help'], {
    env: { ...inherited, TMPDIR: shared, ...env },
    encoding: 'utf8',
  });
}

/** Puts code of somebody else into everything that tsx has compiled. @returns how many files it has */
function plant(): number {
  const files = readdirSync(shared, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const file of files) {
    const compiled = JSON.parse(readFileSync(file, 'utf8')) as { code: string };
    writeFileSync(file, JSON.stringify({ ...compiled, code: `process.stdout.write('PLANTED');${compiled.code}` }));
  }
  return files.length;
}

describe('code that somebody put where tsx looks by default', () => {
  test('is not run', () => {
    start('tsx');
    expect(plant()).toBeGreaterThan(3);
    expect(start('tsx').stdout).toContain('PLANTED');
    const { status, stdout, stderr } = start('./typescript.js');
    expect({ status, stderr, planted: stdout.includes('PLANTED') }).toEqual({ status: 0, stderr: '', planted: false });
  });

  test('is not even looked for: nothing is left there', () => {
    expect(start('./typescript.js')).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(shared)).toEqual([]);
  });
});

test('a command keeps the temporary folder that the user named', () => {
  const program = `import { tmpdir } from 'node:os'; process.stdout.write(tmpdir());`;
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const run = (env: NodeJS.ProcessEnv): string =>
    execFileSync(process.execPath, [...scriptOptions, '--input-type=module', '--eval', program], {
      env,
      encoding: 'utf8',
    });
  expect(run({ ...inherited, TMPDIR: shared })).toBe(shared);
  const { TMPDIR: _temporary, ...without } = inherited;
  expect(run(without)).toBe(
    execFileSync(process.execPath, ['-p', 'os.tmpdir()'], { env: without, encoding: 'utf8' }).trim(),
  );
});

test('where another user could write into the cache, a command says so in a line, and does nothing', () => {
  mkdirSync(join(shared, 'fleetwright/tsx'), { recursive: true, mode: 0o700 });
  execFileSync('chmod', ['0777', join(shared, 'fleetwright')]);
  const { status, stdout, stderr } = start('./typescript.js', { XDG_CACHE_HOME: shared });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(
    /^\S+fleetwright could be written to by other users, [^\n]*; fix: name a folder of yours in XDG_CACHE_HOME\n$/,
  );
});

test('whatever starts TypeScript here starts it this way', () => {
  const naming = workTreeFiles()
    .filter(
      (file) => /\.(?:ts|js|json|ya?ml|sh|md)$|^\.githooks\/|^\.ci\//.test(file) && !/^(?:dist|imports)\//.test(file),
    )
    .filter((file) => /--import['"=, ]+tsx|\bimport\(?\s*['"]tsx|resolve\('tsx'\)/.test(readFileSync(file, 'utf8')));
  expect(naming.filter((file) => !['test/typescript.test.ts', 'test/bins.test.ts'].includes(file))).toEqual([
    'tools/tsx.js',
  ]);
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const starting = Object.values(scripts).filter((script) => script.includes('.ts'));
  expect(starting.length).toBeGreaterThan(10);
  expect(
    starting.filter((script) => !script.startsWith('node --conditions=source --import ./typescript.js commands/')),
  ).toEqual([]);
});

test('jest keeps what it compiled there too', () => {
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--showConfig'];
  const shown = execFileSync(process.execPath, jest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const { configs } = JSON.parse(shown) as { configs: { cacheDirectory: string }[] };
  expect(configs.length).toBeGreaterThan(2);
  expect(new Set(configs.map(({ cacheDirectory }) => cacheDirectory))).toEqual(new Set([ownFolder('jest')]));
});
