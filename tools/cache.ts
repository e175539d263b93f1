// What was built once is kept for every checkout of the user, under a name that changes with what it was built from.
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Pin } from './pin.ts';

/** `$XDG_CACHE_HOME/fleetwright/tools`; the variable is `~/.cache` by default, also if it is a relative path (XDG). */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const base = env.XDG_CACHE_HOME ?? '';
  return join(isAbsolute(base) ? base : join(env.HOME ?? homedir(), '.cache'), 'fleetwright', 'tools');
}

/** Where a pinned program is once it is built: a folder of its own, which can be put on a PATH. */
export function cachePath({ name, executable, release, checksum }: Pin, env: NodeJS.ProcessEnv): string {
  return join(cacheFolder(env), `${name}-${release}-${checksum}`, executable);
}
