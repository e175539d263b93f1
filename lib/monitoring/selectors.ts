// Whose series: the same service has other labels in its own metrics, in those of its pods and in those of its autoscaler.

/** Label values that pick out one service, by who measures. */
export interface ServiceSelectors {
  /** What the service measures itself, scraped through its ServiceMonitor or PodMonitor. */
  readonly scraped: { readonly namespace: string; readonly job: string };
  /** What kube-state-metrics and cAdvisor measure about its containers. */
  readonly containers: { readonly namespace: string; readonly container: string };
  /** What kube-state-metrics tells of its autoscaler. */
  readonly autoscaler: { readonly namespace: string; readonly horizontalpodautoscaler: string };
}

/** A WebService gives its name to its Service (so to the job), its container and its autoscaler. */
export function selectorsOf({
  name,
  namespace,
}: {
  readonly name: string;
  readonly namespace: string;
}): ServiceSelectors {
  return {
    scraped: { namespace, job: name },
    containers: { namespace, container: name },
    autoscaler: { namespace, horizontalpodautoscaler: name },
  };
}
