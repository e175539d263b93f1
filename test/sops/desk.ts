// The repository as a person has it in front of them: a copy under Git, keys of their own, and the commands as processes.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkout } from '../support/checkout.ts';
import { type Key, newKey } from './folder.ts';
import { scriptOptions } from '../support/script-options.ts';

export interface Ended {
  /** Null for a command that was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Goes to standard input. @default nothing */
  readonly input?: string | Buffer;
  /** Added to the environment. */
  readonly env?: NodeJS.ProcessEnv;
}

const author = ['-c', 'user.name=desk', '-c', 'user.email=desk@localhost'];

export class Desk {
  readonly checkout = new Checkout();
  /** The recovery key of the cluster lab, once it is adopted. */
  readonly key: Key;
  /** Where programs put what they do not want to keep: nobody else's. */
  readonly temporary: string;
  /** Where files live in memory: nobody else's. */
  readonly memory = mkdtempSync('/dev/shm/fleetwright-desk-');

  constructor(ageKeygen: string) {
    const home = join(this.checkout.folder, '.home');
    this.temporary = join(this.checkout.folder, '.tmp');
    for (const folder of [home, this.temporary]) mkdirSync(folder);
    this.key = newKey(ageKeygen, home);
    this.git('init', '--quiet', '--initial-branch=main');
    writeFileSync(join(this.checkout.folder, '.gitignore'), 'node_modules\n.home\n.tmp\n');
    this.commit('Begin');
  }

  /**
   * Gives the charts another secret, `edge`, with these keys.
   * @param generated what their generators make, which the chart holds in hexadecimal. @default random tokens
   */
  declare(keys: readonly string[], generated?: string): void {
    const generator = generated
      ? `() => Buffer.from('${Buffer.from(generated).toString('hex')}', 'hex').toString()`
      : 'randomToken(16)';
    const generators = keys.map((key) => `'${key}': ${generator}`).join(', ');
    this.checkout.edit(
      'charts/tickets.ts',
      '    const config = new ConfigFiles',
      `    new SopsSecret(this, 'edge', { file: \`secrets/\${cluster.name}/edge.yaml\`, keys: { ${generators} } });\n    const config = new ConfigFiles`,
    );
  }

  /** Puts the key of this desk in, for the cluster lab. */
  adopt(): Promise<Ended> {
    return this.secrets(['adopt', 'lab', '--recovery', this.key.recipient]);
  }

  /** Runs `npm run secrets --` with these arguments, with the key. */
  secrets(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    return this.run('commands/secrets.ts', args, options);
  }

  /** Runs a command's file, as its npm script does. */
  run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    return this.exec(process.execPath, [...scriptOptions, command, ...args], options);
  }

  /** Commits all that is there, unless the hook refuses it. */
  async commitWithHook(message: string): Promise<Ended> {
    cpSync('.githooks', join(this.checkout.folder, '.githooks'), { recursive: true });
    this.git('add', '--all');
    return this.exec('git', [...author, '-c', 'core.hooksPath=.githooks', 'commit', '--message', message]);
  }

  exec(program: string, args: readonly string[], { input = '', env = {} }: RunOptions = {}): Promise<Ended> {
    const child = spawn(program, args, {
      cwd: this.checkout.folder,
      env: { ...this.key.env, TMPDIR: this.temporary, XDG_RUNTIME_DIR: this.memory, ...env },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    });
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git(...author, 'commit', '--quiet', '--allow-empty', '--no-verify', '--message', message);
  }

  git(...args: string[]): string {
    return execFileSync('git', ['-C', this.checkout.folder, ...args], { encoding: 'utf8' });
  }

  remove(): void {
    rmSync(this.memory, { recursive: true });
    this.checkout.remove();
  }
}
