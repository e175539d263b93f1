// What a run would change: compared byte by byte, for dates say nothing after a checkout.
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errno } from './errno.ts';

/** Content by path, relative to the target, with `/` on every system. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** What a run changes: paths relative to the target, sorted. */
export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** How many files of the owned folders are right already. */
  readonly unchanged: number;
}

/** The folders that a run owns: those named, or all that are there or will be. */
export function ownedFolders(files: Files, target: string, clusters: readonly string[] | 'all'): ReadonlySet<string> {
  if (clusters !== 'all') return new Set(clusters);
  const present = entries(target).filter((entry) => entry.isDirectory());
  return new Set([...present.map(({ name }) => name), ...Array.from(files.keys(), (path) => path.split('/')[0] ?? '')]);
}

export function changesTo(files: Files, target: string, owned: ReadonlySet<string>): Changes {
  const present = new Map(
    entries(target)
      .filter(({ name }) => owned.has(name))
      .flatMap((entry) => leaves(target, entry, entry.name)),
  );
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

/** What is in a folder; nothing if the folder is not there. */
export function entries(folder: string): Dirent[] {
  return unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
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

/** All that is no folder, links included: a link is never followed out of the target. */
function leaves(target: string, entry: Dirent, path: string): [string, Dirent][] {
  if (!entry.isDirectory()) return [[path, entry]];
  return entries(join(target, path)).flatMap((inner) => leaves(target, inner, `${path}/${inner.name}`));
}
