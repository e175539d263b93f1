// What a namespace asks of the pods in it, for the checks that hold workloads against it.
import type { ClusterView } from './cluster-view.ts';
import { asArray, at } from './fields.ts';
import { append } from './multimap.ts';
import { type Pod, podTemplateOf } from './pods.ts';
import { limitsIn } from './pod-resources.ts';
import type { RenderedObject } from './rendered.ts';

/** A workload, and the pod that it makes copies of. */
export interface Workload {
  readonly rendered: RenderedObject;
  readonly pod: Pod;
}

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
  const workloads = new Map<string, Workload[]>();
  for (const rendered of view.objects) {
    const pod = podTemplateOf(rendered.object);
    if (pod) append(workloads, rendered.object.metadata.namespace ?? '', { rendered, pod });
  }
  const inside = new Map<string, RenderedObject[]>();
  for (const kind of ['/ResourceQuota', '/LimitRange'])
    for (const rendered of view.ofKind(kind))
      append(inside, `${kind}/${rendered.object.metadata.namespace ?? ''}`, rendered);
  return Array.from(workloads, ([namespace, ofNamespace]) => {
    const ofKind = (kind: string): readonly RenderedObject[] => inside.get(`${kind}/${namespace}`) ?? [];
    return {
      namespace,
      workloads: ofNamespace,
      quotas: ofKind('/ResourceQuota').filter(({ object }) => !isScoped(at(object, 'spec'))),
      limits: limitsIn(ofKind('/LimitRange').map(({ object }) => object)),
    };
  });
}

function isScoped(spec: unknown): boolean {
  return asArray(at(spec, 'scopes')).length > 0 || at(spec, 'scopeSelector') !== undefined;
}
