// Files of the npm packages that this one needs, wherever npm has put them.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/** The path of a file of a package. @param path from the package's folder */
export function packageFile(name: string, path: string): string {
  return join(dirname(resolve(`${name}/package.json`)), path);
}
