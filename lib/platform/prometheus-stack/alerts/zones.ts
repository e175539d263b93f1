// What goes with one zone.
import type { Rule } from '../rule.ts';

/** By the workload that a pod belongs to. Source: kubernetes-mixin, rules/apps.libsonnet, which records it. */
const owners = 'namespace_workload_pod:kube_pod_owner:relabel{workload_type=~"deployment|statefulset"}';

/** Copies go to another zone rather than wait for room in theirs, and no scheduler ever moves them back. */
const inOneZone: Rule = {
  alert: 'AllPodsInOneZone',
  expr: [
    'count by (namespace, workload) (count by (namespace, workload, label_topology_kubernetes_io_zone) (',
    `${owners} * on (namespace, pod) group_left (label_topology_kubernetes_io_zone) (`,
    'kube_pod_info{node!=""} * on (node) group_left (label_topology_kubernetes_io_zone) kube_node_labels',
    '))) == 1',
    `and on (namespace, workload) count by (namespace, workload) (${owners}) > 1`,
  ].join(' '),
  for: '30m',
  summary:
    'All pods of {{ $labels.namespace }}/{{ $labels.workload }} run in one zone, and go with it; a restart of the rollout spreads them anew.',
};

export const zones: readonly Rule[] = [inOneZone];
