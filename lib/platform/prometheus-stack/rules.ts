// What the stack alerts on beside the rules that its chart brings.
import { platformOwner } from '../../monitoring/routing/routing.ts';
import type { PlatformSettings } from '../settings.ts';

/** What links an alert to its runbook, by its name. */
export type Link = (alert: string) => { readonly runbook_url: string };

/** Helm values. */
export function rules({ zones }: Pick<PlatformSettings, 'zones'>, linkTo: Link) {
  return {
    // Without an owner no route would take them.
    defaultRules: { additionalRuleLabels: { owner: platformOwner } },
    additionalPrometheusRulesMap: {
      autoscalers: group('autoscalers', linkTo, scaledToZero),
      ...(zones.length > 1 && { zones: group('zones', linkTo, inOneZone) }),
    },
  };
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  /** How long it must be so: `15m`. */
  readonly for: string;
  readonly summary: string;
}

/** An autoscaler leaves alone what has no pods, and Git holds no number: what somebody scales to zero by hand stays there. */
const scaledToZero: Rule = {
  alert: 'ScaledToZero',
  expr: [
    'kube_deployment_spec_replicas == 0 and on (namespace, deployment)',
    'label_replace(kube_horizontalpodautoscaler_info{scaletargetref_kind="Deployment"},',
    '"deployment", "$1", "scaletargetref_name", "(.*)")',
  ].join(' '),
  for: '15m',
  summary:
    'Deployment {{ $labels.namespace }}/{{ $labels.deployment }} was scaled to zero, from which no autoscaler brings it back: kubectl scale it to one.',
};

/** By the workload that a pod belongs to. Source: kubernetes-mixin, rules/apps.libsonnet, which records it. */
const owners = 'namespace_workload_pod:kube_pod_owner:relabel{workload_type=~"deployment|statefulset"}';

/** Copies go to another zone rather than wait for room in theirs, and no scheduler ever moves them back. */
const inOneZone: Rule = {
  alert: 'AllPodsInOneZone',
  expr: [
    'count by (namespace, workload) (count by (namespace, workload, label_topology_kubernetes_io_zone) (',
    `${owners} * on (namespace, pod) group_left (node) kube_pod_info{node!=""}`,
    '* on (node) group_left (label_topology_kubernetes_io_zone) kube_node_labels',
    ')) == 1',
    `and on (namespace, workload) count by (namespace, workload) (${owners}) > 1`,
  ].join(' '),
  for: '30m',
  summary:
    'All pods of {{ $labels.namespace }}/{{ $labels.workload }} run in one zone, and go with it; a restart of the rollout spreads them anew.',
};

function group(name: string, linkTo: Link, ...of: readonly Rule[]) {
  const made = of.map(({ summary, ...rule }) => ({
    ...rule,
    labels: { severity: 'warning', owner: platformOwner },
    annotations: { summary, ...linkTo(rule.alert) },
  }));
  return { groups: [{ name, rules: made }] };
}
