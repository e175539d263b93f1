// Which pods a selector means, for the checks that follow references from object to object.
import type { ClusterView } from './cluster-view.ts';
import { asArray, asRecord } from './fields.ts';
import { append } from './multimap.ts';
import { podTemplateOf } from './pods.ts';
import type { RenderedObject } from './rendered.ts';

/** The pods that a workload makes: their labels, containers and the workload itself. */
export interface Pods {
  readonly workload: RenderedObject;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly containers: readonly Readonly<Record<string, unknown>>[];
}

/** All pods of the cluster, by namespace. */
export function podsIn(view: ClusterView): (namespace: string | undefined) => readonly Pods[] {
  const byNamespace = new Map<string, Pods[]>();
  for (const workload of view.objects) {
    const template = podTemplateOf(workload.object);
    if (!template) continue;
    append(byNamespace, workload.object.metadata.namespace ?? '', {
      workload,
      labels: template.labels,
      containers: asArray(template.spec.containers).map(asRecord),
    });
  }
  return (namespace) => byNamespace.get(namespace ?? '') ?? [];
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
