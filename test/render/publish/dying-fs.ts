// `node:fs` of a process that dies at a chosen change to the disk, in the middle of it where it has a middle.
import fs from 'node:fs';
import { join } from 'node:path';

/** What every call throws after a death: nothing that still runs, such as a `finally`, may reach the disk. */
class Death extends Error {}

let left = Infinity;
let made = 0;

/** Runs an action in a process that dies in its next change to the disk after so many. */
export function killedAfter(changes: number, action: () => unknown): void {
  left = changes;
  try {
    action();
  } catch (error) {
    if (!(error instanceof Death)) throw error;
  } finally {
    left = Infinity;
  }
}

/** How many changes to the disk an action makes. */
export function changesOf(action: () => unknown): number {
  made = 0;
  action();
  return made;
}

type Change = (...args: never[]) => unknown;

function mortal<T extends Change>(change: T, half: T | undefined): T {
  return ((...args: Parameters<T>) => {
    left -= 1;
    made += 1;
    if (left >= 0) return change(...args);
    if (left === -1) half?.(...args);
    throw new Death();
  }) as T;
}

function writeHalf(path: string, content: string): void {
  fs.writeFileSync(path, content.slice(0, content.length / 2));
}

/** Deletes a folder down to one of its files. */
function removeHalf(path: string): void {
  if (!fs.lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const names = fs.readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted();
  for (const name of names.slice(1)) if (fs.lstatSync(join(path, name)).isFile()) fs.rmSync(join(path, name));
}

export const dyingFs = {
  ...fs,
  mkdirSync: mortal(fs.mkdirSync as Change, undefined),
  writeFileSync: mortal(fs.writeFileSync as Change, writeHalf as Change),
  linkSync: mortal(fs.linkSync as Change, undefined),
  copyFileSync: mortal(fs.copyFileSync as Change, undefined),
  symlinkSync: mortal(fs.symlinkSync as Change, undefined),
  renameSync: mortal(fs.renameSync as Change, undefined),
  rmSync: mortal(fs.rmSync as Change, removeHalf as Change),
  rmdirSync: mortal(fs.rmdirSync as Change, undefined),
};
