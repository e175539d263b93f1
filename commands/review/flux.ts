// What keeps the charts in the cluster, looked for in the files by code that the change did not write: a chart is code that
// synth runs, and could have Flux told otherwise.
import { isDeepStrictEqual } from 'node:util';
import { aks } from '../../lib/azure/aks.ts';
import { ownedByCluster } from '../../render/checks/owned-by-cluster.ts';
import { reservedMetadata } from '../../render/checks/reserved-metadata.ts';
import { reservedName } from '../../render/checks/reserved-name.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import type { Finding } from '../../render/finding.ts';
import { kustomizations } from '../../render/kustomizations.ts';
import { append } from '../../render/multimap.ts';
import { deriveOrder } from '../../render/order/order.ts';
import { filePath } from '../../render/paths.ts';
import { Objects, type Placed } from '../diff/objects.ts';
import type { Tree } from '../diff/trees/tree.ts';

type Problem = Omit<Finding, 'code'>;

/**
 * What charts hold in rendered files that is Flux' or the cluster's own, and each Kustomization that is not what this code
 * makes of the chart's objects. That one is missing is for the guard on removals.
 *
 * @throws Error for a file that holds no Kubernetes object
 */
export function besideSynth(tree: Tree): Problem[] {
  const clusters = new Map<string, Placed[]>();
  for (const placed of new Objects(tree).at([...tree.ids.keys()])) append(clusters, placed.cluster, placed);
  return [...clusters].flatMap(([cluster, placed]) => {
    const objects = placed.filter(({ chart }) => chart !== '').map((each) => ({ ...each, at: placeOf(each) }));
    const view = new ClusterView(cluster, objects, aks);
    return [
      ...[ownedByCluster, reservedMetadata, reservedName].flatMap((check) => check(view)),
      ...kustomizationProblems(
        view,
        placed.filter(({ chart }) => chart === ''),
      ),
    ];
  });
}

function kustomizationProblems(view: ClusterView, found: readonly Placed[]): Problem[] {
  const made = kustomizations(view, deriveOrder(view).dependencies).map(({ object }) => object);
  return found
    .filter(({ object }) => !made.some((expected) => isDeepStrictEqual(expected, object)))
    .map((placed) => ({
      at: placeOf(placed),
      field: '',
      problem: `is not what main's code tells Flux of the chart "${placed.object.metadata.name}"`,
      write: 'npm run synth',
    }));
}

function placeOf(placed: Placed): string {
  return `dist/${filePath(placed)}`;
}
