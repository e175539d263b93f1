// A command as a process whose temporary files, and those of all that it starts, are in one folder.
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { typescript } from '../../tools/typescript.ts';

export interface StartedCommand {
  /** In a process group of its own, as a terminal gives it one. */
  readonly child: ChildProcess;
  /** What it has printed on standard output. */
  readonly said: () => string;
  /** Why it has ended, in its words; undefined while it runs. */
  readonly end: () => string | undefined;
}

export interface StartOptions {
  /** Where its temporary files go. */
  readonly folder: string;
  /** The checkout that it works on. @default this repository */
  readonly checkout?: string;
}

/** @param command as in `npm run <command>` */
export function startCommand(
  command: string,
  { folder, checkout = '.' }: StartOptions,
  ...args: readonly string[]
): StartedCommand {
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  const child = spawn(process.execPath, [...typescript, resolve(`commands/${command}.ts`), ...args], {
    cwd: checkout,
    env: { ...env, TMPDIR: folder },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return { child, said: () => said, end: () => (isRunning() ? undefined : `it ended: ${said}${errors}`) };
}
