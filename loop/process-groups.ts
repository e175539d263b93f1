// Process groups, to be ended whole.
import { pids, readIfThere } from '../tools/processes.ts';

/** Signals a process group; false if there is none any more. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Which of these groups have a process that runs. One that has ended holds nothing but its number, and who has to take note
 * of that may take seconds.
 */
export function runningGroups(groups: Iterable<number>): number[] {
  const there = [...groups].filter((group) => signalGroup(group, 0));
  if (there.length === 0 || process.platform !== 'linux') return there;
  const running = new Set(pids().flatMap((pid) => groupOf(pid) ?? []));
  return there.filter((group) => running.has(group));
}

/** The groups of the processes that were given this folder as their home; none where there is no /proc to look it up. */
export function groupsAtHomeIn(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  const home = Buffer.from(`\0HOME=${folder}\0`);
  const isAtHome = (pid: string): boolean =>
    Buffer.concat([Buffer.alloc(1), readIfThere(`/proc/${pid}/environ`)]).includes(home);
  return pids()
    .filter(isAtHome)
    .flatMap((pid) => groupOf(pid) ?? []);
}

/** The group of a process; undefined for one that has ended. */
function groupOf(pid: string): number | undefined {
  // The name, in brackets, may hold anything.
  const [state, , group] = readIfThere(`/proc/${pid}/stat`)
    .toString('utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return group === undefined || state === 'Z' || state === 'X' ? undefined : Number(group);
}
