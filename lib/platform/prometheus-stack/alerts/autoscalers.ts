// What an autoscaler cannot mend. At its maximum it is told of by the chart: KubeHpaMaxedOut.
import type { Rule } from '../rule.ts';

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

export const autoscalers: readonly Rule[] = [scaledToZero];
