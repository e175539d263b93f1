// Traffic, errors, latency and saturation: what to look at first, in any service that answers HTTP.
// Source: Google, "Site Reliability Engineering" (2016), chapter 6, "The Four Golden Signals".
import { clusterMetrics } from './cluster-metrics.ts';
import type { Panel, Row } from './grafana.ts';
import type { HttpMetrics } from './metric.ts';
import { max, quantile, rate, ratio, ratioOrZero, select, sum, type Duration, type Query } from './promql.ts';
import type { ServiceSelectors } from './selectors.ts';

/** Ten scrapes at the default interval: calm, and still fresh. */
const window: Duration = '5m';

/** The rows of a dashboard that show the four signals of a service. */
export function goldenSignals({ scraped, containers, autoscaler }: ServiceSelectors, metrics: HttpMetrics): Row[] {
  const { requests, duration, inFlight, eventLoopLag } = metrics;
  const { cpu, memory, requested, limit, up, replicas, maxReplicas } = clusterMetrics;
  return [
    {
      title: 'Requests',
      panels: [
        {
          title: 'Traffic by status',
          unit: 'reqps',
          queries: { '{{status}}': sum(rate(requests, scraped, window), 'status') },
        },
        {
          title: 'Share answered with 5xx',
          unit: 'percentunit',
          description: 'What no replica answered is not in it.',
          queries: {
            '5xx': ratioOrZero(
              sum(rate(requests, { ...scraped, status: /5../ }, window)),
              sum(rate(requests, scraped, window)),
            ),
          },
        },
        {
          title: 'Latency',
          unit: 's',
          description: 'Interpolated within buckets: as fine as they are.',
          queries: {
            p50: quantile(0.5, duration, scraped, window),
            p95: quantile(0.95, duration, scraped, window),
            p99: quantile(0.99, duration, scraped, window),
          },
        },
      ],
    },
    {
      title: 'Saturation',
      panels: [
        { title: 'Requests in flight', unit: 'short', queries: { '{{pod}}': max(select(inFlight, scraped), 'pod') } },
        ...(eventLoopLag ? [lag(max(select(eventLoopLag, scraped), 'pod'))] : []),
        {
          title: 'Replicas',
          unit: 'short',
          description: 'Where nothing scales, only those that answer a scrape are shown.',
          queries: {
            'answer a scrape': sum(select(up, scraped)),
            'counted by the autoscaler': max(select(replicas, autoscaler)),
            'at most': max(select(maxReplicas, autoscaler)),
          },
        },
      ],
    },
    {
      title: 'Resources',
      panels: [
        {
          title: 'CPU, share of the request',
          unit: 'percentunit',
          description: 'The autoscaler keeps the average of all pods at its target.',
          queries: {
            '{{pod}}': ratio(
              sum(rate(cpu, containers, window), 'pod'),
              max(select(requested, { ...containers, resource: 'cpu' }), 'pod'),
            ),
          },
        },
        {
          title: 'Memory, share of the limit',
          unit: 'percentunit',
          description: 'At 100% the kernel kills the container.',
          threshold: 1,
          queries: {
            '{{pod}}': ratio(
              max(select(memory, containers), 'pod'),
              max(select(limit, { ...containers, resource: 'memory' }), 'pod'),
            ),
          },
        },
      ],
    },
  ];
}

function lag(query: Query): Panel {
  return {
    title: 'Event loop lag, p99',
    unit: 's',
    description: 'An idle process shows 10 ms.',
    queries: { '{{pod}}': query },
  };
}
