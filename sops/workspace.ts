// A private folder for the length of one command. What is secret goes only where it is never written to a disk.
import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from './guard.ts';
import { ownerPattern, ownOwner } from './owner.ts';

/** File systems that live in memory. Source: linux/magic.h, TMPFS_MAGIC and RAMFS_MAGIC. */
const memoryTypes = new Set([0x01021994, 0x858458f6]);

/** The first folder of this user's or the machine's whose files live in memory; undefined where there is none. */
export function memoryFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return memoryRoots(env).find(isMemory);
}

/** Wherever such a folder may have been left. */
export function roots(env: NodeJS.ProcessEnv): Set<string> {
  return new Set([...memoryRoots(env), tmpdir()]);
}

function memoryRoots({ XDG_RUNTIME_DIR: own }: NodeJS.ProcessEnv): string[] {
  return [...(own ? [own] : []), '/dev/shm'];
}

const prefix = 'fleetwright';

/** The process that made a folder, by the folder's name; undefined for a name that none of ours has. */
export function ownerOf(name: string): string | undefined {
  const [first, owner = '', random, ...more] = name.split('-');
  const isOurs = first === prefix && /^[0-9a-f]{18}$/.test(random ?? '') && more.length === 0;
  return isOurs && ownerPattern.test(owner) ? owner : undefined;
}

/**
 * Runs with a folder that only this user can enter, and that is gone afterwards, even if the command is killed.
 * @param root where it is made: {@link memoryFolder} for what is secret; any, for what is not
 */
export async function withWorkspace<T>(
  run: (folder: string) => Promise<T>,
  root: string = memoryFolder() ?? tmpdir(),
): Promise<T> {
  const folder = join(root, [prefix, ownOwner() ?? 'unknown', randomBytes(9).toString('hex')].join('-'));
  const guarded = guard([folder]);
  try {
    mkdirSync(folder, { mode: 0o700 });
    return await run(folder);
  } finally {
    await guarded.release();
  }
}

function isMemory(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return memoryTypes.has(statfsSync(folder).type);
  } catch {
    return false;
  }
}
