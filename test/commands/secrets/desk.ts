// The repository as a person has it in front of them: a copy under Git, keys of their own, and the commands as processes.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkout } from '../../support/checkout.ts';
import { type Key, keyless, newKey } from './folder.ts';

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
  /** Gets the process as soon as there is one. */
  readonly started?: (child: ChildProcess) => void;
}

export class Desk {
  readonly checkout = new Checkout();
  /** The recovery key of the cluster dev, once it is adopted. */
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

  /** Gives the charts another secret, `edge`, with these keys. */
  declare(keys: readonly string[]): void {
    const generators = keys.map((key) => `'${key}': randomToken(16)`).join(', ');
    this.checkout.edit(
      'charts/shortener.ts',
      '    const config = new ConfigFiles',
      `    new SopsSecret(this, 'edge', { file: \`secrets/\${cluster.name}/edge.yaml\`, keys: { ${generators} } });\n    const config = new ConfigFiles`,
    );
  }

  /** Puts the key of this desk in, for the cluster dev. */
  adopt(): Promise<Ended> {
    return this.secrets(['adopt', 'dev', '--recovery', this.key.recipient]);
  }

  /** Runs `npm run secrets --` with these arguments, with the key. */
  secrets(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    return this.run('commands/secrets.ts', args, options);
  }

  run(command: string, args: readonly string[], { input = '', env = {}, started }: RunOptions = {}): Promise<Ended> {
    const child = spawn(process.execPath, ['--import', 'tsx', command, ...args], {
      cwd: this.checkout.folder,
      env: { ...this.key.env, TMPDIR: this.temporary, XDG_RUNTIME_DIR: this.memory, ...env },
    });
    started?.(child);
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
    const author = ['-c', 'user.name=desk', '-c', 'user.email=desk@localhost'];
    this.git(...author, 'commit', '--quiet', '--allow-empty', '--no-verify', '--message', message);
  }

  git(...args: string[]): string {
    return execFileSync('git', ['-C', this.checkout.folder, ...args], { encoding: 'utf8' });
  }

  /** The environment without the key. */
  get withoutKey(): NodeJS.ProcessEnv {
    return { ...keyless(this.key), SOPS_AGE_KEY_FILE: '' };
  }

  remove(): void {
    rmSync(this.memory, { recursive: true });
    this.checkout.remove();
  }
}
