// What is told of the public hosts: one that does not answer, a certificate that nobody renews, and a Gateway that nobody counts at.
import type { Alert } from '../../monitoring/alerts.ts';
import { clusterMetrics } from '../../monitoring/cluster-metrics.ts';
import type { Metric } from '../../monitoring/metric.ts';
import { endsWithin, equals, noneIs, select } from '../../monitoring/promql.ts';
import { publicGateway } from '../../platform.ts';

/** The label `job` of all probes. */
export const probeJob = 'public-hosts';

/** Source: prometheus/blackbox_exporter, prober/handler.go and prober/http.go at v0.28.0. */
const metrics = {
  /** Gauge: 1 where the answer was good. */
  success: { name: 'probe_success', labels: [] },
  /** Gauge: the time, in seconds since 1970, at which the first certificate of the chain ends; absent where TLS failed. */
  certificateEnds: { name: 'probe_ssl_earliest_cert_expiry', labels: [] },
} as const satisfies Record<string, Metric>;

/**
 * cert-manager renews after two thirds of a certificate's life, with a third left: 30 days of Let's Encrypt's 90, and 15 of the 45 that
 * it is going to issue. Below ten days renewing has failed for days.
 */
const daysLeft = 10;

const job = { job: probeJob };

export const publicProbeAlerts: readonly Alert[] = [
  {
    name: 'PublicHostFails',
    severity: 'critical',
    expr: equals(select(metrics.success, job), 0),
    for: '5m',
    summary: '{{ $labels.instance }} fails for whoever asks for it: its name, its certificate, or a 5xx.',
  },
  {
    name: 'PublicCertificateEnds',
    severity: 'warning',
    expr: endsWithin(select(metrics.certificateEnds, job), daysLeft),
    for: '1h',
    summary: 'The certificate of {{ $labels.instance }} ends in {{ $value | humanizeDuration }}, and nobody renews it.',
  },
  {
    name: 'GatewayNotScraped',
    severity: 'critical',
    expr: noneIs(
      select(clusterMetrics.up, { namespace: publicGateway.namespace, job: `${publicGateway.namespace}/proxies` }),
      1,
    ),
    for: '5m',
    summary: 'No proxy of the Gateway answers Prometheus: objectives that it counts see nothing.',
  },
];
