// The fleet that the commands work on: what main.ts of the working directory exports.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Fleet } from './fleet.ts';
import { fleetFile } from './platform.ts';
import { UsageError } from './usage-error.ts';

/**
 * The fleet of the working directory.
 * @throws UsageError where there is none
 */
export async function loadFleet(): Promise<Fleet> {
  const file = resolve(fleetFile);
  if (!existsSync(file)) throw new UsageError(`There is no ${fleetFile} here; run this in the root of a fleet`);
  const { default: fleet } = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  if (isFleet(fleet)) return fleet;
  throw new UsageError(`${fleetFile} exports no fleet; write: export default defineFleet({ ... })`);
}

/** The fleet with the cluster of that name alone; with all where no name is given. */
export function pick(fleet: Fleet, name: string | undefined): Fleet {
  if (name === undefined) return fleet;
  const clusters = fleet.clusters.filter((cluster) => cluster.name === name);
  if (clusters.length > 0) return { ...fleet, clusters };
  throw new UsageError(
    `There is no cluster "${name}"; there are ${fleet.clusters.map((cluster) => cluster.name).join(', ')}`,
  );
}

function isFleet(value: unknown): value is Fleet {
  return typeof value === 'object' && value !== null && 'compose' in value && 'clusters' in value;
}
