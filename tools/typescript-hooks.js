// How Node finds and loads a TypeScript file.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.js';

/**
 * A file beside the one that imports it is where it says; Node by itself looks at each folder on the way.
 *
 * @type {import('node:module').ResolveHook}
 */
export function resolve(specifier, context, next) {
  if (!/^\.\.?\/.*\.ts$/.test(specifier)) return next(specifier, context);
  const url = new URL(specifier, context.parentURL);
  return existsSync(url) ? { url: url.href, format: 'module', shortCircuit: true } : next(specifier, context);
}

/** @type {import('node:module').LoadHook} */
export function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: compile(fileURLToPath(url)).code, shortCircuit: true };
}
