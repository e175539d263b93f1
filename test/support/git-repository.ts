// A Git repository in a temporary folder, and a bare one that it pushes to: Git itself, nothing that plays it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Neither the settings of the machine nor those of the user count. */
const environment = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.com',
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.com',
};

export class GitRepository {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static empty(): GitRepository {
    const repository = new GitRepository(mkdtempSync(join(tmpdir(), 'fleetwright-git-')));
    repository.git('init', '--quiet', '--initial-branch=main');
    return repository;
  }

  static bare(): GitRepository {
    const repository = new GitRepository(mkdtempSync(join(tmpdir(), 'fleetwright-bare-')));
    repository.git('init', '--quiet', '--bare', '--initial-branch=main');
    return repository;
  }

  /** A clone of this one; its remote is `origin`. */
  clone(): GitRepository {
    const clone = new GitRepository(mkdtempSync(join(tmpdir(), 'fleetwright-clone-')));
    clone.git('clone', '--quiet', this.folder, '.');
    return clone;
  }

  /** Runs git and returns what it prints. @throws Error with git's own words if it says no */
  git(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: this.folder,
      env: { ...process.env, ...environment },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  write(path: string, text: string): this {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return this;
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  delete(path: string): this {
    rmSync(join(this.folder, path), { recursive: true });
    return this;
  }

  /** Commits all that differs. @returns the commit's id */
  commit(message: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
