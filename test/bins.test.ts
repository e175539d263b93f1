// `npm run` puts the programs that packages bring before those of the machine: one called `node` runs in every command.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ownPath } from '../tools/own-path.js';
import { workTreeFiles } from './support/work-tree.ts';
import { scriptOptions } from './support/script-options.ts';

/**
 * The programs that packages of the lock file may bring. npm links those that the lock file names, whatever a package says
 * itself. A name is added by whoever has looked at the package and knows that nothing here, no script of npm and no
 * developer's shell starts another program by that name.
 */
const known = `backport baseline-browser-mapping browserslist cdk8s commonmark cronstrue esbuild esparse esvalidate
  formatly glob import-local-fixture jest jiti js-yaml jsesc jsii jsii-pacmak jsii-query jsii-rosetta jsii-srcmak
  jsii-tree json5 knip knip-bun napi-patch napi-postinstall ncp nearley-railroad nearley-test nearley-unparse nearleyc
  node-which oxfmt oxlint parser pino playwright-core proto-loader-gen-types rimraf safe-regex2 semver sort-json tsc tsserver
  update-browserslist-db yaml`.split(/\s+/);

interface Lock {
  readonly packages: Readonly<Record<string, { readonly bin?: Readonly<Record<string, string>> }>>;
}

/** What each package brings beyond that, as `package: program`. */
function unknownIn({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, { bin = {} }]) =>
    Object.keys(bin)
      .filter((name) => !known.includes(name))
      .map((name) => `${path}: ${name}`),
  );
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

describe('packages bring no program by a name that is not known', () => {
  test('of those in the lock file', () => {
    expect(unknownIn(lock)).toEqual([]);
    const brought = new Set(Object.values(lock.packages).flatMap(({ bin = {} }) => Object.keys(bin)));
    expect(known.filter((name) => !brought.has(name))).toEqual([]);
  });

  test('as one would that takes the place of a program of the machine', () => {
    const programs = 'node npm npx git sh bash env sops age age-keygen go az kubectl helm sudo python3';
    const machine = fc.constantFrom(...programs.split(' '));
    const name = fc.oneof(machine, fc.string({ minLength: 1 })).filter((name) => !known.includes(name));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(lock.packages)), name, (path, name) => {
        const bin = { ...lock.packages[path]?.bin, [name]: 'x.js' };
        expect(unknownIn({ packages: { ...lock.packages, [path]: { bin } } })).toEqual([`${path}: ${name}`]);
      }),
    );
  });
});

describe('what commands and tests start comes from no package', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-bins-'));
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** As npm starts a command: packages first. */
  function start(args: readonly string[]): string {
    const { NODE_OPTIONS: _jest, ...env } = process.env;
    const PATH = [join(folder, 'node_modules/.bin'), process.env.PATH].join(delimiter);
    return spawnSync(process.execPath, args, { env: { ...env, PATH }, encoding: 'utf8' }).stdout;
  }

  /** Lets Node run TypeScript, and leaves PATH as it is. */
  const registerHooks = `data:text/javascript,${encodeURIComponent(
    `import { register } from 'node:module'; register('${pathToFileURL('tools/typescript-hooks.js').href}');`,
  )}`;

  test('sops is not taken from one, whatever version it tells', () => {
    const sops = join(folder, 'node_modules/.bin/sops');
    writeFileSync(sops, '#!/bin/sh\necho sops 3.13.3\n');
    chmodSync(sops, 0o755);
    const asGiven = ['--conditions=source', '--import', registerHooks, 'commands/tools.ts', '--list', 'sops'];
    expect(start(asGiven)).toContain(`PATH   ${sops}`);
    expect(start([...scriptOptions, 'commands/tools.ts', '--list', 'sops'])).not.toContain(sops);
  });

  test('their folders are on the PATH of neither', () => {
    const seen = start([...scriptOptions, '--eval', 'process.stdout.write(process.env.PATH)']);
    expect(seen).toBe(process.env.PATH);
    expect(seen).not.toContain('node_modules/.bin');
  });

  test('all else on PATH stays, in its order', () => {
    const other = fc.stringMatching(/^\/[a-z./_-]{0,12}$/).filter((path) => !/node_modules\/\.bin\/?$/.test(path));
    const bins = fc.constantFrom(
      '/a/node_modules/.bin',
      'node_modules/.bin',
      './node_modules/.bin/',
      '/node_modules/.bin',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(other, bins)), (folders) => {
        const kept = folders.filter((path) => !/node_modules\/\.bin\/?$/.test(path));
        expect(ownPath(folders.join(delimiter))).toBe(kept.join(delimiter));
      }),
    );
  });
});

test('no command of ours needs the programs that npm links, so a job can leave them out', () => {
  const ours = workTreeFiles().filter(
    (file) => /\.(?:ts|js|json|yaml|sh)$|^\.ci\/|^\.githooks\//.test(file) && !file.startsWith('dist/'),
  );
  const naming = ours.filter((file) => /node_modules\/\.bin|'\.bin'|\bnpx /.test(readFileSync(file, 'utf8')));
  // The latter two stand in for npm, which links the program of the package in a fleet that has it.
  expect(naming).toEqual(['test/bins.test.ts', 'test/fleets/small.test.ts', 'test/fleets/small.ts']);
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const programs = Object.values(scripts).map((script) => script.split(' ').find((word) => !word.includes('=')));
  expect(new Set(programs)).toEqual(new Set(['node', 'sh']));
});
