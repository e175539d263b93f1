// What keeps the charts in the cluster, looked for in the files by code that the change did not write: a chart is code that
// synth runs, and could have Flux told otherwise.
import { isDeepStrictEqual } from 'node:util';
import { ownedByCluster } from '../../render/checks/owned-by-cluster.ts';
import { reservedMetadata } from '../../render/checks/reserved-metadata.ts';
import { reservedName } from '../../render/checks/reserved-name.ts';
import type { RuleFinding } from '../../render/finding.ts';
import { kustomizations } from '../../render/kustomizations.ts';
import { deriveOrder } from '../../render/order/order.ts';
import type { ReviewedCluster } from './clusters.ts';

/**
 * What charts hold in rendered files that is Flux' or the cluster's own, and each Kustomization that is not what this code
 * makes of the chart's objects. That one is missing is for the guard on removals.
 */
export function besideSynth(clusters: readonly ReviewedCluster[]): RuleFinding[] {
  return clusters.flatMap((cluster) => [
    ...[ownedByCluster, reservedMetadata, reservedName].flatMap((check) => check(cluster.view)),
    ...kustomizationProblems(cluster),
  ]);
}

function kustomizationProblems({ view, kustomizations: found }: ReviewedCluster): RuleFinding[] {
  const made = kustomizations(view, deriveOrder(view).dependencies).map(({ object }) => object);
  return found
    .filter(({ object }) => !made.some((expected) => isDeepStrictEqual(expected, object)))
    .map(({ at, object }) => ({
      at,
      field: '',
      problem: `is not what main's code tells Flux of the chart "${object.metadata.name}"`,
      write: 'npm run synth',
    }));
}
