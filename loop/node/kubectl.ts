// What only kubectl does well: running a command in a container, and draining a node.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  /** Standard error, and standard output. */
  readonly words: string;
}

/** A drain that goes on until its node has no pods. */
export interface Drain {
  /** What it has said so far. */
  readonly words: () => string;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

export class Kubectl {
  constructor(
    private readonly program: string,
    private readonly kubeconfigFile: string,
  ) {}

  /** Runs it to its end. */
  async run(...args: string[]): Promise<Ended> {
    const child = this.start(...args);
    const words = Promise.all([text(child.stderr), text(child.stdout)]);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, words: (await words).join('') };
  }

  /** Takes a node out of service: no new pods, and the old ones evicted, a minute long at most. */
  drain(node: string): Drain {
    const child = this.start('drain', node, '--force', '--ignore-daemonsets', '--timeout=60s');
    let said = '';
    for (const stream of [child.stderr, child.stdout])
      stream.setEncoding('utf8').on('data', (words: string) => (said += words));
    return { words: () => said, ended: once(child, 'close').then(([code]) => code as number | null) };
  }

  private start(...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
    return spawn(this.program, ['--kubeconfig', this.kubeconfigFile, ...args], {
      // It keeps what it learns about the API server in its home.
      env: { PATH: process.env.PATH, HOME: dirname(this.kubeconfigFile) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}
