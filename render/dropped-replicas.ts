// What Flux stops sending falls back to the API's default, and the default for a number of pods is one, or none.
import { at } from './fields.ts';
import { kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';

/** A number of pods in Git, or one that such a number is multiplied by. */
interface Counted {
  readonly field: string;
  /** What the API takes where nobody says it. */
  readonly usual: number;
}

/** Source: the API reference of apps/v1 and of v1. */
const ofWorkloads = ['apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', '/ReplicationController'];

const replicas: Counted = { field: 'spec.replicas', usual: 1 };
/** Parts that the targets are divided into, each with all its replicas. */
const shards: Counted = { field: 'spec.shards', usual: 1 };

/**
 * Who makes pods by such numbers. Sources: the API references of autoscaling/v2 and of Prometheus' operator; KEDA, "ScaledObject
 * specification".
 */
const counted: Readonly<Record<string, readonly Counted[]>> = {
  ...Object.fromEntries(ofWorkloads.map((kind) => [kind, [replicas]])),
  'autoscaling/HorizontalPodAutoscaler': [{ field: 'spec.minReplicas', usual: 1 }],
  'keda.sh/ScaledObject': [{ field: 'spec.minReplicaCount', usual: 0 }],
  'monitoring.coreos.com/Alertmanager': [replicas],
  'monitoring.coreos.com/Prometheus': [replicas, shards],
  'monitoring.coreos.com/PrometheusAgent': [replicas, shards],
  'monitoring.coreos.com/ThanosRuler': [replicas],
};

/** A number that Git says no more. */
interface Dropped extends Counted {
  /** It, as it was. */
  readonly most: number;
  /** Whether a second owner can keep it while an autoscaler takes over. */
  readonly isHandedOver: boolean;
}

/** How many pods Git says that there are, where it says so and there are more than by default, and says so no more. */
export function droppedReplicas(before: KubeObject, after: KubeObject | undefined): Dropped[] {
  const kind = kindKey(before);
  if (after === undefined) return [];
  return (counted[kind] ?? [])
    .map((count) => ({
      ...count,
      most: Number(at(before, count.field) ?? count.usual),
      isHandedOver: ofWorkloads.includes(kind),
    }))
    .filter(({ field, usual, most }) => most > usual && at(after, field) === undefined);
}

/**
 * The command that keeps the pods: a second owner of the number, from which Flux cannot take it.
 * Source: Kubernetes, "Server-Side Apply", Transferring ownership.
 */
export function handover({ apiVersion, kind, metadata: { name, namespace } }: KubeObject, replicas: number): string {
  const object = { apiVersion, kind, metadata: { name, namespace }, spec: { replicas } };
  return `echo '${JSON.stringify(object)}' | kubectl apply --server-side --field-manager=handover -f -`;
}
