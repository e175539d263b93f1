// A copy of the repository in a temporary folder, to run commands in and to break.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a command said, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the commands need; tests and documents stay behind, but for the runbooks that alerts are held against. */
const parts = [
  'app',
  'charts',
  'clusters',
  'commands',
  'dist',
  'docs',
  'imports',
  'lib',
  'render',
  'secrets',
  'tools',
  'main.ts',
];
const settings = ['.sops.yaml', 'cdk8s.yaml', 'package.json', 'tsconfig.json', 'typescript.js'];

export class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), 'fleetwright-'));

  constructor() {
    const wanted = (source: string): boolean => !/node_modules|\.publish/.test(source);
    for (const part of [...parts, ...settings])
      cpSync(part, join(this.folder, part), { recursive: true, filter: wanted });
    symlinkSync(resolve('node_modules'), join(this.folder, 'node_modules'));
  }

  /** Runs a command's file, as its npm script does. */
  run(command: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Ended {
    return this.exec(process.execPath, ['--import', './typescript.js', command, ...args], env);
  }

  exec(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
    const { NODE_OPTIONS: _jest, ...inherited } = process.env;
    return spawnSync(program, args, { cwd: this.folder, env: { ...inherited, ...env }, encoding: 'utf8' });
  }

  /** Replaces text of a file; a text that is not there is an error, for the test would test nothing. */
  edit(file: string, from: string, to: string): void {
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
