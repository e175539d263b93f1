// What a command that started other programs has left: files in the folder of its temporary files, and processes that know it.
import { readdirSync } from 'node:fs';
import { until } from '../../loop/until.ts';
import { commandOf, pids } from '../../tools/processes.ts';

/** Within seconds, as the guardian works on its own. */
export async function nothingLeft(folder: string): Promise<void> {
  await until(() => readdirSync(folder).length === 0 && processesIn(folder).length === 0, {
    what: 'no file and no process is left',
    seconds: 10,
  });
}

/** Processes that were given a file of the folder, or work in it. */
export function processesIn(folder: string): string[] {
  return pidsIn(folder).map(commandOf);
}

export function pidsIn(folder: string): string[] {
  return pids().filter((pid) => commandOf(pid).includes(folder));
}
