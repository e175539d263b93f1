// What Node compiled is taken again by the next command, where Node can: a short command is mostly loading.
import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * It lies among the packages (`node_modules/.cache`): whoever can write there runs code here anyway, and `npm ci` takes it away.
 * Node before 22.1 keeps nothing; nor does any with `NODE_DISABLE_COMPILE_CACHE=1`.
 *
 * @param {object} node the module of Node that keeps it
 */
export function keepCompiled(node = nodeModule) {
  if (!('enableCompileCache' in node)) return;
  const folder = fileURLToPath(new URL('../../.cache/fleetwright/', import.meta.resolve('cdk8s')));
  /** @type {(folder: string) => object} */ (node.enableCompileCache)(folder);
}
