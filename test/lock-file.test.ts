// What `npm ci` installs is what the lock file says, and nobody reads its thousands of lines: an entry may say no more of where a
// package comes from than its name and version do, or code of another would run with main's keys.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A fork with one of its own names it here, and in .npmrc. */
const registry = 'https://registry.npmjs.org';

type Packages = Readonly<Record<string, Entry>>;

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Packages };
const { workspaces } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly workspaces: readonly string[] };

/** Entries that bring something else than the public registry has under that name and version. */
function strangers(all: Packages): string[] {
  const aliases = new Set(
    Object.values(all).flatMap(({ dependencies = {} }) =>
      Object.entries(dependencies).map(([name, range]) => `${name}=${/^npm:(@?[^@]+)@/.exec(range)?.[1] ?? name}`),
    ),
  );
  return Object.keys(all).filter((path) => {
    const { name, version = '', resolved, integrity, link, inBundle } = all[path] ?? {};
    if (path === '' || workspaces.includes(path)) return resolved !== undefined;
    const folder = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (link) return !workspaces.includes(resolved ?? '');
    // Within the archive of the package that brings it, which has a checksum.
    if (inBundle) return resolved !== undefined;
    const real = name ?? folder;
    const usual = `${registry}/${real}/-/${real.split('/').at(-1)}-${version}.tgz`;
    return (
      !/^sha512-[\w+/]{86}==$/.test(integrity ?? '') ||
      (resolved !== undefined && resolved !== usual) ||
      (real !== folder && !aliases.has(`${folder}=${real}`))
    );
  });
}

test('each package is that of its name and version in the public registry, by a checksum', () =>
  expect(strangers(packages)).toEqual([]));

const yaml = packages['node_modules/yaml'];
test.each<[string, Entry]>([
  ['comes from elsewhere', { resolved: 'https://packages.example/yaml-2.9.1.tgz' }],
  ['is another package of the registry', { resolved: `${registry}/ymal/-/ymal-${yaml?.version}.tgz` }],
  ['comes from a repository', { resolved: 'git+ssh://git@github.com/example/yaml.git#0123456' }],
  ['is a folder', { link: true, resolved: 'vendor/yaml' }],
  ['is another package by an alias that nobody asks for', { name: 'ymal' }],
  ['has no checksum', { integrity: undefined }],
  ['has a weak checksum', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
])('a package that %s is seen', (_what, change) => {
  expect(yaml).toBeDefined();
  expect(strangers({ ...packages, 'node_modules/yaml': { ...yaml, ...change } })).toEqual(['node_modules/yaml']);
});

test('npm is told nothing else than to run no scripts of packages: not where these are, nor what runs them', () => {
  const told = readFileSync('.npmrc', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(told).toEqual(['ignore-scripts=true', 'engine-strict=false']);
});
