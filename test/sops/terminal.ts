// A command at a real terminal: script(1) of util-linux opens one, and passes on what is typed and what is shown.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { until } from '../../loop/until.ts';

/** Whether a terminal can be opened here. */
export const canOpenTerminal =
  spawnSync('script', ['-qec', 'true', '/dev/null'], { stdio: ['pipe', 'ignore', 'ignore'] }).status === 0;

export class TerminalSession {
  /** All that was shown so far. */
  shown = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  /** @param command for sh, as somebody at the terminal gives it */
  constructor(command: string, env: NodeJS.ProcessEnv = process.env) {
    const { NODE_OPTIONS: _jest, ...inherited } = env;
    this.child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...inherited, SHELL: '/bin/sh' } });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.shown += chunk.toString()));
    this.ended = once(this.child, 'close');
  }

  /** Waits until something is shown. @throws Error with all that is shown instead */
  async see(text: string): Promise<void> {
    const seen = (): true => {
      if (!this.shown.includes(text)) throw new Error(`shown: ${this.shown}`);
      return true;
    };
    await until(seen, { what: `the terminal shows ${JSON.stringify(text)}` });
  }

  type(keys: string): void {
    this.child.stdin?.write(keys);
  }

  /** Ends the session with all that runs in it, if a test has failed: with script goes its terminal, which hangs up on them. */
  close(): void {
    this.child.kill('SIGKILL');
  }

  /** Waits until the command has ended. */
  async end(): Promise<void> {
    await this.ended;
  }
}
