// What a command does before it can hold a value: no core dump will have it, and what a killed command left is gone.
import { writeFileSync } from 'node:fs';
import { sweep } from './sweep.ts';

/** @returns what is to be said of what could not be done, a line each */
export function begin(): string {
  dumpNoMemory();
  return sweep()
    .map((folder) => `${folder}: left by a command that was killed, and cannot be removed; do it by hand\n`)
    .join('');
}

/**
 * A core dump of this process, and of all that it starts, has no memory in it: Linux asks this file, also where a program
 * (systemd-coredump, apport) takes the dump, to which no limit applies. Elsewhere there is none: macOS dumps nothing unless told to.
 */
function dumpNoMemory(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // No such kernel.
  }
}
