// What the service promises to those who run it; manifests, alerts and panels import it, so a rename cannot pass unseen.

/** One metric as Prometheus sees it: label values are bounded, so that no client can grow the number of series. */
interface Metric {
  readonly name: string;
  readonly labels: readonly string[];
  /** Upper bounds in seconds, ascending; histograms only. */
  readonly buckets?: readonly number[];
}

/** Name of the service; also the prefix of the metrics that are its own. */
export const name = 'shortener';

/** TCP ports. `metrics` is apart from `http`, so that no route to the public ever reaches it. */
export const ports = { http: 8080, metrics: 9090 } as const satisfies Record<string, number>;

/** Paths on the `http` port that the kubelet calls; 200 is yes, 503 is no. Neither counted in `metrics` nor logged. */
export const health = { liveness: '/livez', readiness: '/readyz', startup: '/startupz' } as const;

/** Path on the `http` port that lists all links, for whoever has the token. */
export const linksPath = '/api/links';

/** Path on the `metrics` port that Prometheus scrapes. */
export const scrapePath = '/metrics';

/** Mounted files. Each stands in a volume of its own and is read again when it changes. */
export const files = {
  /** A JSON object, `{ "<slug>": "<https url>" }`; from a ConfigMap. */
  links: '/etc/shortener/links.json',
  /** The bearer token of {@link linksPath}; from a Secret. Where the file is empty, bad or gone, nobody has it. */
  token: '/run/secrets/api-token/token',
} as const;

/**
 * Status codes that the service answers. The series of each, of every route, is there from the first scrape on, at 0: a rate cannot
 * see a series being born, so a first burst of 5xx on new pods would fire nothing.
 */
export const statuses = [200, 302, 401, 404, 500, 503] as const;

export const metrics = {
  /** Counter of answered requests. Read by the availability objective and its alerts, and by the traffic and error panels. */
  requests: { name: 'http_requests_total', labels: ['method', 'route', 'status'] },

  /** Histogram of seconds from request to answer. Read by the latency alert (its threshold must be a bucket) and panel. */
  duration: {
    name: 'http_request_duration_seconds',
    labels: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  },

  /** Gauge of requests not yet answered. Read by the saturation panel; the autoscaler goes by CPU. */
  inFlight: { name: 'http_requests_in_flight', labels: [] },

  /**
   * Gauge of seconds, 99th percentile since the last scrape; an idle process shows 0.01, the interval of its timer. Read by
   * the saturation alert and panel.
   */
  eventLoopLag: { name: 'nodejs_eventloop_lag_p99_seconds', labels: [] },

  /**
   * Counter of attempts to read a mounted file that failed; `file` is a key of `files`. It rises for as long as the file
   * stays bad, while the last good links are served or nobody has the token. Read by the alert on stale configuration.
   */
  reloadFailures: { name: 'shortener_reload_failures_total', labels: ['file'] },

  /** Gauge of links served. Read by the configuration panel: after a merge, all replicas must agree. */
  links: { name: 'shortener_links', labels: [] },
} as const satisfies Record<string, Metric>;
