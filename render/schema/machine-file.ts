// Which groups are the machine's: a fleet cannot have definitions of its own for them.
import { existsSync } from 'node:fs';
import { importsFile, machineImports } from '../../lib/own-imports.ts';
import { isBuiltInGroup } from './files.ts';

/** The machine's file with the schemas of a group; undefined for a group that it does not know. */
export function machineFile(group: string): string | undefined {
  const file = importsFile(machineImports, 'schemas', group);
  if (existsSync(file)) return file;
  return isBuiltInGroup(group) ? importsFile(machineImports, 'schemas', 'core') : undefined;
}
