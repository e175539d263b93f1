// Which pods a selector means, for the checks that follow references from object to object.
import { asArray, asRecord, asString } from './fields.ts';
import { kindKey } from './identity.ts';
import { append } from './multimap.ts';
import { oncePerView } from './once-per-view.ts';
import { type Pod, podTemplateOf } from './pods.ts';
import type { KubeObject, RenderedObject } from './rendered.ts';

/** A workload, and the pod that it makes copies of. */
export interface Workload {
  readonly rendered: RenderedObject;
  readonly pod: Pod;
}

/** All workloads among objects, by namespace; empty for objects without one. */
export function workloadsIn(objects: readonly RenderedObject[]): ReadonlyMap<string, readonly Workload[]> {
  const workloads = new Map<string, Workload[]>();
  for (const rendered of objects) {
    const pod = podTemplateOf(rendered.object);
    if (pod) append(workloads, rendered.object.metadata.namespace ?? '', { rendered, pod });
  }
  return workloads;
}

/** Labels by their names. One that a controller gives is a pattern, where its value differs from pod to pod. */
export type Labels = Readonly<Record<string, unknown>>;

/** The pods that a workload makes: their labels, the containers that keep running, and the workload itself. */
export interface Pods {
  readonly workload: RenderedObject;
  readonly labels: Labels;
  readonly containers: readonly Readonly<Record<string, unknown>>[];
}

/** All pods of the cluster, by namespace. */
export const podsIn = oncePerView((view): ((namespace: string | undefined) => readonly Pods[]) => {
  const byNamespace = new Map(
    Array.from(workloadsIn(view.all), ([namespace, workloads]) => [namespace, workloads.map(podsOf)]),
  );
  return (namespace) => byNamespace.get(namespace ?? '') ?? [];
});

function podsOf({ rendered, pod }: Workload): Pods {
  return {
    workload: rendered,
    labels: { ...givenLabels(rendered.object), ...pod.labels },
    containers: [
      ...asArray(pod.spec.containers).map(asRecord),
      // A native sidecar runs as long as the pod. Source: Kubernetes documentation, "Sidecar Containers".
      ...asArray(pod.spec.initContainers)
        .map(asRecord)
        .filter(({ restartPolicy }) => restartPolicy === 'Always'),
    ],
  };
}

/** Any value that a label may have. */
const some = /^.*$/s;

/**
 * The labels that pods get beside those of their template. Sources: Kubernetes documentation, "Well-Known Labels, Annotations
 * and Taints"; for zone and region "PodTopologyLabelsAdmission", from 1.35 on.
 */
function givenLabels(workload: KubeObject): Labels {
  const { name } = workload.metadata;
  const numbered = new RegExp(`^${name.replaceAll('.', String.raw`\.`)}-\\d+$`);
  const everywhere = { 'topology.kubernetes.io/region': some, 'topology.kubernetes.io/zone': some };
  const ofJob = (job: unknown): Labels => ({
    ...everywhere,
    'batch.kubernetes.io/controller-uid': some,
    'batch.kubernetes.io/job-completion-index': /^\d+$/,
    'batch.kubernetes.io/job-name': job,
    'controller-uid': some,
    'job-name': job,
  });
  switch (kindKey(workload)) {
    case 'apps/Deployment':
      return { ...everywhere, 'pod-template-hash': some };
    case 'apps/DaemonSet':
      return { ...everywhere, 'controller-revision-hash': some, 'pod-template-generation': some };
    case 'apps/StatefulSet':
      return {
        ...everywhere,
        'apps.kubernetes.io/pod-index': /^\d+$/,
        'controller-revision-hash': some,
        'statefulset.kubernetes.io/pod-name': numbered,
      };
    case 'batch/CronJob':
      return ofJob(numbered);
    case 'batch/Job':
      return ofJob(name);
    default:
      return everywhere;
  }
}

/** Whether every label that the selector demands is there with that value. */
export function selects(selector: Readonly<Record<string, unknown>>, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => mayBe(labels[key], value));
}

/** As {@link selects}, for a selector with expressions. Source: Kubernetes API, "LabelSelector": an empty one means all. */
export function selectsBy(selector: unknown, labels: Labels): boolean {
  const { matchLabels, matchExpressions } = asRecord(selector);
  return selects(asRecord(matchLabels), labels) && asArray(matchExpressions).every((each) => holds(each, labels));
}

function holds(expression: unknown, labels: Labels): boolean {
  const { key, operator, values } = asRecord(expression);
  const label = labels[asString(key)];
  switch (operator) {
    case 'In':
      return asArray(values).some((value) => mayBe(label, value));
    case 'NotIn':
      return typeof label === 'object' || !asArray(values).includes(label);
    case 'DoesNotExist':
      return label === undefined;
    default:
      return label !== undefined;
  }
}

function mayBe(label: unknown, value: unknown): boolean {
  return label instanceof RegExp ? label.test(asString(value)) : label === value;
}

/** Names and numbers of the container ports of some pods. */
export function portsOf(containers: Pods['containers']): ReadonlySet<unknown> {
  return new Set(
    containers
      .flatMap(({ ports }) => asArray(ports).map(asRecord))
      .flatMap(({ name, containerPort }) => [name, containerPort]),
  );
}

/**
 * Whether containers may be asked there. A number needs no declaration, so it is missed only where others are declared.
 * Source: Kubernetes API, "Container", `ports`.
 * @param protocol that a port of this name must have, as for a Service. Source: `FindPort` of Kubernetes. @default any
 */
export function mayListen(containers: Pods['containers'], port: unknown, protocol?: unknown): boolean {
  const ports = portsOf(containers);
  if (typeof port === 'number') return ports.has(port) || ports.size === 0;
  return containers
    .flatMap((container) => asArray(container.ports).map(asRecord))
    .some((each) => each.name === port && (protocol === undefined || (each.protocol ?? 'TCP') === protocol));
}
