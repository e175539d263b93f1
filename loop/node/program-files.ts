// A program of this machine as files of an image: itself, and the libraries that it is linked with.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  return [...stdout.matchAll(/(?:=>\s+)?(\/\S+) \(0x/g)].map(([, path = '']) => path);
}
