// Where processes of this machine listen, as Linux shows it.
import { readdirSync } from 'node:fs';
import { linkIfThere, readIfThere } from '../../tools/processes.ts';

/** The state of a TCP socket that listens. Source: Linux, include/net/tcp_states.h */
const listen = '0A';

/** What stands for 127.0.0.1, ::1 and ::ffff:127.0.0.1 in /proc/net. */
const loopbacks = ['0100007F', '00000000000000000000000001000000', '0000000000000000FFFF00000100007F'];

export interface Listeners {
  readonly onLoopback: readonly string[];
  /** Those that others could reach. */
  readonly elsewhere: readonly string[];
}

/** Addresses at which these processes listen for TCP, within this network namespace, as /proc/net/tcp writes them. */
export function listenersOf(pids: readonly string[]): Listeners {
  const theirs = new Set(pids.flatMap(socketsOf));
  const addresses = ['tcp', 'tcp6']
    .flatMap((table) => readIfThere(`/proc/net/${table}`).toString('utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode = '']) => state === listen && theirs.has(inode))
    .map(([, address = '']) => address);
  const onLoopback = (address: string): boolean => loopbacks.some((loopback) => address.startsWith(`${loopback}:`));
  return { onLoopback: addresses.filter(onLoopback), elsewhere: addresses.filter((each) => !onLoopback(each)) };
}

/** The inodes of a process' sockets. */
function socketsOf(pid: string): string[] {
  const links = descriptorsOf(pid).map((descriptor) => linkIfThere(`/proc/${pid}/fd/${descriptor}`));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

/** None of a process that has ended. */
function descriptorsOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`);
  } catch {
    return [];
  }
}
