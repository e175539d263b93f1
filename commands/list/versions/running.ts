// What runs in which version, as the fleet, dist/ and the root of the repository say.
import { existsSync } from 'node:fs';
import { readText } from '../../../lib/files.ts';
import { bundledFlux } from '../../../lib/flux/version.ts';
import type { FleetCluster } from '../../../lib/fleet.ts';
import type { ClusterInventory } from '../inventory.ts';
import { flux, kubernetes, node } from './support.ts';

/** A version of something, and where it is. */
export interface Running {
  /** Its name, or the address of the chart that installs it. */
  readonly what: string;
  readonly version: string;
  /** Clusters, or the file that says it. */
  readonly where: readonly string[];
}

/** The file by which CI and version managers choose Node. */
const nodeVersion = '.node-version';

/** Each version once, with all its places; in the order of the settings, then of the charts. */
export function running(
  settings: readonly Pick<FleetCluster, 'name' | 'kubernetes'>[],
  inventories: readonly ClusterInventory[],
): Running[] {
  const all = [
    ...settings.map((cluster) => ({ what: kubernetes, version: cluster.kubernetes, where: cluster.name })),
    ...settings.map(({ name }) => ({ what: flux, version: bundledFlux, where: name })),
    ...inventories.flatMap(({ name, charts }) =>
      charts.flatMap(({ releases }) => releases.map(({ chart, version }) => ({ what: chart, version, where: name }))),
    ),
    ...(existsSync(nodeVersion) ? [{ what: node, version: readText(nodeVersion).trim(), where: nodeVersion }] : []),
  ];
  const key = ({ what, version }: (typeof all)[number]): string => `${what} ${version}`;
  return [...new Map(all.map((each) => [key(each), each])).values()].map((one) => ({
    what: one.what,
    version: one.version,
    where: all
      .filter((each) => key(each) === key(one))
      .map(({ where }) => where)
      .toSorted(),
  }));
}
