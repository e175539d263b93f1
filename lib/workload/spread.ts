// Copies of a service are worth something only where one failure does not take them all.
import type { IAffinity } from 'kubernetes-models/v1/Affinity';
import type { ITopologySpreadConstraint } from 'kubernetes-models/v1/TopologySpreadConstraint';

/** The label of a node that says its zone. */
export const zone = 'topology.kubernetes.io/zone';
const node = 'kubernetes.io/hostname';

/** What becomes of a copy for which there is no room in the zone that it should go to. */
export type ZoneSpread = 'DoNotSchedule' | 'ScheduleAnyway';

/**
 * Even over the zones and over the nodes. Counted for each revision, so that a rollout does not count the pods that it
 * replaces; a zone whose nodes are tainted does not count.
 *
 * @param inZones by default a copy goes to another zone rather than wait for one that has no room, as the cluster autoscaler may
 * never add a node there (Kubernetes, "Pod Topology Spread Constraints", Known limitations). What stands in one zone then stays
 * until it is restarted: the monitoring stack has an alert on it. Copies with a disk wait: it is in their zone.
 * @param counted together where a disk keeps each copy in its zone: a new revision, counted from nothing, could stand still half way
 */
export function spread(
  labels: Readonly<Record<string, string>>,
  zones: readonly string[],
  inZones: ZoneSpread = 'ScheduleAnyway',
  counted: 'by revision' | 'together' = 'by revision',
): ITopologySpreadConstraint[] {
  const over = (topologyKey: string, whenUnsatisfiable: ZoneSpread): ITopologySpreadConstraint => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable,
    labelSelector: { matchLabels: { ...labels } },
    ...(counted === 'by revision' && { matchLabelKeys: ['pod-template-hash'] }),
    nodeTaintsPolicy: 'Honor',
  });
  return [...(zones.length > 1 ? [over(zone, inZones)] : []), over(node, 'ScheduleAnyway')];
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
