// Names carry no hash, so an immutable Secret or ConfigMap could never be changed: rotation would fail in the cluster.
import type { Check } from './check.ts';

export const immutableConfig: Check = (view) =>
  ['/Secret', '/ConfigMap']
    .flatMap((kind) => view.ofKind(kind))
    .filter(({ object }) => object.immutable === true)
    .map(({ at }) => ({
      at,
      field: 'immutable',
      problem: 'is true, and the name stays the same: no later version could be applied',
      write: 'no immutable',
    }));
