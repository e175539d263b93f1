// The clusters in rendered files, as the rules of synth see them: read once, for every rule that is held against files.
import { provided } from '../../lib/azure/aks.ts';
import { health } from '../../lib/flux/health.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import { asString, at } from '../../render/fields.ts';
import type { ReadInventory } from '../../render/inventory.ts';
import { fluxLayer } from '../../render/kustomizations.ts';
import { append } from '../../render/multimap.ts';
import { filePath } from '../../render/paths.ts';
import type { RenderedObject } from '../../render/rendered.ts';
import { Objects } from '../objects.ts';
import type { Tree } from '../trees/tree.ts';

export interface ReviewedCluster {
  /** The objects of the charts; each is where its file is. */
  readonly view: ClusterView;
  /** What tells Flux of the charts. */
  readonly kustomizations: readonly RenderedObject[];
}

/**
 * The clusters of a tree. That before it says which GitRepository Flux reads from, if it says anything.
 * @param inventory what its Helm releases bring. @default nobody has seen it
 * @throws Error for a file that holds no Kubernetes object
 */
export function clustersIn(before: Tree, after: Tree, inventory?: ReadInventory): ReviewedCluster[] {
  const clusters = new Map<string, RenderedObject[]>();
  for (const placed of new Objects(after).at([...after.ids.keys()]))
    append(clusters, placed.cluster, { ...placed, at: `dist/${filePath(placed)}` });
  const gitRepository = sourceIn(before) ?? sourceIn(after) ?? '';
  const settings = { provided: provided('plain', gitRepository), gitRepository, releases: '', health };
  return [...clusters].map(([cluster, objects]) => ({
    view: new ClusterView(
      cluster,
      objects.filter(({ chart }) => chart !== ''),
      settings,
      inventory,
    ),
    kustomizations: objects.filter(({ chart }) => chart === ''),
  }));
}

/** The GitRepository that a tree's Kustomizations read from. */
function sourceIn(tree: Tree): string | undefined {
  const path = [...tree.ids.keys()].find((each) => each.split('/')[1] === fluxLayer);
  const [kustomization] = path === undefined ? [] : new Objects(tree).at([path]);
  return kustomization && asString(at(kustomization.object, 'spec.sourceRef.name'));
}
