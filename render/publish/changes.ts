// What a run would change: compared byte by byte, for dates say nothing after a checkout.
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notUtf8 } from '../../lib/files.ts';
import { errno } from './errno.ts';
import { PublishError } from './places.ts';

/** Content by path, relative to the target, with `/` on every system. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** What a run changes: paths relative to the target, sorted. */
export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** How many files of the owned folders are right already. */
  readonly unchanged: number;
}

/** The folders that a run owns: those named, or all that will be there, and those that hold a file now. */
export function ownedFolders(files: Files, target: string, clusters: readonly string[] | 'all'): ReadonlySet<string> {
  if (clusters !== 'all') return new Set(clusters);
  const present = entries(target).filter(
    (entry) => entry.isDirectory() && leaves(target, entry, entry.name).length > 0,
  );
  return new Set([...present.map(({ name }) => name), ...Array.from(files.keys(), (path) => path.split('/')[0] ?? '')]);
}

export function changesTo(files: Files, target: string, owned: ReadonlySet<string>): Changes {
  const present = leavesIn(target, owned);
  const isRight = (path: string, content: string | Uint8Array): boolean => {
    const found = present.get(path)?.isFile() && unlessGone(() => readFileSync(join(target, path)));
    return Buffer.isBuffer(found) && found.equals(Buffer.from(content));
  };
  const written = [...files].filter(([path, content]) => !isRight(path, content)).map(([path]) => path);
  return {
    written: written.toSorted(),
    removed: Array.from(present.keys())
      .filter((path) => !files.has(path))
      .toSorted(),
    unchanged: files.size - written.length,
  };
}

export function isUnchanged({ written, removed }: Changes): boolean {
  return written.length === 0 && removed.length === 0;
}

/** What a run would replace or remove and did not write: each leaf of the owned folders that is no file of ours. */
export function foreignTo(
  changes: Changes,
  target: string,
  owned: ReadonlySet<string>,
  isOurs: (path: string, text: string) => boolean,
): string[] {
  if (isUnchanged(changes)) return [];
  const isForeign = (path: string, entry: Dirent): boolean => {
    if (!entry.isFile()) return true;
    const text = unlessGone(() => readFileSync(join(target, path), 'utf8'));
    return text !== undefined && !isOurs(path, text);
  };
  const changed = new Set([...changes.written, ...changes.removed]);
  return [...leavesIn(target, owned)]
    .filter(([path, entry]) => changed.has(path) && isForeign(path, entry))
    .map(([path]) => path)
    .toSorted();
}

/**
 * What is in a folder; nothing if the folder is not there.
 * @throws PublishError for a name that cannot be told: what has it would be taken for gone, and not be there any more afterwards
 */
export function entries(folder: string): Dirent[] {
  const found = unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  const untold = found.find(({ name }) => name.includes('\ufffd'));
  if (untold) throw new PublishError(`${join(folder, untold.name)} ${notUtf8.problem}; ${notUtf8.remedy}`);
  return found;
}

/** Another run may take a tree away while this one reads it, before it has the lock. */
function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** All that the owned folders hold, by path. */
function leavesIn(target: string, owned: ReadonlySet<string>): ReadonlyMap<string, Dirent> {
  const folders = entries(target).filter(({ name }) => owned.has(name));
  return new Map(folders.flatMap((entry) => leaves(target, entry, entry.name)));
}

/** All that is no folder, links included: a link is never followed out of the target. */
function leaves(target: string, entry: Dirent, path: string): [string, Dirent][] {
  if (!entry.isDirectory()) return [[path, entry]];
  return entries(join(target, path)).flatMap((inner) => leaves(target, inner, `${path}/${inner.name}`));
}
