// The package behind `npm create fleetwright`: it starts the program of the package proper, in the version that it is made with.
import { asJson } from './as-json.ts';

/** Its files by path. */
export function createPackage({
  version,
  license,
}: {
  readonly version: string;
  readonly license: string;
}): ReadonlyMap<string, string> {
  return new Map([
    [
      'package.json',
      asJson({
        name: 'create-fleetwright',
        version,
        description: 'Make a repository of a fleet: rendered, checked, committed',
        license,
        type: 'module',
        bin: { 'create-fleetwright': 'create.js' },
        dependencies: { fleetwright: version },
      }),
    ],
    [
      'create.js',
      `#!/usr/bin/env node\nprocess.argv.splice(2, 0, 'create', '--package', '${version}');\nawait import('fleetwright/program');\n`,
    ],
  ]);
}
