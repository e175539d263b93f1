// What a namespace asks of the pods in it, for the checks that hold workloads against it.
import type { ClusterView } from './cluster-view.ts';
import { asArray, at } from './fields.ts';
import { append } from './multimap.ts';
import { limitsIn } from './pod-resources.ts';
import type { RenderedObject } from './rendered.ts';
import { type Workload, workloadsIn } from './selection.ts';

/** A namespace with workloads in it. */
export interface Room {
  readonly namespace: string;
  readonly workloads: readonly Workload[];
  /** Those that count every pod; one with a scope counts some. */
  readonly quotas: readonly RenderedObject[];
  /** What containers may ask for, and what they are given. */
  readonly limits: ReturnType<typeof limitsIn>;
}

/** Every namespace that has workloads. */
export function roomsOf(view: ClusterView): readonly Room[] {
  const inside = new Map<string, RenderedObject[]>();
  for (const kind of ['/ResourceQuota', '/LimitRange'])
    for (const rendered of view.ofKind(kind))
      append(inside, `${kind}/${rendered.object.metadata.namespace ?? ''}`, rendered);
  return Array.from(workloadsIn(view), ([namespace, workloads]) => {
    const ofKind = (kind: string): readonly RenderedObject[] => inside.get(`${kind}/${namespace}`) ?? [];
    return {
      namespace,
      workloads,
      quotas: ofKind('/ResourceQuota').filter(({ object }) => !isScoped(at(object, 'spec'))),
      limits: limitsIn(ofKind('/LimitRange').map(({ object }) => object)),
    };
  });
}

function isScoped(spec: unknown): boolean {
  return asArray(at(spec, 'scopes')).length > 0 || at(spec, 'scopeSelector') !== undefined;
}
