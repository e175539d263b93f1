// A program of this machine as files of an image: itself, and the libraries that it is linked with.
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runSync } from '../../tools/run.ts';

/**
 * Copies a program and its libraries below a folder.
 *
 * @param place where the program is in the image; its libraries are where they are here
 */
export function addProgram(root: string, program: string, place: string): void {
  add(root, program, place);
  for (const library of libraries(program)) add(root, library, library);
}

function add(root: string, file: string, place: string): void {
  const target = join(root, place);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(file, target, { dereference: true });
}

/** None, for a program that is linked statically. */
function libraries(program: string): string[] {
  const { stdout } = runSync('ldd', [program]);
  return [...stdout.toString('utf8').matchAll(/(?:=>\s+)?(\/\S+) \(0x/g)].map(([, path = '']) => path);
}
