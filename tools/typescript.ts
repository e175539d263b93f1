// How a program of the house is started in a process of its own, whatever its working directory is.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** Node's arguments before a program in TypeScript, as the npm scripts have them. */
export const typescript = [
  '--conditions=source',
  '--import',
  pathToFileURL(join(import.meta.dirname, '..', 'typescript.js')).href,
] as const;

/**
 * Node's arguments for a file of ours: the source, or what was compiled from it where this was compiled too.
 *
 * @param file in TypeScript, from the folder of `from`
 * @param from `import.meta.url` of the caller
 */
export function programOf(file: string, from: string): readonly string[] {
  const source = fileURLToPath(new URL(file, from));
  return import.meta.url.endsWith('.ts') ? [...typescript, source] : [source.replace(/\.ts$/, '.js')];
}
