// What others measure about a service: the few metrics of Prometheus, kube-state-metrics and cAdvisor that alerts and panels use.
import type { Metric } from './metric.ts';

/**
 * All come with kube-prometheus-stack. Sources: kube-state-metrics, `docs/metrics/workload/`; kubelet, `/metrics/cadvisor`;
 * Prometheus documentation, "Jobs and instances".
 */
export const clusterMetrics = {
  /** Gauge: 1 where the last scrape of a target succeeded, 0 where it failed; absent without a target. */
  up: { name: 'up', labels: [] },

  /** Counter of restarts of a container; 0 from its first moment on. */
  restarts: { name: 'kube_pod_container_status_restarts_total', labels: [] },

  /** Gauge of what a container reserves: cores for `resource="cpu"`, bytes for `resource="memory"`. */
  requested: { name: 'kube_pod_container_resource_requests', labels: ['resource'] },

  /** Gauge of what a container may not go beyond, in the units of {@link clusterMetrics.requested}. */
  limit: { name: 'kube_pod_container_resource_limits', labels: ['resource'] },

  /** Counter of seconds of CPU time. */
  cpu: { name: 'container_cpu_usage_seconds_total', labels: [] },

  /** Gauge of bytes that the kernel cannot take back without swapping: what the limit is held against. */
  memory: { name: 'container_memory_working_set_bytes', labels: [] },

  /** Gauge of the replicas that an autoscaler has counted. */
  replicas: { name: 'kube_horizontalpodautoscaler_status_current_replicas', labels: ['horizontalpodautoscaler'] },

  /** Gauge of the replicas that an autoscaler asks for; never above its maximum. */
  desiredReplicas: {
    name: 'kube_horizontalpodautoscaler_status_desired_replicas',
    labels: ['horizontalpodautoscaler'],
  },

  /** Gauge of the most that an autoscaler may ask for. */
  maxReplicas: { name: 'kube_horizontalpodautoscaler_spec_max_replicas', labels: ['horizontalpodautoscaler'] },

  /** Gauge of the least that an autoscaler may ask for; the same as the most, where the number is fixed. */
  minReplicas: { name: 'kube_horizontalpodautoscaler_spec_min_replicas', labels: ['horizontalpodautoscaler'] },
} as const satisfies Record<string, Metric>;
