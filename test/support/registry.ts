// A stand-in for npm's registry on loopback: it has the packages that are installed here, in their versions, and some tarballs.
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bundleDependencies?: readonly string[];
  readonly bundledDependencies?: readonly string[];
  readonly [field: string]: unknown;
}

/** A package in one version. */
interface PackedVersion {
  readonly manifest: () => Manifest;
  /** Sends its tarball. */
  readonly send: (response: ServerResponse) => void;
}

/** Releases by name, then by version. */
type Packages = Map<string, Map<string, PackedVersion>>;

export interface Registry {
  readonly url: string;
  readonly close: () => void;
}

/** @param tarballs each with its manifest */
export async function startRegistry(
  tarballs: readonly { readonly file: string; readonly manifest: Manifest }[],
): Promise<Registry> {
  const packages = installed();
  for (const { file, manifest } of tarballs)
    add(packages, manifest.name, manifest.version, {
      manifest: () => manifest,
      send: (response) => void createReadStream(file).pipe(response),
    });
  const server = createServer(({ url = '' }, response) => {
    const [name = '', version] = decodeURIComponent(url.slice(1)).split('/-/');
    const versions = packages.get(name);
    const release = version === undefined ? undefined : versions?.get(version.replace(/\.tgz$/, ''));
    if (release) release.send(response);
    else if (versions && version === undefined) response.end(JSON.stringify(packument(name, versions, address())));
    else response.writeHead(404).end('{}');
  });
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: address(),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What the lock file names, as far as this platform has it. */
function installed(): Packages {
  const packages: Packages = new Map();
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Readonly<Record<string, { name?: string; version?: string; inBundle?: boolean; link?: boolean }>>;
  };
  for (const [folder, { name: alias, version, inBundle, link }] of Object.entries(lock.packages)) {
    const name = alias ?? folder.split('node_modules/').at(-1) ?? '';
    if (version === undefined || inBundle || link || !folder.startsWith('node_modules/') || !existsSync(folder))
      continue;
    const manifest = (): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    add(packages, name, version, { manifest, send: (response) => sendFolder(folder, manifest(), response) });
  }
  return packages;
}

function add(packages: Packages, name: string, version: string, release: PackedVersion): void {
  const versions = packages.get(name) ?? new Map<string, PackedVersion>();
  packages.set(name, versions.set(version, release));
}

function packument(name: string, versions: ReadonlyMap<string, PackedVersion>, url: string): object {
  const all = [...versions].map(([version, { manifest }]) => {
    const tarball = `${url}/${name}/-/${version}.tgz`;
    return [version, { ...manifest(), name, version, dist: { tarball } }] as const;
  });
  return { name, 'dist-tags': { latest: all[0]?.[0] }, versions: Object.fromEntries(all) };
}

/** As npm packs it: what a package has below itself is left out, unless it brings that along. */
function sendFolder(folder: string, manifest: Manifest, response: ServerResponse): void {
  const brings = (manifest.bundleDependencies ?? manifest.bundledDependencies ?? []).length > 0;
  const args = ['--create', '--gzip', '--directory', folder, '--transform', String.raw`s,^\.,package,`];
  spawn('tar', [...args, ...(brings ? [] : ['--exclude=./node_modules']), '.']).stdout.pipe(response);
}
