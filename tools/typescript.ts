// How a program of the house is started in a process of its own, whatever its working directory is.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Node's arguments before the program, as the npm scripts have them. */
export const typescript = ['--import', pathToFileURL(join(import.meta.dirname, '..', 'typescript.js')).href] as const;
