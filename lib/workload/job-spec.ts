// What runs to its end: how often it is tried, for how long, and what does not count as a failure.
import type { IJobSpec } from 'kubernetes-models/batch/v1/JobSpec';
import type { Fault } from '../validation/rules.ts';
import { wholeNumber } from '../validation/limits.ts';
import type { Connections } from './network.ts';
import { podFaults, type PodProps, podTemplate } from './pod.ts';
import { finishFaults, type Finish, graceOf } from './running.ts';

/** Seconds that a run may take, with all its tries: a day. Whatever takes longer goes on where it stopped, with the next run. */
export const longestRun = 86_400;

/** What everything that runs to its end is made from. */
export interface ToItsEndProps extends PodProps, Connections, Finish {
  /** Seconds after which it has failed, with all its tries, 10 to 86400. @default 600 */
  readonly deadlineSeconds?: number;
  /** Tries after the first that failed, 0 to 10; a pod that was evicted with its node is no failure. @default 3 */
  readonly retries?: number;
}

/** How long and how often it is tried, with the defaults. */
function triesOf({ deadlineSeconds = 600, retries = 3 }: ToItsEndProps) {
  return { deadlineSeconds, retries };
}

/**
 * One pod at a time, a new one for each try, so that the logs of the failed ones stay. The autoscaler does not take its node,
 * and an eviction is not held against it. Source: Kubernetes, "Jobs", Pod failure policy.
 */
export function jobSpec(name: string, labels: Readonly<Record<string, string>>, props: ToItsEndProps): IJobSpec {
  const { deadlineSeconds, retries } = triesOf(props);
  return {
    backoffLimit: retries,
    activeDeadlineSeconds: deadlineSeconds,
    podFailurePolicy: {
      rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
    },
    template: podTemplate(props, {
      name,
      labels,
      ports: {},
      container: {},
      spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: graceOf(props) },
      annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
    }),
  };
}

/** What is wrong with the settings. */
export function toItsEndFaults(name: string, props: ToItsEndProps): Fault[] {
  const { deadlineSeconds, retries } = triesOf(props);
  return [
    ...podFaults({ name, ports: {} }, props),
    ...finishFaults(props),
    ...wholeNumber('deadlineSeconds', deadlineSeconds, 10, longestRun),
    ...wholeNumber('retries', retries, 0, 10),
  ];
}
