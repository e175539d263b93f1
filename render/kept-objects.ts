// What controllers make of an object, and keep when it has done its work: nobody writes it, and a quota of objects counts it.
// Sources: Kubernetes API, "CronJobSpec", "JobSpec", "DeploymentSpec", `revisionHistoryLimit`; for quotas pkg/quota/v1/evaluator/core of its source.
import { asRecord, at } from './fields.ts';
import { kindKey } from './identity.ts';
import type { KubeObject } from './rendered.ts';

/** Objects of one kind that there are at most for another one. */
export interface Kept {
  /** The line of a quota that counts them. */
  readonly line: string;
  readonly count: number;
  /** The field that says how many. */
  readonly field: string;
}

/** What is kept of an object. A quota of `pods` counts those that run, one of `count/pods` those that have ended too. */
export function keptOf(object: KubeObject): readonly Kept[] {
  switch (kindKey(object)) {
    case 'apps/DaemonSet':
    case 'apps/StatefulSet':
      return [revisions('count/controllerrevisions.apps', object)];
    case 'apps/Deployment':
      return [revisions('count/replicasets.apps', object)];
    case 'batch/CronJob':
      return jobsOf(object);
    case 'batch/Job':
      return [{ line: 'count/pods', count: podsOf(object.spec), field: 'spec.backoffLimit' }];
    case 'keda.sh/ScaledObject':
      return [{ line: 'count/horizontalpodautoscalers.autoscaling', count: 1, field: 'kind' }];
    default:
      return [];
  }
}

/** In a rollout there are the new one and the last one beside them. */
function revisions(line: string, { spec }: KubeObject): Kept {
  return { line, count: 2 + whole(asRecord(spec).revisionHistoryLimit, 10), field: 'spec.revisionHistoryLimit' };
}

/** The last ones are deleted before the next begins. Of those that run beside each other (`Allow`) one is counted: nobody knows how many there are. */
function jobsOf({ spec }: KubeObject): readonly Kept[] {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit, suspend } = asRecord(spec);
  const count = whole(successfulJobsHistoryLimit, 3) + whole(failedJobsHistoryLimit, 1) + (suspend === true ? 0 : 1);
  const pods = podsOf(at(spec, 'jobTemplate.spec'));
  const field = 'spec.successfulJobsHistoryLimit';
  return [
    { line: 'count/jobs.batch', count, field },
    { line: 'count/pods', count: count * pods, field },
  ];
}

/** Each that did its part, and each try before. */
function podsOf(job: unknown): number {
  const { completions, parallelism, backoffLimit } = asRecord(job);
  return whole(completions, whole(parallelism, 1)) + whole(backoffLimit, 6);
}

/** What is no such number is refused elsewhere. */
function whole(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise;
}
