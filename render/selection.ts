// Which pods a selector means, for the checks that follow references from object to object.
import type { ClusterView } from './cluster-view.ts';
import { asArray, asRecord } from './fields.ts';
import { append } from './multimap.ts';
import { type Pod, podTemplateOf } from './pods.ts';
import type { RenderedObject } from './rendered.ts';

/** A workload, and the pod that it makes copies of. */
export interface Workload {
  readonly rendered: RenderedObject;
  readonly pod: Pod;
}

/** All workloads of the cluster, by namespace; empty for objects without one. */
export function workloadsIn(view: ClusterView): ReadonlyMap<string, readonly Workload[]> {
  const workloads = new Map<string, Workload[]>();
  for (const rendered of view.objects) {
    const pod = podTemplateOf(rendered.object);
    if (pod) append(workloads, rendered.object.metadata.namespace ?? '', { rendered, pod });
  }
  return workloads;
}

/** The pods that a workload makes: their labels, containers and the workload itself. */
export interface Pods {
  readonly workload: RenderedObject;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly containers: readonly Readonly<Record<string, unknown>>[];
}

/** All pods of the cluster, by namespace. */
export function podsIn(view: ClusterView): (namespace: string | undefined) => readonly Pods[] {
  const byNamespace = new Map(
    Array.from(workloadsIn(view), ([namespace, workloads]) => [namespace, workloads.map(podsOf)]),
  );
  return (namespace) => byNamespace.get(namespace ?? '') ?? [];
}

function podsOf({ rendered, pod }: Workload): Pods {
  return { workload: rendered, labels: pod.labels, containers: asArray(pod.spec.containers).map(asRecord) };
}

/** Whether every label that the selector demands is there with that value. */
export function selects(
  selector: Readonly<Record<string, unknown>>,
  labels: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** Names and numbers of the container ports of some pods. */
export function portsOf(containers: Pods['containers']): ReadonlySet<unknown> {
  return new Set(
    containers
      .flatMap(({ ports }) => asArray(ports).map(asRecord))
      .flatMap(({ name, containerPort }) => [name, containerPort]),
  );
}
