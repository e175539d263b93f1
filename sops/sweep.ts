// A guard that is killed together with its command leaves a folder behind, with values in the clear: the next command removes it.
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded } from './owner.ts';
import { ownerOf, roots } from './workspace.ts';

/** Removes folders of this user whose process has ended. @returns those that cannot be removed */
export function sweep(env: NodeJS.ProcessEnv = process.env): string[] {
  const left = [...roots(env)].flatMap((root) =>
    namesIn(root)
      .filter(isLeft)
      .map((name) => join(root, name)),
  );
  return left.filter((folder) => isOwnFolder(folder) && !removed(folder));
}

function isLeft(name: string): boolean {
  const owner = ownerOf(name);
  return owner !== undefined && hasEnded(owner);
}

function removed(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    return false;
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
