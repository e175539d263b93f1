// A guard that is killed together with its command leaves a folder behind, with values in the clear: the next command removes it.
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded } from './owner.ts';
import { ownerOf, roots } from './workspace.ts';

/** Removes folders of this user whose process has ended. */
export function sweep(env: NodeJS.ProcessEnv = process.env): void {
  for (const root of roots(env))
    for (const name of namesIn(root)) {
      const owner = ownerOf(name);
      if (owner !== undefined && hasEnded(owner) && isOwnFolder(join(root, name))) remove(join(root, name));
    }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    process.stderr.write(`${folder}: left by a command that was killed, and cannot be removed; do it by hand\n`);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Not a link, nor what another user has given such a name. */
function isOwnFolder(path: string): boolean {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  return entry?.isDirectory() === true && entry.uid === process.getuid?.();
}
