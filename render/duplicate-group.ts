// Two definitions of one API group cannot both be true: a fleet's own are for groups that the machine does not have.
import { relative } from 'node:path';
import { importsFile, ownGroups, ownImports } from '../lib/own-imports.ts';
import type { Finding } from './finding.ts';
import { machineFile } from './schema/index.ts';

/** The groups in a fleet's imports/ that are the machine's, too. */
export function duplicateGroups(): Finding[] {
  return ownGroups('schemas').flatMap((group) => {
    const file = machineFile(group);
    if (file === undefined) return [];
    return {
      code: 'duplicate-group',
      at: importsFile(ownImports, 'schemas', group),
      field: '',
      problem: `${group} is in ${relative('.', file)}, too, which is what objects are held against`,
      write: `nothing: delete it, and ${importsFile(ownImports, 'crds', group)}`,
    };
  });
}
