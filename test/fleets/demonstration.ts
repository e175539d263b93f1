// The pages begin at the fleet as it is handed out. A fork keeps these tests; once it has gone some of the way they are skipped.
import { readdirSync } from 'node:fs';
import { describe } from '@jest/globals';
import fleet from '../../main.ts';

/** The clusters of the demonstration, in its order. */
export const clusters = ['dev', 'staging', 'production'];

/** The objects of a cluster. */
export function objectsOf(cluster: string): number {
  const files = readdirSync(`dist/${cluster}`, { recursive: true, withFileTypes: true });
  return files.filter((entry) => entry.isFile()).length;
}

const applications = new Set(clusters.flatMap((cluster) => namesIn(`dist/${cluster}/tenants`)));
const isHandedOut =
  fleet.repository === 'https://github.com/example/fleetwright' &&
  `${fleet.clusters.map(({ name }) => name)}` === `${clusters}` &&
  `${[...applications]}` === 'shortener-tenant';

export const describeDemonstration = isHandedOut ? describe : describe.skip;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
