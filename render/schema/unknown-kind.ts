// What is said of a kind that no schema is known for, wherever it is named.
import { holdsMachine, importsFile, ownImports } from '../../lib/own-imports.ts';
import type { Fault } from '../../lib/validation/rules.ts';
import { machineFile } from './machine-file.ts';

/** @param kind as it is written @param near a kind that may have been meant */
export function unknownKind(kind: string, group: string, near: string | undefined): Pick<Fault, 'problem' | 'write'> {
  const source = sourceOf(group);
  return {
    problem: `no schema is known for ${kind}`,
    write: near === undefined ? source : `${near}; or, if it is another kind, ${source}`,
  };
}

/** Where the definition belongs: the repository that holds the machine pins its sources, a fleet commits its own. */
function sourceOf(group: string): string {
  if (holdsMachine()) return 'its source in commands/imports/sources.ts, then run npm run imports';
  return machineFile(group) === undefined
    ? `its definition in ${importsFile(ownImports, 'crds', group)}, then run npm run imports`
    : 'one that fleetwright has: the group is its own';
}
