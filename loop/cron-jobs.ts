// A CronJob is started once by hand, as `kubectl create job --from=cronjob/NAME` does it: before its hour nothing else shows
// whether its pods are let in, and end.
import { asRecord, at } from '../render/fields.ts';
import { isIdle } from '../render/idle-jobs.ts';
import type { KubeObject } from '../render/rendered.ts';
import type { Objects, Reference } from './objects.ts';
import { until } from './until.ts';

/** Starts it, unless it was started before. Whether it has come far enough; one that is to make no pods has. */
export async function hasRun(
  objects: Objects,
  cronJob: KubeObject,
  isEnough: (job: KubeObject) => boolean,
): Promise<boolean> {
  if (isIdle(cronJob.spec) || isIdle(at(cronJob, 'spec.jobTemplate.spec'))) return true;
  const job = jobOf(cronJob);
  return isEnough((await objects.get(job)) ?? (await objects.apply(job)));
}

/**
 * Whether a pod of a Job was let in and its container started. On a real node that is all to ask for: every image is the sample
 * service's, which does not end, or does not have the program.
 */
export function hasStarted(job: KubeObject): boolean {
  return ['ready', 'succeeded', 'failed'].some((count) => Number(at(job, `status.${count}`) ?? 0) > 0);
}

/** Takes away what was started, with its pods. */
export async function takeAway(objects: Objects, cronJob: Reference): Promise<void> {
  const { name, namespace } = metadataOf(cronJob);
  await objects.delete({ apiVersion: 'batch/v1', kind: 'Job', metadata: metadataOf(cronJob) });
  const isGone = async (): Promise<boolean> =>
    (await objects.list('v1', 'Pod', namespace)).every(({ metadata: { labels } }) => labels?.[jobLabel] !== name);
  await until(isGone, { what: `the pods of Job ${name} are gone` });
}

/** Of a Job's pods. Kubernetes documentation, "Well-known labels". */
const jobLabel = 'batch.kubernetes.io/job-name';

/** The CronJob owns it, but is not its controller, and it does not expire: nobody takes it away before it was looked at. */
function jobOf(cronJob: KubeObject): KubeObject {
  const { apiVersion, kind, metadata } = cronJob;
  const template = asRecord(at(cronJob, 'spec.jobTemplate'));
  const { ttlSecondsAfterFinished: _expiry, ...spec } = asRecord(template.spec);
  const { labels, annotations } = asRecord(template.metadata) as Pick<KubeObject['metadata'], 'labels' | 'annotations'>;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...metadataOf(cronJob),
      ...(labels && { labels }),
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...annotations },
      ownerReferences: [{ apiVersion, kind, name: metadata.name, uid: at(cronJob, 'metadata.uid') }],
    } as KubeObject['metadata'],
    spec,
  };
}

/** The name of a CronJob has 52 characters at most, that of a Job 63. */
function metadataOf({ metadata: { name, namespace } }: Reference): Reference['metadata'] {
  return { name: `${name}-by-hand`, ...(namespace !== undefined && { namespace }) };
}
