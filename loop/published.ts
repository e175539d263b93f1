// dist/ as Flux reads it: each object whole, as it stands in its file.
import { type Placed, readObjects, wholeObjectIn } from '../render/read-objects.ts';

/** All objects of a cluster in dist/; the layer `flux` holds the charts' Kustomizations. */
export function published(cluster: string): Placed[] {
  return readObjects('dist', [cluster]).map((placed) => ({ ...placed, object: wholeObjectIn(placed.at) }));
}
