// How many copies run, and what makes them more or fewer.
import type { Construct } from 'constructs';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ModelObject } from '../model-object.ts';
import { type Fault, unless } from '../validation/rules.ts';
import { wholeNumber } from '../validation/limits.ts';

export interface Scale {
  /** Copies that always run, 1 to 1000. */
  readonly min: number;
  /** Copies at most, `min` to 1000; equal to `min`, the number is fixed. */
  readonly max: number;
  /** Average CPU use, in percent of the request, that the autoscaler keeps to: 1 to 100. @default 70 */
  readonly cpuPercent?: number;
}

/** What is wrong with the numbers. */
export function scaleFaults(scale: Scale): Fault[] {
  return [...copiesFaults(scale, 1), ...wholeNumber('scale.cpuPercent', scale.cpuPercent ?? 70, 1, 100)];
}

/** What is wrong with the numbers of copies. @param least that `min` may be */
export function copiesFaults({ min, max }: Pick<Scale, 'min' | 'max'>, least: number): Fault[] {
  const outside = [...wholeNumber('scale.min', min, least, 1000), ...wholeNumber('scale.max', max, 1, 1000)];
  if (outside.length > 0) return outside;
  return unless(min <= max, {
    field: 'scale.min',
    problem: `${min} is above scale.max (${max})`,
    write: 'a lower min or a higher max',
  });
}

/** Down after five calm minutes, up at once. */
export const calmDown = { scaleDown: { stabilizationWindowSeconds: 300 } } as const;

/**
 * Scales a Deployment on CPU: up at once, down after five calm minutes, so that a short dip costs no warm copies.
 *
 * It holds a fixed number too, and the Deployment never says one: what Flux stops sending falls back to the API's default,
 * so that a service of three copies would have one from the commit that lets it scale until the autoscaler looks (Kubernetes,
 * "Horizontal Pod Autoscaling", Migrating Deployments and StatefulSets to horizontal autoscaling). What somebody scales to zero by
 * hand stays there: an autoscaler leaves that alone, and Git holds no number to heal it with.
 */
export function autoscaler(scope: Construct, deployment: string, { min, max, cpuPercent = 70 }: Scale): void {
  new ModelObject<IHorizontalPodAutoscaler>(scope, 'autoscaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: deployment },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
      minReplicas: min,
      maxReplicas: max,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuPercent } },
        },
      ],
      behavior: calmDown,
    },
  });
}

/**
 * A tenth of the copies at a time: one of up to ten, and of a hundred ten, or the upgrade of all nodes would take a hundred waits.
 * The autoscaler holds at 70 %, so what is left carries a tenth more. It is rounded up, and so is one at least.
 * Source: Kubernetes, pkg/controller/disruption, `getExpectedPodCount`.
 */
const aTenth = '10%';

/** Where each copy holds data: two that go at once may be the two that know something, or the majority. */
export const oneByOne = 1;

/** Lets a drain take some copies, and what is not ready at once, so that no node is stuck in an upgrade. */
export function disruptionBudget(
  scope: Construct,
  name: string,
  labels: Readonly<Record<string, string>>,
  maxUnavailable: number | string = aTenth,
): void {
  new ModelObject<IPodDisruptionBudget>(scope, 'disruption-budget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: {
      maxUnavailable,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { ...labels } },
    },
  });
}
