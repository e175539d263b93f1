// The package: compiled JavaScript with types and all files that it reads in build/, and the sources beside it, for a fleet that
// wants to go on by itself.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { trackedFiles } from '../../tools/git.ts';
import { packageFile } from '../../tools/package-file.ts';
import { rooms } from '../../tools/rooms.ts';
import { output } from '../../tools/run.ts';
import { asJson } from './as-json.ts';
import { compilerOptions } from './compiler-options.ts';
import { createPackage } from './create-package.ts';
import { manifest } from './manifest.ts';
import { home, isLeft } from './rooms.ts';
import { template } from './template.ts';

const beside = ['CHANGELOG.md', 'LICENSE', 'README.md', 'typescript.js'];

export interface Packed {
  /** The tarball's path. */
  readonly file: string;
  readonly bytes: number;
  /** How many files it holds. */
  readonly files: number;
}

/**
 * Packs what Git tracks of the machine.
 * @param folder where the tarball goes
 * @throws Error that holds the compiler's or npm's words
 */
export async function pack(folder: string): Promise<Packed> {
  const stage = mkdtempSync(join(tmpdir(), 'fleetwright-pack-'));
  try {
    const files = trackedFiles([...rooms, ...beside], home);
    for (const file of files.filter((each) => !isLeft(each))) {
      copy(file, join(stage, file));
      if (!/\.[jt]s$/.test(file)) copy(file, join(stage, 'build', file));
    }
    write(join(stage, 'tsconfig.json'), asJson(compilerOptions(home)));
    write(join(stage, 'package.json'), asJson(manifest(home)));
    symlinkSync(join(home, 'node_modules'), join(stage, 'node_modules'));
    await output(process.execPath, [packageFile('typescript', 'bin/tsc'), '--project', stage]);
    rmSync(join(stage, 'node_modules'));
    for (const [path, text] of template(home)) write(join(stage, 'fleet', path), text);
    return await packed(stage, folder);
  } finally {
    rmSync(stage, { recursive: true });
  }
}

/** Packs what `npm create fleetwright` gets from a registry that has both. @param folder where the tarball goes */
export async function packCreate(folder: string): Promise<Packed> {
  const stage = mkdtempSync(join(tmpdir(), 'fleetwright-pack-'));
  try {
    const own = manifest(home) as { version: string; license: string };
    for (const [path, text] of createPackage(own)) write(join(stage, path), text);
    return await packed(stage, folder);
  } finally {
    rmSync(stage, { recursive: true });
  }
}

async function packed(stage: string, folder: string): Promise<Packed> {
  const options = ['--json', '--ignore-scripts', '--pack-destination', folder];
  const said = await output('npm', ['pack', stage, ...options]);
  const [{ filename, size, entryCount }] = JSON.parse(said) as [{ filename: string; size: number; entryCount: number }];
  return { file: join(folder, filename), bytes: size, files: entryCount };
}

function copy(file: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(home, file), to);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
