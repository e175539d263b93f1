// Whose a folder is, written into its name: an id alone is given to another process after a while.
import { readFileSync, readlinkSync } from 'node:fs';

/** A process: its namespace, its id there, and when it was started, in ticks since the machine was. Letters of a file name alone. */
export const ownerPattern = /^(?<namespace>\d+)\.(?<id>\d+)\.(?<started>\d+)$/;

/** This process; undefined where there is no /proc to ask. */
export function ownOwner(): string | undefined {
  const [namespace, id] = [ownNamespace(), linkOf('/proc/self')];
  const started = id === undefined ? undefined : startOf(id);
  return namespace === undefined || started === undefined ? undefined : `${namespace}.${id}.${started}`;
}

/** Whether that process has ended. Of another namespace nothing can be said, so it has not. */
export function hasEnded(owner: string): boolean {
  const { namespace, id, started } = ownerPattern.exec(owner)?.groups ?? {};
  return id !== undefined && namespace === ownNamespace() && startOf(id) !== started;
}

/** Source: proc_pid_stat(5), field 22; the name before it may hold anything, a parenthesis too. */
export function startOf(id: string): string | undefined {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3];
  } catch {
    return undefined;
  }
}

function ownNamespace(): string | undefined {
  return /\d+/.exec(linkOf('/proc/self/ns/pid') ?? '')?.[0];
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
