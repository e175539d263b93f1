// The package.json of the package, from the one of this repository.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Ranges = Readonly<Record<string, string>>;

interface Manifest {
  readonly version: string;
  readonly dependencies: Ranges;
  readonly peerDependencies: Ranges;
  readonly [field: string]: unknown;
}

/** What is said of the package as of this repository. */
const kept = [
  'name',
  'version',
  'description',
  'license',
  'type',
  'exports',
  'engines',
  'peerDependencies',
  'peerDependenciesMeta',
] as const;

/** The fields of the package. What a fleet must have once, as a copy of its own would be another class, is a peer. */
export function manifest(home: string): object {
  const ours = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
  const dependencies = Object.entries(ours.dependencies).filter(([name]) => !(name in ours.peerDependencies));
  return {
    ...Object.fromEntries(kept.map((field) => [field, ours[field]])),
    bin: { fleetwright: 'build/commands/fleetwright.js' },
    dependencies: Object.fromEntries(dependencies),
  };
}
