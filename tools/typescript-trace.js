// A stack trace names lines of the TypeScript. Few errors are ever shown, so that a file's source map is made for the first of them:
// Node would read those of all files, and of all packages, when it loads them.
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.js';

/** @type {Map<string, SourceMap>} */
const maps = new Map();

/**
 * For `Error.prepareStackTrace`, in the form of V8's own.
 *
 * @param {Error} error
 * @param {readonly NodeJS.CallSite[]} calls
 */
export function traceOf(error, calls) {
  return [String(error), ...calls.map(placed)].join('\n    at ');
}

/** @param {NodeJS.CallSite} call */
function placed(call) {
  const [file, line, column] = [call.getFileName(), call.getLineNumber(), call.getColumnNumber()];
  if (!file?.endsWith('.ts') || line === null || column === null) return String(call);
  const entry = mapOf(file).findEntry(line - 1, column - 1);
  if (!('originalLine' in entry)) return String(call);
  return String(call).replace(
    `${file}:${line}:${column}`,
    `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`,
  );
}

/** @param {string} url */
function mapOf(url) {
  const before = maps.get(url);
  if (before) return before;
  const { map } = compile(fileURLToPath(url), { sourcemap: true });
  const made = new SourceMap(/** @type {import('node:module').SourceMapPayload} */ (map));
  maps.set(url, made);
  return made;
}
