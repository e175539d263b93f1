// Everything of a real node lives in namespaces of its own: PIDs, mounts, network. Their first process is their life.
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Running, Sandbox, StartOptions } from '../sandbox.ts';
import { runSync } from '../../tools/run.ts';
import { until } from '../until.ts';

/** The node's address on the bridge of its pods. No other network is there, so none can clash. */
export const nodeAddress = '10.244.0.1';
export const podRange = '10.244.0.0/24';

export class Namespace {
  private constructor(
    private readonly sandbox: Sandbox,
    private readonly holder: number,
    /** The node's files: in memory, and there for programs in the namespace only. */
    readonly folder: string,
  ) {}

  /** Makes the namespaces, and returns when mounts and network in them are set up. */
  static async create(sandbox: Sandbox): Promise<Namespace> {
    const folder = sandbox.path('node');
    const ready = sandbox.path('node-ready');
    mkdirSync(folder);
    const script = [join(import.meta.dirname, 'namespace.sh'), folder, `${nodeAddress}/24`, ready];
    const namespaces = ['--mount', '--net', '--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc'];
    const { pid } = sandbox.start('unshare', [...namespaces, 'sh', ...script], { name: 'namespace' });
    await until(() => existsSync(ready), {
      what: "the node's namespaces are set up",
      hopeless: () => sandbox.casualty(),
    });
    return new Namespace(sandbox, pid, folder);
  }

  /** A file of the node. */
  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Starts a program of the node; its log is the sandbox's. */
  start(program: string, args: readonly string[], options: StartOptions = {}): Running {
    return this.sandbox.start('nsenter', [...this.entrance(), program, ...args], {
      name: basename(program),
      ...options,
    });
  }

  /** Runs a program of the node to its end. @returns what it printed. @throws Error with its own words */
  run(program: string, args: readonly string[], input = ''): string {
    const { code, stdout, stderr } = runSync('nsenter', [...this.entrance(), program, ...args], { input });
    if (code !== 0) throw new Error(`${basename(program)} ${args[0] ?? ''}: ${stderr.trim()}`);
    return stdout.toString('utf8');
  }

  /** `unshare` is in the mounts and the network itself; the PIDs are those of its child. */
  private entrance(): string[] {
    const of = (name: string): string => `/proc/${this.holder}/ns/${name}`;
    return [`--mount=${of('mnt')}`, `--net=${of('net')}`, `--pid=${of('pid_for_children')}`, '--'];
  }
}
