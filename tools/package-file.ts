// Files of the npm packages that this one needs, wherever npm has put them.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/**
 * The path of a file of a package, whether or not its `exports` name it.
 * @param path from the package's folder
 * @param remedy what installs it
 * @throws Error where no installed package of that name has the file
 */
export function packageFile(name: string, path: string, remedy = 'npm ci installs what is needed'): string {
  const places = (resolve.paths(name) ?? []).map((folder) => join(folder, name, path));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`no package ${name} with ${path} is installed; ${remedy}`);
  return found;
}
