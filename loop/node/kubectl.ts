// What only kubectl does well: running a command in a container, and draining a node.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { run } from '../../tools/run.ts';

/** How a command ended. */
export interface Ended {
  readonly code: number;
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
    const { code, stdout, stderr } = await run(this.program, this.with(args), { env: this.env() });
    return { code, words: stderr + stdout };
  }

  /** Takes a node out of service: no new pods, and the old ones evicted, a minute long at most. */
  drain(node: string): Drain {
    const args = this.with(['drain', node, '--force', '--ignore-daemonsets', '--timeout=60s']);
    const child = spawn(this.program, args, { env: this.env(), stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stderr, child.stdout])
      stream.setEncoding('utf8').on('data', (words: string) => (said += words));
    return { words: () => said, ended: once(child, 'close').then(([code]) => code as number | null) };
  }

  private with(args: readonly string[]): string[] {
    return ['--kubeconfig', this.kubeconfigFile, ...args];
  }

  /** It keeps what it learns about the API server in its home. */
  private env(): NodeJS.ProcessEnv {
    return { PATH: process.env.PATH, HOME: dirname(this.kubeconfigFile) };
  }
}
