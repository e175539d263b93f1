// What is not told because somebody was told of its cause. Two alerts that both lack a label are equal in it, so each rule asks
// for the label on both sides: else one alert would silence everything. Source: Alertmanager documentation, "Inhibition-related
// settings", `equal`.
import { platformOwner } from './routing.ts';

export interface Inhibition {
  /** Of the alert that is told. */
  readonly source_matchers: readonly string[];
  /** Of those that are not, while it fires. */
  readonly target_matchers: readonly string[];
  /** Labels in which both are the same. */
  readonly equal: readonly string[];
}

/** What tells of a node that is gone, by the label `node`. Source: kubernetes-mixin, alerts/kubelet.libsonnet. */
const nodeGone = 'alertname=~"KubeNodeNotReady|KubeNodeUnreachable"';

/** The API server does not answer: what Prometheus knows of objects is old. Source: kubernetes-mixin, alerts/kube_apiserver.libsonnet. */
const clusterGone = 'alertname="KubeAPIDown"';

/** An alert of that name which another team wrote silences nobody. */
const ofPlatform = `owner="${platformOwner}"`;

export const inhibitions: readonly Inhibition[] = [
  { ...inhibition('rule_group', ['severity="critical"'], ['severity="warning"']), equal: ['rule_group', 'owner'] },
  {
    ...inhibition('namespace', ['severity="critical"'], ['severity=~"warning|info"']),
    equal: ['namespace', 'alertname'],
  },
  // Of warnings alone: the alerts on nodes are warnings themselves, and rest outside of working hours.
  inhibition('node', [nodeGone, ofPlatform], [nodeGone.replace('=~', '!~'), 'severity="warning"']),
  inhibition('cluster', [clusterGone, ofPlatform], ['severity="warning"']),
];

function inhibition(label: string, source: readonly string[], target: readonly string[]): Inhibition {
  const isThere = `${label}=~".+"`;
  return { source_matchers: [...source, isThere], target_matchers: [...target, isThere], equal: [label] };
}
