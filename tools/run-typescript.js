// Lets this process run TypeScript: a fleet's main.ts, and here all of the machine.
import nodeModule from 'node:module';
import { keepCompiled } from './compile-cache.js';
import { ownPath } from './own-path.js';
import { traceOf } from './typescript-trace.js';
import * as hooks from './typescript-hooks.js';

export function runTypeScript() {
  keepCompiled();
  const { PATH } = process.env;
  if (PATH !== undefined) process.env.PATH = ownPath(PATH);
  // Node 20 has hooks in a thread of their own alone, where each import is a message there and back.
  if ('registerHooks' in nodeModule) /** @type {(hooks: object) => void} */ (nodeModule.registerHooks)(hooks);
  else nodeModule.register('./typescript-hooks.js', import.meta.url);
  Error.prepareStackTrace = traceOf;
}
