// Prometheus about itself, beside what the chart tells: its disk is KubePersistentVolumeFillingUp, its rules and scrapes are alerts
// whose names begin with Prometheus.
import { prometheus } from '../../../platform.ts';
import type { Rule } from '../rule.ts';

const container = `namespace="${prometheus.namespace}", container="prometheus"`;

/** Not the working set, which counts the pages of its files: those the kernel takes back before it kills. */
const memory: Rule = {
  alert: 'PrometheusMemoryNearLimit',
  expr: [
    `max by (namespace, pod) (container_memory_rss{${container}})`,
    `/ max by (namespace, pod) (kube_pod_container_resource_limits{${container}, resource="memory"}) > 0.85`,
  ].join(' '),
  for: '15m',
  summary:
    '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory: at all of it, it is killed, and no alert comes while it starts.',
};

/** Its disk is full before its days are over: windows of an SLO reach further back than what is kept. */
const history: Rule = {
  alert: 'PrometheusHistoryCutShort',
  expr: `max by (namespace, pod) (increase(prometheus_tsdb_size_retentions_total{${container}}[1d])) > 0`,
  for: '15m',
  summary:
    '{{ $labels.pod }} deletes metrics before their days are over, as its disk holds no more: long windows of SLOs are cut short.',
};

export const monitoring: readonly Rule[] = [memory, history];
