// dist/ as Flux reads it: each object whole, as it stands in its file.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Placed, readObjects } from '../render/read-objects.ts';
import type { KubeObject } from '../render/rendered.ts';

/** All objects of a cluster in dist/; the layer `flux` holds the charts' Kustomizations. */
export function published(cluster: string): Placed[] {
  return readObjects('dist', [cluster]).map((placed) => ({
    ...placed,
    object: parse(readFileSync(placed.at, 'utf8')) as KubeObject,
  }));
}
