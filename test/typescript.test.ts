// What starts TypeScript here: what it understands, what it says of errors, and that nothing compiled is kept where others could change it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ownFolder } from '../tools/own-folder.js';
import { scriptOptions } from './support/script-options.ts';

let shared: string;
beforeEach(() => void (shared = mkdtempSync(join(tmpdir(), 'fleetwright-shared-'))));
afterEach(() => rmSync(shared, { recursive: true }));

interface Started {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a command. */
function start(env: NodeJS.ProcessEnv): Started {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  return spawnSync(process.execPath, [...scriptOptions, 'commands/list.ts', '--help'], {
    env: { ...inherited, ...env },
    encoding: 'utf8',
  });
}

test('nothing that a command compiles is kept where somebody else could change it', () => {
  expect(start({ TMPDIR: shared, XDG_CACHE_HOME: shared })).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(shared)).toEqual([]);
});

describe('a TypeScript file', () => {
  const run = (files: Readonly<Record<string, string>>): Started => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(shared, name), text);
    const { NODE_OPTIONS: _jest, ...env } = process.env;
    return spawnSync(process.execPath, [...scriptOptions, join(shared, 'main.ts')], { env, encoding: 'utf8' });
  };

  test('may have enums, and imports of types that do not say so', () => {
    const types = 'export interface Size { readonly pods: number }\nexport enum Unit { Pods = "pods" }\n';
    const main = `import { Size, Unit } from './types.ts';\nconst size: Size = { pods: 3 };\nconsole.log(size.pods, Unit.Pods);\n`;
    expect(run({ 'types.ts': types, 'main.ts': main })).toEqual(
      expect.objectContaining({ status: 0, stdout: '3 pods\n', stderr: '' }),
    );
  });

  test('is named with its own lines in a stack trace', () => {
    const main = `interface Gone {\n  readonly a: string;\n}\n\nfunction fails(_: Gone): never {\n  throw new Error('no');\n}\n\nfails({ a: '' });\n`;
    expect(run({ 'main.ts': main }).stderr).toMatch(/at fails \(file:\S+main\.ts:6:9\)\n +at file:\S+main\.ts:9:1\n/);
  });

  test('that cannot be read is shown at the place', () => {
    expect(run({ 'main.ts': 'const a = 1;\nconst b: = 2;\n' }).stderr).toMatch(/main\.ts:2:10/);
  });

  test('that is not there is named with the one that imports it', () => {
    expect(run({ 'main.ts': `import './gone.ts';\n` }).stderr).toMatch(
      /Cannot find module '\S+gone\.ts' imported from \S+main\.ts/,
    );
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

test('whatever starts TypeScript here starts it this way', () => {
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
