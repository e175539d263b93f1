// Copies of a service are worth something only where one failure does not take them all.
import type { IAffinity } from 'kubernetes-models/v1/Affinity';
import type { ITopologySpreadConstraint } from 'kubernetes-models/v1/TopologySpreadConstraint';

const zone = 'topology.kubernetes.io/zone';
const node = 'kubernetes.io/hostname';

/**
 * Even over the zones, as a rule (a zone whose nodes are tainted does not count, so that its loss blocks nothing), and
 * over the nodes where possible. Counted for each revision, so that a rollout does not count the pods that it replaces.
 */
export function spread(
  labels: Readonly<Record<string, string>>,
  zones: readonly string[],
): ITopologySpreadConstraint[] {
  const over = (
    topologyKey: string,
    whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway',
  ): ITopologySpreadConstraint => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable,
    labelSelector: { matchLabels: { ...labels } },
    matchLabelKeys: ['pod-template-hash'],
    nodeTaintsPolicy: 'Honor',
  });
  return [...(zones.length > 1 ? [over(zone, 'DoNotSchedule')] : []), over(node, 'ScheduleAnyway')];
}

/** Two copies on one node only where there is no other. AKS' Deployment Safeguards add this where it is missing. */
export function antiAffinity(labels: Readonly<Record<string, string>>): IAffinity {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, podAffinityTerm: { topologyKey: node, labelSelector: { matchLabels: { ...labels } } } },
      ],
    },
  };
}
