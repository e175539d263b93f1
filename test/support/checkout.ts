// A repository in a temporary folder, to run commands in and to break: the machine, and the tests' own fleet where a fork's is.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ArgsDef } from 'citty';
import { rooms } from '../../tools/rooms.ts';
import type { Command } from '../../commands/cli.ts';
import { called } from './called.ts';
import { writeDist } from './fixture-fleet.ts';
import { fixtureFleet } from './repository.ts';
import { scriptOptions } from './script-options.ts';

/** What a command said, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the machine has beside its rooms; the fleet brings the others. */
const files = ['CHANGELOG.md', 'cdk8s.yaml', 'package.json', 'tsconfig.json', 'typescript.js'];

interface CheckoutOptions {
  /** Where its folder is made. @default that of temporary files, which may be in memory */
  readonly within?: string;
  /** Whether the machine is a copy, which a test may edit. @default it is linked to, so that nothing is compiled anew */
  readonly copiesMachine?: boolean;
}

export class Checkout {
  readonly folder: string;
  /** Whether its code is in this process, which reads each file once; and whether it was edited since. */
  private loaded = false;
  private stale = false;

  constructor({ within = tmpdir(), copiesMachine = false }: CheckoutOptions = {}) {
    this.folder = mkdtempSync(join(within, 'fleetwright-'));
    for (const part of rooms)
      if (copiesMachine) cpSync(part, join(this.folder, part), { recursive: true });
      else symlinkSync(resolve(part), join(this.folder, part));
    symlinkSync(resolve('node_modules'), join(this.folder, 'node_modules'));
    for (const file of files) cpSync(file, join(this.folder, file));
    cpSync(fixtureFleet, this.folder, { recursive: true });
    writeDist(this.folder);
    // The types of the machine are checked where it is: here those of the fleet, and of what it takes.
    this.edit('tsconfig.json', '"**/*.ts"', '"main.ts"');
  }

  /** Runs a command's file, as its npm script does. */
  run(command: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Ended {
    return this.exec(process.execPath, [...scriptOptions, command, ...args], env);
  }

  /**
   * Runs `npm run check` as where no program of tools/ is built: what needs Node alone says the same on every machine, and
   * waits for no API server.
   */
  check(): Ended {
    return this.run('commands/check.ts', [], {
      CI: '',
      KUBEBUILDER_ASSETS: '',
      XDG_CACHE_HOME: join(this.folder, '.cache'),
    });
  }

  /**
   * Runs a command in this process: fast, but nothing of what a process promises (streams, signals, safe output).
   * @throws Error where it would not see what was edited in the code
   */
  async call<const T extends ArgsDef>(
    command: Command<T>,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    if (this.stale) throw new Error('the code was edited since it is in this process: run the command in its own');
    this.loaded = true;
    return called(command, args, { cwd: this.folder, env });
  }

  exec(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
    const { NODE_OPTIONS: _jest, ...inherited } = process.env;
    return spawnSync(program, args, { cwd: this.folder, env: { ...inherited, ...env }, encoding: 'utf8' });
  }

  git(...args: readonly string[]): Ended {
    return this.exec('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args]);
  }

  /** Makes it a repository of which all is committed, but for the packages. */
  begin(): void {
    this.git('init', '--quiet', '--initial-branch=main');
    writeFileSync(join(this.folder, '.gitignore'), 'node_modules\n');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'Begin');
  }

  /** Replaces text of a file; a text that is not there is an error, for the test would test nothing. */
  edit(file: string, from: string, to: string): void {
    this.stale ||= this.loaded && file.endsWith('.ts');
    const path = join(this.folder, file);
    const before = readFileSync(path, 'utf8');
    if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(path, before.replace(from, to));
  }

  /** All files below a folder, with their content. */
  tree(folder: string): ReadonlyMap<string, string> {
    const root = join(this.folder, folder);
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
    return new Map(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Paths whose content differs between two trees, or that only one of them has. */
export function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).toSorted();
}
