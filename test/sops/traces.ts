// Finds traces of values: as they are, in base64, and in base64 of base64, wherever in a longer text they begin.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pids, readIfThere } from '../../tools/processes.ts';

/** The part of a text's base64 that is the same whatever stands before and behind it, for each way it can fall on its groups of three. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = Math.ceil((before * 8) / 6);
    return all.toString('base64').slice(first, Math.floor((all.length * 8) / 6));
  });
}

/** Everything to look for: 8 characters of it are more than chance would bring. */
export function needles(values: readonly string[]): string[] {
  const once = values.flatMap((value) => base64Cores(Buffer.from(value)));
  const twice = once.flatMap((text) => base64Cores(Buffer.from(text)));
  return [...values, ...once, ...twice];
}

/** What of it is in a text, shortened, so that a failing test does not print it all. */
export function tracesIn(text: string | Buffer, wanted: readonly string[]): string[] {
  const bytes = Buffer.from(text);
  return wanted.filter((needle) => bytes.includes(needle)).map((needle) => `${needle.slice(0, 6)}...`);
}

/** Traces in the files below a folder, as `file: trace`. A file that goes meanwhile holds none. */
export function tracesBelow(folder: string, wanted: readonly string[]): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return tracesIn(readIfThere(path), wanted).map((trace) => `${path}: ${trace}`);
  });
}

/** Traces in all objects of a Git repository, loose and packed, unreachable ones too. */
export function tracesInGit(folder: string, wanted: readonly string[]): string[] {
  const args = ['-C', folder, 'cat-file', '--batch', '--batch-all-objects', '--unordered'];
  return tracesIn(execFileSync('git', args, { maxBuffer: 1e9 }), wanted);
}

/** Watches processes while something runs. */
export interface ProcessWatch {
  /** Looks at all command lines, again and again. @param milliseconds between two looks @returns what ends it */
  readonly start: (milliseconds: number) => () => void;
  /** Traces in all that was seen. */
  readonly found: readonly string[];
}

/** Searches each command line once: to search all of a machine's at each look would take more time than what is watched. */
export function processWatch(wanted: readonly string[]): ProcessWatch {
  const lines = new Set<string>();
  const found: string[] = [];
  const look = (): void => {
    for (const pid of pids()) {
      const line = readIfThere(`/proc/${pid}/cmdline`).toString('utf8');
      if (lines.has(line)) continue;
      lines.add(line);
      found.push(...tracesIn(line, wanted));
    }
  };
  return {
    start: (milliseconds) => {
      const timer = setInterval(look, milliseconds);
      return () => clearInterval(timer);
    },
    found,
  };
}
