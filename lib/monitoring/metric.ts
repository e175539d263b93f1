// What a service promises to measure: it hands these in, so that no query can name a metric or label that is not there.

/** A counter or a gauge. A service's contract fits by its shape; written `as const`, its labels are checked by the compiler. */
export interface Metric {
  /** Name, as Prometheus sees it. */
  readonly name: string;
  /** Labels that the service itself puts on it, beside those of the target, {@link TargetLabel}. */
  readonly labels: readonly string[];
}

/** A classic histogram. Its name has no `_bucket`, `_count` or `_sum` at its end. */
export interface Histogram extends Metric {
  /** Upper bounds, ascending, in the unit that the name ends with. */
  readonly buckets: readonly number[];
}

/**
 * Labels that the Prometheus operator puts on all that it scrapes through a ServiceMonitor. `job` is the Service's name. On
 * what others measure about a pod (kube-state-metrics, cAdvisor), `namespace`, `pod` and `container` are the pod's own, as
 * kube-prometheus-stack scrapes those with `honorLabels`. Source: prometheus-operator, `pkg/prometheus/promcfg.go`.
 */
export type TargetLabel = 'namespace' | 'service' | 'job' | 'pod' | 'container' | 'endpoint' | 'instance';

/** The labels by which a metric can be selected and summed. */
export type LabelOf<M extends Metric> = M['labels'][number] | TargetLabel;

/**
 * What a service that answers HTTP counts, whatever its language; its objectives are made from it. The service owes that each series of
 * `requests` and `duration` is there from its first scrape on, at 0: for every route and every status that it may answer. `rate` sees
 * a rise between two samples and no series being born, so a first burst of 5xx on new pods would else fire nothing. What is counted
 * before the first scrape is lost all the same. Source: Prometheus documentation, "Instrumentation", "Avoid missing metrics".
 */
export interface RequestMetrics {
  /** Counter of answered requests: its name ends in `_total`, or `_count`. `status` is the HTTP status code, `route` the pattern. */
  readonly requests: HttpRequests;
  /** Histogram of seconds from request to answer. */
  readonly duration: Histogram & { readonly labels: readonly ['method', 'route', 'status'] };
}

/** What the panels of the golden signals are made from. */
export interface HttpMetrics extends RequestMetrics {
  /** Gauge of requests not yet answered. */
  readonly inFlight: Metric;
  /** Of a service on Node.js: gauge of seconds by which the event loop runs late, 99th percentile. @default no panel of it */
  readonly eventLoopLag?: Metric;
}

/** The labels are these and no others: a service that renames one does not compile. */
export interface HttpRequests extends Metric {
  /** By method, pattern of the route and status code. */
  readonly labels: readonly ['method', 'route', 'status'];
}
