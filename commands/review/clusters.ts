// The clusters in rendered files, as the rules of synth see them: read once, for every rule that is held against files.
import { aks } from '../../lib/azure/aks.ts';
import { ClusterView } from '../../render/cluster-view.ts';
import { append } from '../../render/multimap.ts';
import { filePath } from '../../render/paths.ts';
import type { RenderedObject } from '../../render/rendered.ts';
import { Objects } from '../diff/objects.ts';
import type { Tree } from '../diff/trees/tree.ts';

export interface ReviewedCluster {
  /** The objects of the charts; each is where its file is. */
  readonly view: ClusterView;
  /** What tells Flux of the charts. */
  readonly kustomizations: readonly RenderedObject[];
}

/** @throws Error for a file that holds no Kubernetes object */
export function clustersIn(tree: Tree): ReviewedCluster[] {
  const clusters = new Map<string, RenderedObject[]>();
  for (const placed of new Objects(tree).at([...tree.ids.keys()]))
    append(clusters, placed.cluster, { ...placed, at: `dist/${filePath(placed)}` });
  return [...clusters].map(([cluster, objects]) => ({
    view: new ClusterView(
      cluster,
      objects.filter(({ chart }) => chart !== ''),
      aks,
    ),
    kustomizations: objects.filter(({ chart }) => chart === ''),
  }));
}
