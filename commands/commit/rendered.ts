// What another job rendered comes from code that nobody has reviewed yet: it is taken for YAML files and nothing else.
import { cpSync, type Dirent, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The characters of the files and folders that synth writes: none that a log or a shell would read as more than a name. */
const wellNamed = /^[\w.%~-]+$/;

/**
 * Makes `dist/` of a work tree hold exactly what was rendered.
 *
 * @throws Error if nothing was rendered, or anything that is no YAML file of a cluster
 */
export function takeOver(rendered: string, dist: string): void {
  const entries = existsSync(rendered) ? readdirSync(rendered, { recursive: true, withFileTypes: true }) : [];
  const files = entries.filter((entry) => !entry.isDirectory());
  if (files.length === 0) throw new Error(`${rendered} holds nothing: the synth failed, so nothing is committed`);
  const isStrange = (entry: Dirent): boolean =>
    !wellNamed.test(entry.name) || !(entry.isDirectory() || (entry.isFile() && entry.name.endsWith('.yaml')));
  const strange = entries.find(isStrange);
  if (strange) {
    const path = JSON.stringify(join(strange.parentPath, strange.name));
    throw new Error(`${path} is no YAML file that synth writes, so nothing is committed`);
  }
  rmSync(dist, { recursive: true, force: true });
  cpSync(rendered, dist, { recursive: true });
}
