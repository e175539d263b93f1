// What Flux stops sending falls back to the API's default, and the default for a number of pods is one.
import { at } from './fields.ts';
import { kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';

/** Kinds that have one pod where they say no number. Source: the API reference of apps/v1 and of v1. */
const counted = new Set(['apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', '/ReplicationController']);

/** How many pods Git says that there are, where it says so and there is more than one, and says so no more. */
export function droppedReplicas(before: KubeObject, after: KubeObject | undefined): number | undefined {
  if (after === undefined || !counted.has(kindKey(before))) return undefined;
  const replicas = Number(at(before, 'spec.replicas') ?? 1);
  return replicas > 1 && at(after, 'spec.replicas') === undefined ? replicas : undefined;
}

/**
 * The command that keeps the pods: a second owner of the number, from which Flux cannot take it.
 * Source: Kubernetes, "Server-Side Apply", Transferring ownership.
 */
export function handover({ apiVersion, kind, metadata: { name, namespace } }: KubeObject, replicas: number): string {
  const object = { apiVersion, kind, metadata: { name, namespace }, spec: { replicas } };
  return `echo '${JSON.stringify(object)}' | kubectl apply --server-side --field-manager=handover -f -`;
}
