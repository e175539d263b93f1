// A TypeScript file as JavaScript: types go, enums become what they are when they run. JavaScript, for all TypeScript starts here.
import { readFileSync } from 'node:fs';
import { transformSync } from 'oxc-transform';

/**
 * @param {string} file
 * @param {{ sourcemap?: boolean }} [options]
 * @throws SyntaxError that shows the place
 */
export function compile(file, options) {
  const { code, map, errors } = transformSync(file, readFileSync(file, 'utf8'), options);
  for (const { codeframe, message } of errors) throw new SyntaxError(codeframe ?? `${file}: ${message}`);
  return { code, map };
}
