// A private folder for the length of one command. What is secret goes only where it is never written to a disk.
import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from './guard.ts';

/** File systems that live in memory. Source: linux/magic.h, TMPFS_MAGIC and RAMFS_MAGIC. */
const memoryTypes = new Set([0x01021994, 0x858458f6]);

/** The first folder of this user's or the machine's whose files live in memory; undefined where there is none. */
export function memoryFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return [env.XDG_RUNTIME_DIR, '/dev/shm'].find((folder) => folder !== undefined && isMemory(folder));
}

/**
 * Runs with a folder that only this user can enter, and that is gone afterwards, even if the command is killed.
 * @param root where it is made: {@link memoryFolder} for what is secret; any, for what is not
 */
export async function withWorkspace<T>(
  run: (folder: string) => Promise<T>,
  root: string = memoryFolder() ?? tmpdir(),
): Promise<T> {
  const folder = join(root, `fleetwright-${randomBytes(9).toString('base64url')}`);
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
