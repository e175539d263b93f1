// The processes of the machine, as /proc shows them.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Their ids. */
export function pids(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

/** A process' command line; empty for one that has just ended. */
export function commandOf(pid: string): string {
  return readIfThere(`/proc/${pid}/cmdline`).toString('utf8').replaceAll('\0', ' ').trim();
}

/** The id of a process' parent; undefined for one that has just ended. */
export function parentOf(pid: string): string | undefined {
  return /^PPid:\s+(\d+)$/m.exec(readIfThere(`/proc/${pid}/status`).toString('utf8'))?.[1];
}

/** A file's content; empty where there is nothing to read, or no longer. */
export function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** What a symbolic link leads to; empty where there is none, or no longer. */
export function linkIfThere(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
