// This repository as a fork has it: all that is tracked or new here, committed, and the packages that are installed here.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ownFolder } from '../../tools/own-folder.js';

/** What a script printed, on both of its streams, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly said: string;
}

export class Clone {
  /** On a disk, as a checkout is: one of the tests hides what is in memory. */
  private readonly around = mkdtempSync(join(ownFolder('fleets'), 'clone-'));
  readonly folder = join(this.around, 'repository');
  /** The home of whoever works in it: no key and no setting of this machine is there. */
  readonly home = join(this.around, 'home');

  constructor() {
    const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
    const files = execFileSync('git', list, { encoding: 'utf8' }).split('\0').filter(Boolean);
    for (const file of files.filter((path) => existsSync(path))) cpSync(file, this.path(file));
    symlinkSync(resolve('node_modules'), this.path('node_modules'));
    this.git('init', '--quiet', '--initial-branch=main');
    appendFileSync(this.path('.git/info/exclude'), 'node_modules\n');
    this.commit('Fork');
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(this.path(file), text);
  }

  /** Replaces text of a file; a text that is not there is an error, for a page speaks of what is there. */
  edit(file: string, from: string | RegExp, to: string): void {
    const before = this.read(file);
    const after = before.replaceAll(from, to);
    if (after === before) throw new Error(`${file} does not hold ${from}`);
    this.write(file, after);
  }

  /** Runs a script in it, which ends with the first command that fails. */
  shell(script: string): Ended {
    const {
      NODE_OPTIONS: _jest,
      JEST_WORKER_ID: _worker,
      XDG_CACHE_HOME = join(homedir(), '.cache'),
      ...env
    } = process.env;
    const { status, stdout } = spawnSync('bash', ['-euo', 'pipefail', '-c', `exec 2>&1\n${script}`], {
      cwd: this.folder,
      env: { ...env, HOME: this.home, XDG_CACHE_HOME },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return { status, said: stdout };
  }

  /** Commits all that is there. @returns paths of what it changes, below a folder if one is given */
  commit(message: string, below = '.'): readonly string[] {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--no-verify', '--message', message);
    const changed = this.git('diff-tree', '-r', '--root', '--no-commit-id', '--name-only', 'HEAD', '--', below);
    return changed.split('\n').filter(Boolean);
  }

  remove(): void {
    rmSync(this.around, { recursive: true });
  }

  private git(...args: string[]): string {
    const author = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...author, ...args], { cwd: this.folder, encoding: 'utf8' });
  }
}
