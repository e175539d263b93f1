// What was built once is kept for every checkout of the user, under a name that changes with what it was built from.
import { join } from 'node:path';
import { ownFolder } from './own-folder.js';
import type { Pin } from './pin.ts';

/**
 * Where a pinned program is once it is built: a folder of its own, which can be put on a PATH.
 * @throws Error where another user could put a program there
 */
export function cachePath({ name, executable, release, checksum }: Pin, env: NodeJS.ProcessEnv): string {
  return join(ownFolder('tools', env), `${name}-${release}-${checksum}`, executable);
}
