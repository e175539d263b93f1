// This repository as a fork has it: all that is tracked or new here, committed, and the packages that are installed here.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ownFolder } from '../../tools/own-folder.js';
import { copyWorkTree } from '../support/work-tree.ts';
import { type Ended, shell } from './shell.ts';

export class Clone {
  /** On a disk, as a checkout is: one of the tests hides what is in memory. */
  private readonly around = mkdtempSync(join(ownFolder('fleets'), 'clone-'));
  readonly folder = join(this.around, 'repository');
  /** The home of whoever works in it: no key and no setting of this machine is there. */
  readonly home = join(this.around, 'home');

  constructor() {
    copyWorkTree(this.folder);
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
    const { XDG_CACHE_HOME = join(homedir(), '.cache') } = process.env;
    return shell(script, this.folder, { HOME: this.home, XDG_CACHE_HOME });
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
