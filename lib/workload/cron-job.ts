// What runs at set times, to its end.
import type { Construct } from 'constructs';
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import { ModelObject } from '../model-object.ts';
import { shortLabel, wholeNumber } from '../validation/limits.ts';
import { definedProps } from '../validation/props.ts';
import { jobSpec, toItsEndFaults, type ToItsEndProps } from './job-spec.ts';
import { workloadNetwork } from './network.ts';
import { excuseEnvironment } from './pod.ts';
import { cronJobShape } from './shapes.ts';
import { Workload } from './workload.ts';

/** What a CronJob is made from. */
export interface CronJobProps extends ToItsEndProps {
  /** When it runs: minute, hour, day of the month, month, day of the week, such as `15 3 * * *`. */
  readonly schedule: string;
  /** The time zone of the schedule, by its IANA name. @default 'Etc/UTC', which has no hour twice */
  readonly timeZone?: string;
  /** What happens when it is time and the last run goes on: the new one is left out, takes its place, or runs beside it. @default 'Forbid' */
  readonly whenStillRunning?: 'Forbid' | 'Replace' | 'Allow';
  /** Seconds that a run may begin late, after an outage of the control plane, 30 to 86400. @default 600 */
  readonly startWithinSeconds?: number;
  /** Runs that are kept to be looked at, of those that ended well and of those that failed, 0 to 20. @default 3 of each */
  readonly history?: number;
  /** Whether no run begins. @default false */
  readonly suspended?: boolean;
}

/** CronJob, ServiceAccount and NetworkPolicy of what runs at set times, each named as the construct's id. */
export class CronJob extends Workload {
  constructor(scope: Construct, id: string, given: CronJobProps) {
    const props = definedProps(given);
    const { history = 3, startWithinSeconds = 600 } = props;
    super(scope, id, props, cronJobShape, () => [
      ...toItsEndFaults(id, props),
      ...shortLabel('name', id, 52, 'the names of its Jobs have eleven more'),
      ...wholeNumber('startWithinSeconds', startWithinSeconds, 30, 86_400),
      ...wholeNumber('history', history, 0, 20),
    ]);
    const cronJob = new ModelObject<ICronJob>(this, 'cron-job', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: id, labels: { ...this.labels } },
      spec: {
        schedule: props.schedule,
        timeZone: props.timeZone ?? 'Etc/UTC',
        concurrencyPolicy: props.whenStillRunning ?? 'Forbid',
        startingDeadlineSeconds: startWithinSeconds,
        successfulJobsHistoryLimit: history,
        failedJobsHistoryLimit: history,
        suspend: props.suspended ?? false,
        jobTemplate: { metadata: { labels: { ...this.labels } }, spec: jobSpec(id, this.labels, props) },
      },
    });
    excuseEnvironment(cronJob, 'spec.jobTemplate.spec.template.spec', props);
    workloadNetwork(this, id, this.labels, { ...props, ports: {} });
  }
}
