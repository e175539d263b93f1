// The next tree is written in full before the first rename; what does not change is linked into it, dates and all.
import { type Dirent, copyFileSync, linkSync, mkdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entries, type Files } from './changes.ts';
import type { Places } from './places.ts';

/** @param written the paths whose content is not in the target yet */
export function stage(
  files: Files,
  { target, next }: Places,
  owned: ReadonlySet<string>,
  written: ReadonlySet<string>,
): void {
  mkdirSync(next);
  for (const entry of entries(target).filter(({ name }) => !owned.has(name))) carry(target, next, entry);
  const folders = new Set<string>();
  for (const [path, content] of files) {
    const to = join(next, path);
    const folder = dirname(to);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    if (written.has(path)) writeFileSync(to, content, { flag: 'wx' });
    else link(join(target, path), to);
  }
}

/** Takes one entry of a folder over, whatever it is. */
function carry(from: string, to: string, entry: Dirent): void {
  const [source, copy] = [join(from, entry.name), join(to, entry.name)];
  if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source, 'buffer'), copy);
  else if (entry.isDirectory()) {
    mkdirSync(copy);
    for (const inner of entries(source)) carry(source, copy, inner);
  } else link(source, copy);
}

/** A published file is never written in place, so two trees may share it for the moment of a swap. */
function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Some file systems have no hard links, and Linux may forbid them to files of another user.
    copyFileSync(from, to);
  }
}
