// `--cluster NAME` in every command that has it.
import type { Cluster } from '../clusters/cluster.ts';
import { UsageError } from './cli.ts';

/** The cluster of that name alone; all where no name is given. */
export function pick(clusters: readonly Cluster[], name: string | undefined): readonly Cluster[] {
  if (name === undefined) return clusters;
  const picked = clusters.filter((cluster) => cluster.name === name);
  if (picked.length === 0)
    throw new UsageError(
      `There is no cluster "${name}"; there are ${clusters.map((cluster) => cluster.name).join(', ')}`,
    );
  return picked;
}
