// The charts of controllers name these settings alike: copies apart from each other, never evicted together, of known size.
import { type Resources, resourceRequirements } from '../workload/resources.ts';
import { antiAffinity, spread } from '../workload/spread.ts';

export interface ControllerPodsProps {
  /** Copies, 1 or more. */
  readonly replicas: number;
  /** Availability zones of the node pools. */
  readonly zones: readonly string[];
  /** Labels that the chart's template gives to these pods and to no others. */
  readonly labels: Readonly<Record<string, string>>;
  /** CPU and memory of each. */
  readonly resources: Resources;
}

/** Helm values of one Deployment, as the charts of cert-manager and of External Secrets read them. */
export function controllerPods({ replicas, zones, labels, resources }: ControllerPodsProps) {
  return {
    replicaCount: replicas,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    resources: resourceRequirements(resources),
    affinity: antiAffinity(labels),
    topologySpreadConstraints: spread(labels, zones),
  };
}
