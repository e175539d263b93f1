// When an object has done what it is there for. Flux asks less: it takes a StatefulSet or a DaemonSet that is updated by hand
// on trust, and looks neither into a ReplicationController nor into a CronJob.
import { asArray, asRecord, at } from '../render/fields.ts';
import { isIdle } from '../render/idle-jobs.ts';
import { kindKey } from '../render/identity.ts';
import type { KubeObject } from '../render/rendered.ts';
import type { Reference } from './objects.ts';

/** By kind. No pods wanted is enough: `replicas: 0`, a DaemonSet without nodes, what is suspended. */
const done: Readonly<Record<string, (object: KubeObject) => boolean>> = {
  '/PersistentVolumeClaim': (claim) => at(claim, 'status.phase') === 'Bound',
  '/ReplicationController': hasReplicas,
  'apps/DaemonSet': (set) => hasReady(set, at(set, 'status.desiredNumberScheduled'), at(set, 'status.numberReady')),
  'apps/Deployment': hasReplicas,
  'apps/ReplicaSet': hasReplicas,
  'apps/StatefulSet': hasReplicas,
  'batch/Job': (job) => isIdle(job.spec) || holds(job, 'Complete'),
};

/** Whether anything is asked of a kind. */
export function isAsked(reference: Reference): boolean {
  return kindKey(reference) in done;
}

/** Whether an object of such a kind has done what it is there for. */
export function isDone(object: KubeObject): boolean {
  return done[kindKey(object)]?.(object) ?? true;
}

function hasReplicas(object: KubeObject): boolean {
  return hasReady(object, at(object, 'spec.replicas'), at(object, 'status.readyReplicas'));
}

/** Of its newest version. A count that is missing is 0: the API server leaves it out. */
function hasReady(object: KubeObject, wanted: unknown, ready: unknown): boolean {
  const isSeen = at(object, 'status.observedGeneration') === at(object, 'metadata.generation');
  return isSeen && Number(ready ?? 0) >= Number(wanted ?? 0);
}

function holds(object: KubeObject, type: string): boolean {
  return asArray(at(object, 'status.conditions'))
    .map(asRecord)
    .some((condition) => condition.type === type && condition.status === 'True');
}
