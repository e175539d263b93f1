// The manifest in a program's folder alone says which version is pinned, so that update bots can raise it.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { goRecipe } from './go.ts';
import { type Program, type ProgramName, programs } from './programs.ts';
import { pypiRecipe } from './pypi.ts';
import type { Recipe } from './recipe.ts';

export interface Pin extends Recipe {
  readonly name: ProgramName;
  readonly program: Program;
  /** File name of the program, here and on PATH. */
  readonly executable: string;
  /** Where its manifest is. */
  readonly folder: string;
  /** Changes with whatever could change the executable: dependencies, their checksums, flags, platform. */
  readonly checksum: string;
}

/** @throws Error if the manifest does not pin the program; it says what to write. */
export async function readPin(name: ProgramName, pins: string): Promise<Pin> {
  const program: Program = programs[name];
  const executable = program.executable ?? name;
  const folder = join(pins, program.folder ?? name);
  const recipe = await (program.registry === 'PyPI'
    ? pypiRecipe(executable, folder)
    : goRecipe(program, executable, folder));
  const inputs = [...recipe.files, ...recipe.args(''), process.platform, process.arch];
  const checksum = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
  return { ...recipe, name, program, executable, folder, checksum };
}
