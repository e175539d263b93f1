// A program that is started, and whose output is collected. No argument is in an error, nor what it was given to read: of both
// some are secret. What it printed is in one only where that was asked for, by `output`.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';

/** How a program ended. */
export interface Ended<Bytes = string> {
  /** 1 for one that was killed. */
  readonly code: number;
  /** May be secret. */
  readonly stdout: Bytes;
  /** May be secret. */
  readonly stderr: string;
}

export interface RunOptions {
  /** @default the working directory */
  readonly cwd?: string;
  /** The whole environment. @default that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** What it reads from standard input. @default nothing */
  readonly input?: string | Uint8Array;
  /** Milliseconds after which it is killed. @default never */
  readonly timeout?: number;
}

/** Runs a program to its end. @throws Error where it cannot be started */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { input = '', env = process.env, ...where } = options;
  const child = spawn(program, args, { ...where, env });
  const ended = endOf(child);
  // It may end before it has read all; its exit code says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code, stdout, stderr] = await Promise.all([ended, buffer(child.stdout), buffer(child.stderr)]);
  return { code, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8') };
}

/** Whether a program could not be started because there is none of that name. */
export function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Runs a program to its end, and nothing else here until then. @throws Error where it cannot be started */
export function runSync(program: string, args: readonly string[], options: RunOptions = {}): Ended<Buffer> {
  const { input = '', env = process.env, ...where } = options;
  const all = { ...where, env, input, maxBuffer: 2 ** 31 - 1 };
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, all);
  // It may have ended before it read all, which is no reason to complain.
  if (error && status === null && signal === null) throw error;
  return { code: status ?? 1, stdout, stderr: stderr.toString('utf8') };
}

/** What a program prints, one that has no secrets. @throws Error with its own words where it says no */
export async function output(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return outputOf(program, args, await run(program, args, options));
}

/** As {@link output}. */
export function outputSync(program: string, args: readonly string[], options: RunOptions = {}): string {
  const { stdout, ...ended } = runSync(program, args, options);
  return outputOf(program, args, { ...ended, stdout: stdout.toString('utf8') });
}

function outputOf(program: string, [command = '']: readonly string[], { code, stdout, stderr }: Ended): string {
  if (code === 0) return stdout;
  throw new Error(
    `${basename(program)} ${basename(command)}: ${stderr.trim() || stdout.trim() || `exit code ${code}`}`,
  );
}
