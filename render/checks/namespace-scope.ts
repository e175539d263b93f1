// A namespaced object without a namespace lands in `default`; a cluster-scoped one with a namespace is refused by Flux.
import { scopeOf } from '../schema/index.ts';
import type { Check } from './check.ts';

export const namespaceScope: Check = ({ objects }) =>
  objects.flatMap(({ at, object: { apiVersion, kind, metadata } }) => {
    const scope = scopeOf(apiVersion, kind);
    if (scope === 'Namespaced' && !metadata.namespace)
      return [
        {
          at,
          field: 'metadata.namespace',
          problem: `is missing, and a ${kind} lives in one`,
          write: 'metadata.namespace, or a namespace for the chart',
        },
      ];
    if (scope === 'Cluster' && metadata.namespace)
      return [
        {
          at,
          field: 'metadata.namespace',
          problem: `is "${metadata.namespace}", but a ${kind} lives in none`,
          write: 'no namespace',
        },
      ];
    return [];
  });
