// What somebody is told about the sample service beside its objectives, and how urgently. Each has a runbook and a quiet and a firing test.
import { metrics, name } from '../../app/contract.ts';
import type { Alert } from 'fleetwright/lib/monitoring/alerts';
import { clusterMetrics } from 'fleetwright/lib/monitoring/cluster-metrics';
import { above, allOf, atLeast, exceeds, increase, max, noneIs, select, sum } from 'fleetwright/lib/monitoring/promql';
import { selectorsOf } from 'fleetwright/lib/monitoring/selectors';

const { scraped, containers, autoscaler } = selectorsOf({ name, namespace: name });

const desired = max(select(clusterMetrics.desiredReplicas, autoscaler));
const most = max(select(clusterMetrics.maxReplicas, autoscaler));
const least = max(select(clusterMetrics.minReplicas, autoscaler));

export const alerts: readonly Alert[] = [
  {
    name: 'ShortenerNotScraped',
    severity: 'critical',
    expr: noneIs(select(clusterMetrics.up, scraped), 1),
    for: '5m',
    summary: 'No replica of Shortener answers Prometheus: it is down, or nobody would see if it were.',
  },
  {
    name: 'ShortenerRestarts',
    severity: 'warning',
    // Three or more; two come out at a little more than 2, as Prometheus extrapolates.
    expr: above(sum(increase(clusterMetrics.restarts, containers, '30m'), 'pod'), 2.5),
    summary: 'Pod {{ $labels.pod }} of Shortener has restarted {{ $value | humanize }} times in 30 minutes.',
  },
  {
    name: 'ShortenerEventLoopLag',
    severity: 'warning',
    expr: above(max(select(metrics.eventLoopLag, scraped), 'pod'), 0.1),
    for: '10m',
    summary: 'Pod {{ $labels.pod }} of Shortener runs {{ $value | humanizeDuration }} late: every request to it waits.',
  },
  {
    name: 'ShortenerScaledToMaximum',
    severity: 'warning',
    // A fixed number is no maximum that load has reached.
    expr: allOf(atLeast(desired, most), exceeds(most, least)),
    for: '15m',
    summary:
      'Shortener runs {{ $value | humanize }} replicas, all that its autoscaler may start: more load finds none.',
  },
  {
    name: 'ShortenerConfigStale',
    severity: 'warning',
    expr: above(sum(increase(metrics.reloadFailures, scraped, '5m'), 'file'), 0),
    for: '10m',
    summary: 'Shortener cannot read its {{ $labels.file }}: what was last merged is not what it serves.',
  },
];
