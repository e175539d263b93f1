// A metric or label that is renamed in the contract, and not where it is asked for, does not compile: `npm run check` reads this.
import { expect, test } from '@jest/globals';
import { metrics } from '../../../app/contract.ts';
import type { Alert } from '../../../lib/monitoring/alerts.ts';
import { goldenSignals } from '../../../lib/monitoring/golden-signals.ts';
import { quantile, rate, rateAbove, ratio, select, sum } from '../../../lib/monitoring/promql.ts';
import { selectorsOf } from '../../../lib/monitoring/selectors.ts';
import { availability, latency } from '../../../lib/monitoring/slo/objective.ts';

const selectors = selectorsOf({ name: 'a', namespace: 'a' });
const { scraped } = selectors;

/** What the contract would be, had it another word for `status`. */
const renamed = { ...metrics.requests, labels: ['method', 'route', 'code'] } as const;

const { inFlight: _, ...withoutInFlight } = metrics;

/** Never called: the compiler refuses each, and complains of a line that is refused no longer. */
const refused = [
  // @ts-expect-error a metric that the contract does not have
  () => rate(metrics.answers, scraped, '5m'),
  // @ts-expect-error a label that the metric does not bear
  () => rate(metrics.requests, { ...scraped, code: /5../ }, '5m'),
  // @ts-expect-error a label that the metric bore before it was renamed
  () => rate(renamed, { ...scraped, status: /5../ }, '5m'),
  // @ts-expect-error a sum by a label that the metric does not bear
  () => sum(select(metrics.inFlight, scraped), 'status'),
  // @ts-expect-error a sum by a label that is summed away already
  () => sum(sum(select(metrics.requests, scraped), 'route'), 'status'),
  // @ts-expect-error a bound that is no bucket of the histogram
  () => rateAbove(metrics.duration, 0.3, scraped, '5m'),
  // @ts-expect-error a quantile of what is no histogram
  () => quantile(0.99, metrics.requests, scraped, '5m'),
  // @ts-expect-error series of different labels, which Prometheus would not match
  () => ratio(sum(select(metrics.requests, scraped), 'status'), sum(select(metrics.requests, scraped))),
  // @ts-expect-error an objective over a metric without `status`
  () => availability(99.9, renamed, scraped),
  // @ts-expect-error an objective over a bound that is no bucket
  () => latency(99, metrics.duration, 0.3, scraped),
  // @ts-expect-error panels over a metric without `status`
  () => goldenSignals(selectors, { ...metrics, requests: renamed }),
  // @ts-expect-error panels without one of their metrics
  () => goldenSignals(selectors, withoutInFlight),
  // @ts-expect-error PromQL written by hand, whose names nobody has checked
  () => ({ name: 'A', severity: 'warning', summary: 'a', expr: 'http_requests_total > 5' }) satisfies Alert,
  // @ts-expect-error a value where a condition is due: the alert would always be on
  () => ({ name: 'A', severity: 'warning', summary: 'a', expr: select(metrics.links, scraped) }) satisfies Alert,
];

test('a query over the contract is refused by the compiler if it names what is not there, and else is what was meant', () => {
  expect(refused).toHaveLength(14);
  expect(rate(metrics.requests, { ...scraped, status: /5../ }, '5m')).toBe(
    `rate(${metrics.requests.name}{namespace="a", job="a", status=~"5.."}[5m])`,
  );
});
