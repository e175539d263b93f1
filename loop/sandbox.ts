// The place of one test cluster: its folder, its processes, their logs, and the guardian that ends all of it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { programOf } from '../tools/typescript.ts';
import type { Charge } from './guardian.ts';
import type { Ports } from './ports.ts';

/** How often Go's programs collect garbage: they are short-lived, and a fifth of kube-apiserver's time goes there by default. */
const rarely = '400';

/** A program that runs. */
export interface Running {
  /** Of its process, and of its process group. */
  readonly pid: number;
  /** Why it is no longer running; undefined while it is. */
  readonly ended: () => string | undefined;
  /** Ends it at once, as a crash would; then it is no casualty. */
  readonly kill: () => Promise<void>;
}

export interface StartOptions {
  /** Its environment, beside PATH and a HOME in the cluster's folder. @default nothing */
  readonly env?: Readonly<Record<string, string>>;
  /** What its log and messages call it. @default the program's file name */
  readonly name?: string;
}

export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'fleetwright-cluster-'));
  private readonly logs = join(this.folder, 'logs');
  private readonly guardian: ChildProcess;
  private starts = 0;
  private lost: string | undefined;

  constructor(readonly ports: Ports) {
    mkdirSync(this.logs);
    const program = programOf('guardian.ts', import.meta.url);
    const { NODE_OPTIONS: _jest, ...env } = process.env;
    this.guardian = spawn(process.execPath, program, { detached: true, stdio: ['pipe', 'ignore', 'inherit'], env });
    this.tell({ folder: this.folder });
  }

  /** A file or folder of this cluster. */
  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** The name of a control group, at the root of each hierarchy, that is removed at the end, if somebody made it. */
  controlGroup(): string {
    const name = basename(this.folder);
    this.tell({ controlGroup: name });
    return name;
  }

  /**
   * Starts a program in a process group of its own, so that Ctrl-C in a terminal does not reach it. Its output goes to a
   * log.
   */
  start(program: string, args: readonly string[], { env = {}, name = basename(program) }: StartOptions = {}): Running {
    const log = join(this.logs, `${name}-${this.starts++}.log`);
    const output = openSync(log, 'a');
    const environment = { PATH: process.env.PATH ?? '', HOME: this.folder, GOGC: rarely, ...env };
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
    return { pid: group ?? 0, ended: () => ended, kill };
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
    await this.ports.release();
  }

  private tell(charge: Charge): void {
    const { stdin } = this.guardian;
    if (stdin?.writable) stdin.write(`${JSON.stringify(charge)}\n`);
  }
}

/** Nothing where the log is gone: that a program has ended is sometimes heard only when the guardian has cleaned up. */
function lastLines(log: string): string {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-3).join(' | ');
  } catch {
    return '';
  }
}
