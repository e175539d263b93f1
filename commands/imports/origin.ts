// Where a source has its files: in a Go module, for whose bytes go.sum vouches, or in a folder with its project's repository, whose
// checksum goes into what is generated.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { entriesBelow, readBytes, readText } from '../../lib/files.ts';
import { machineImports } from '../../lib/own-imports.ts';
import { asRecord } from '../../render/fields.ts';
import { pinnedModule, pinsFolder } from '../../tools/modules.ts';
import type { Repository } from './repositories.ts';

/** A Go module, by the folder below `imports/sources/` whose go.mod pins it, and its path; or a repository. */
export type Origin = { readonly pin: string; readonly module: string } | { readonly repository: Repository };

/** The files of a source, in one version. */
export interface SourceTree {
  readonly folder: string;
  /** Path and version, as generated files name them. */
  readonly name: string;
}

/** A repository that nobody gave: what was generated from it stays as it is committed. */
interface AbsentTree {
  readonly absent: Repository;
}

/** Finds the files of a source. */
export type FindTree = (origin: Origin) => Promise<SourceTree | AbsentTree>;

/**
 * Finds modules by Go, and repositories in subfolders by their names.
 * @param repositories folder with these. @default they are not looked at
 */
export function treesIn(repositories?: string): FindTree {
  return async (origin) => {
    if ('repository' in origin) {
      const { repository } = origin;
      return repositories === undefined ? { absent: repository } : inFolder(repository, repositories);
    }
    const { path, version, folder } = await pinnedModule(join(pinsFolder, origin.pin), origin.module);
    return { folder, name: `${path} ${version}` };
  };
}

/** What a repository is called in a folder of repositories. */
export function folderOf({ path }: Repository): string {
  return basename(path);
}

/** The tag of the version that is wanted. */
export function tagOf({ tagPrefix, version }: Repository): string {
  return tagPrefix + version;
}

/**
 * A file of imports/ as it is committed, where its source cannot be had.
 * @throws Error if it was generated from another version
 */
export function committed(name: string, repository: Repository): string {
  const text = readText(join(machineImports, name));
  if (text.includes(`${repository.path} ${tagOf(repository)} sha256:`)) return text;
  throw new Error(
    `imports/${name} is not of ${repository.path} ${tagOf(repository)}, which commands/imports/repositories.ts wants; ` +
      'run npm run imports -- --pull, or --from FOLDER',
  );
}

/** @throws Error if the folder does not hold the version that is wanted */
function inFolder(repository: Repository, repositories: string): SourceTree {
  const folder = join(repositories, folderOf(repository));
  const chart = join(folder, repository.chart, 'Chart.yaml');
  if (!existsSync(chart))
    throw new Error(`${chart} is not there; --from wants a folder with ${folderOf(repository)}, its repository, in it`);
  const { version } = asRecord(parse(readText(chart)));
  if (version !== repository.version)
    throw new Error(
      `${chart}: it is ${String(version)}, and commands/imports/repositories.ts wants ${repository.version}`,
    );
  return { folder, name: `${repository.path} ${tagOf(repository)} sha256:${checksumOf(folder)}` };
}

/** Of all files but Git's own: the SHA-256 of a list as `sha256sum` prints it, sorted by path. */
function checksumOf(folder: string): string {
  const files = entriesBelow(folder)
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'))
    .filter((path) => !path.startsWith('.git/'))
    .toSorted();
  return sha256(files.map((path) => `${sha256(readBytes(join(folder, path)))}  ${path}\n`).join(''));
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
