// The place of one test cluster: its folder, its processes, their logs, and the guardian that ends all of it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Charge } from './guardian.ts';

/** A program that runs. */
export interface Running {
  /** Why it is no longer running; undefined while it is. */
  readonly ended: () => string | undefined;
  /** Ends it at once, as a crash would; then it is no casualty. */
  readonly kill: () => Promise<void>;
}

export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'fleetwright-cluster-'));
  private readonly logs = join(this.folder, 'logs');
  private readonly guardian: ChildProcess;
  private starts = 0;
  private lost: string | undefined;

  constructor() {
    mkdirSync(this.logs);
    const program = ['--import', 'tsx', join(import.meta.dirname, 'guardian.ts')];
    const { NODE_OPTIONS: _jest, ...env } = process.env;
    this.guardian = spawn(process.execPath, program, { detached: true, stdio: ['pipe', 'ignore', 'inherit'], env });
    this.tell({ folder: this.folder });
  }

  /** A file or folder of this cluster. */
  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /**
   * Starts a program in a process group of its own, so that Ctrl-C in a terminal does not reach it. Its output goes to a
   * log. Its environment is `env` alone, with PATH and a HOME in the cluster's folder.
   */
  start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    const name = basename(program);
    const log = join(this.logs, `${name}-${this.starts++}.log`);
    const output = openSync(log, 'a');
    const environment = { PATH: process.env.PATH ?? '', HOME: this.folder, ...env };
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', output, output],
      cwd: this.folder,
      env: environment,
    });
    closeSync(output);
    const group = child.pid;
    if (group !== undefined) this.tell({ group });
    let ended: string | undefined;
    child.once('error', (error) => (this.lost ??= ended = `${name} did not start: ${error.message}`));
    child.once('exit', (code, signal) => {
      ended = `${name} ended (${signal ?? `exit code ${code}`}): ${lastLines(log)}`;
      if (group !== undefined) this.tell({ ended: group });
      if (!wanted) this.lost ??= ended;
    });
    let wanted = false;
    const kill = async (): Promise<void> => {
      if (ended !== undefined) return;
      wanted = true;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    };
    return { ended: () => ended, kill };
  }

  /** Why a program ended that nobody killed; undefined while all are well. */
  casualty(): string | undefined {
    return this.lost;
  }

  /** Copies the logs to where they outlive the cluster. */
  keepLogs(): string {
    const kept = mkdtempSync(join(tmpdir(), 'fleetwright-logs-'));
    cpSync(this.logs, kept, { recursive: true });
    return kept;
  }

  /** Ends everything and removes the folder. */
  async close(): Promise<void> {
    if (this.guardian.exitCode !== null) return;
    const exit = once(this.guardian, 'exit');
    this.guardian.stdin?.end();
    await exit;
  }

  private tell(charge: Charge): void {
    const { stdin } = this.guardian;
    if (stdin?.writable) stdin.write(`${JSON.stringify(charge)}\n`);
  }
}

function lastLines(log: string): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-3).join(' | ');
}
