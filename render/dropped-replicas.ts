// What Flux stops sending falls back to the API's default, and the default for a number of pods is one, or none.
import { at } from './fields.ts';
import { kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';

/** A number of pods in Git. */
interface Counted {
  readonly field: string;
  /** What the API takes where nobody says it. */
  readonly usual: number;
}

/** Source: the API reference of apps/v1 and of v1. */
const ofWorkloads = ['apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', '/ReplicationController'];

/** Kinds of Prometheus' operator that say how many pods there are. */
const ofOperator = ['Alertmanager', 'Prometheus', 'PrometheusAgent', 'ThanosRuler'];

/**
 * Who makes pods by such a number. Sources: the API references of autoscaling/v2 and of Prometheus' operator; KEDA, "ScaledObject
 * specification".
 */
const counted: Readonly<Record<string, Counted>> = {
  ...Object.fromEntries(ofWorkloads.map((kind) => [kind, { field: 'spec.replicas', usual: 1 }])),
  'autoscaling/HorizontalPodAutoscaler': { field: 'spec.minReplicas', usual: 1 },
  'keda.sh/ScaledObject': { field: 'spec.minReplicaCount', usual: 0 },
  ...Object.fromEntries(
    ofOperator.map((kind) => [`monitoring.coreos.com/${kind}`, { field: 'spec.replicas', usual: 1 }]),
  ),
};

/** A number that Git says no more. */
interface Dropped extends Counted {
  /** It, as it was. */
  readonly replicas: number;
  /** Whether a second owner can keep it while an autoscaler takes over. */
  readonly isHandedOver: boolean;
}

/** How many pods Git says that there are, where it says so and there are more than by default, and says so no more. */
export function droppedReplicas(before: KubeObject, after: KubeObject | undefined): Dropped | undefined {
  const kind = kindKey(before);
  const count = counted[kind];
  if (after === undefined || count === undefined) return undefined;
  const replicas = Number(at(before, count.field) ?? count.usual);
  return replicas > count.usual && at(after, count.field) === undefined
    ? { ...count, replicas, isHandedOver: ofWorkloads.includes(kind) }
    : undefined;
}

/**
 * The command that keeps the pods: a second owner of the number, from which Flux cannot take it.
 * Source: Kubernetes, "Server-Side Apply", Transferring ownership.
 */
export function handover({ apiVersion, kind, metadata: { name, namespace } }: KubeObject, replicas: number): string {
  const object = { apiVersion, kind, metadata: { name, namespace }, spec: { replicas } };
  return `echo '${JSON.stringify(object)}' | kubectl apply --server-side --field-manager=handover -f -`;
}
