// Two runs on one target would delete each other's work, so one waits; a dead one holds nobody up.
import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errno } from './errno.ts';
import { PublishError } from './places.ts';

/**
 * Runs an action while no other process runs one in the same work folder, which exists for as long.
 *
 * Each process first puts up a file of its own, then looks for those of others, and steps back if one lives. So of two
 * at least one sees the other; and no name is ever used twice, so that the file of a dead process can be deleted without
 * a race for it.
 *
 * @param patience milliseconds to wait for a living process; the default is a hundred times what a run takes
 * @throws PublishError if another process does not finish in time, or if the folder holds what no process left here
 */
export function withLock<T>(work: string, action: () => T, patience = 10_000): T {
  const lock = join(work, `lock-${process.pid}-${randomUUID()}`);
  acquire(work, lock, patience);
  try {
    claim(work);
    return action();
  } finally {
    release(work, lock);
  }
}

/** A killed run leaves the folder behind: Git need not know, and the next run knows by this that what is in there is its own. */
export const mark = '# Left by npm run synth, which deletes all that is in this folder.\n*\n';

/** What is in the folder before it has the mark, somebody else put there; a run marks it before it puts anything else in. */
function claim(work: string): void {
  const file = join(work, '.gitignore');
  const text = lstatSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : '';
  if (text === mark) return;
  // A run may be killed while it writes the mark.
  const isOurs = (name: string): boolean => /^lock-\d+-/.test(name) || (name === '.gitignore' && mark.startsWith(text));
  const foreign = readdirSync(work).filter((name) => !isOurs(name));
  if (foreign.length > 0)
    throw new PublishError(
      `${work} holds ${foreign.toSorted().join(', ')}, which synth did not put there; move that away, or name another folder with --out`,
    );
  // What has that name already may be a link.
  rmSync(file, { force: true });
  writeFileSync(file, mark, { flag: 'wx' });
}

function acquire(work: string, lock: string, patience: number): void {
  for (const deadline = Date.now() + patience; ;) {
    if (!putUp(work, lock)) continue;
    const other = others(work, lock)[0];
    if (other === undefined) return;
    rmSync(lock);
    if (Date.now() > deadline)
      throw new PublishError(`process ${other} publishes to the same folder; if it does not, delete ${work}`);
    // Not all the same time, or two that step back for each other would meet again.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 + Math.random() * 20);
  }
}

/** False if another process took the folder away in between. */
function putUp(work: string, lock: string): boolean {
  mkdirSync(work, { recursive: true });
  try {
    writeFileSync(lock, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (errno(error) === 'ENOENT') return false;
    throw error;
  }
}

/** The living processes that hold the lock or ask for it; files of dead ones are deleted. */
function others(work: string, lock: string): number[] {
  const alive: number[] = [];
  for (const name of readdirSync(work)) {
    const pid = Number(/^lock-(\d+)-/.exec(name)?.[1]);
    const path = join(work, name);
    if (Number.isNaN(pid) || path === lock) continue;
    if (isAlive(pid)) alive.push(pid);
    else rmSync(path, { force: true });
  }
  return alive;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errno(error) === 'EPERM';
  }
}

function release(work: string, lock: string): void {
  rmSync(lock, { force: true });
  try {
    if (readdirSync(work).some((name) => name !== '.gitignore')) return;
    rmSync(join(work, '.gitignore'), { force: true });
    rmdirSync(work);
  } catch {
    // Another process has just put up its file, or was done as well and took the folder away.
  }
}
