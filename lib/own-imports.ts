// A fleet may know kinds that the machine does not: their definitions lie in imports/ of its own root, beside the machine's.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where imports/ of the machine is. */
export const machineImports = join(import.meta.dirname, '..', 'imports');

/** A fleet's own, from its root. */
export const ownImports = 'imports';

/** What imports/ holds of an API group: its definitions, or the schemas that synth reads. */
export type Part = 'crds' | 'schemas';

const endings = { crds: '.yaml', schemas: '.json' } as const;

/** Whether imports/ here is a machine's, made by other means: it has the schemas of Kubernetes itself. */
export function holdsMachine(folder = ownImports): boolean {
  return existsSync(importsFile(folder, 'schemas', 'core'));
}

/** The file of a group in an imports/, whether or not it is there. */
export function importsFile(folder: string, part: Part, group: string): string {
  return join(folder, part, `${group}${endings[part]}`);
}

/** The file of a group: the machine's, or the fleet's own; undefined where neither has one. */
export function fileOfGroup(part: Part, group: string, own = ownImports): string | undefined {
  return [machineImports, own].map((folder) => importsFile(folder, part, group)).find((file) => existsSync(file));
}

/** The groups of which a fleet has definitions, or schemas, itself. */
export function ownGroups(part: Part, own = ownImports): string[] {
  const folder = join(own, part);
  if (holdsMachine(own) || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(endings[part]))
    .map((name) => name.slice(0, -endings[part].length))
    .toSorted();
}
