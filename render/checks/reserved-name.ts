// Cluster, layer and chart are known by their folders' names: one that Windows, Flux or kustomize takes for its own cannot
// stand there as it is, and what is read back from dist/ would be another chart.
import { isDnsLabel } from '../../lib/validation/limits.ts';
import { isPlainName } from '../paths.ts';
import type { Check } from './check.ts';

export const reservedName: Check = ({ objects }) => {
  const places = new Map<string, readonly [field: string, name: string]>();
  for (const { cluster, layer, chart } of objects) {
    places.set(cluster, ['name', cluster]);
    places.set(`${cluster}/${layer}`, ['layer', layer]);
    places.set(`${cluster}/${layer}/${chart}`, ['chart', chart]);
  }
  return [...places]
    .filter(([, [, name]]) => isDnsLabel(name) && !isPlainName(name))
    .map(([at, [field, name]]) => ({
      at,
      field,
      problem: `"${name}" is a name that Windows, Flux or kustomize takes for its own as a file's or a folder's`,
      write: 'another name',
    }));
};
