import { describe, expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { metrics } from '../../../../app/contract.ts';
import type { RequestMetrics } from '../../../../lib/monitoring/metric.ts';
import { Slo, type SloProps } from '../../../../lib/monitoring/slo/slo.ts';
import { asArray, asRecord, at } from '../../../../render/fields.ts';
import { type Charts, findingsOf, objectsOf, only } from '../../../support/synthesize.ts';
import { ticketShop } from './ticket-shop.ts';

type Settings = Omit<SloProps<typeof metrics>, 'service' | 'metrics'>;

const good: Settings = {
  owner: 'box-office',
  retentionDays: 30,
  availability: 99.9,
  latency: { percent: 99, withinSeconds: 0.25 },
};

const route = { host: 'tickets.example.com', paths: ['/*'] };

const chart = (settings: Settings, { isRouted = true } = {}): Charts => ({
  tickets: (scope: Chart) => {
    const service = ticketShop(scope, isRouted ? { route } : {});
    new Slo(scope, 'slo', { service, metrics, ...settings });
  },
});

function rulesOf(settings: Settings) {
  const groups = at(only(objectsOf(chart(settings)), 'PrometheusRule'), 'spec.groups');
  return asArray(groups).flatMap((group) => asArray(asRecord(group).rules).map(asRecord));
}

/** What is wrong with the settings; the runbooks, which no test has, left out. */
function faultsOf(settings: Settings, asked?: { readonly isRouted: boolean }): string[] {
  return findingsOf(chart(settings, asked))
    .filter(({ code, problem }) => code === 'invalid-setting' && problem !== 'has no runbook')
    .map(({ field, problem, write }) => `${field}: ${problem}; write: ${write}`);
}

describe('objectives', () => {
  const rules = rulesOf(good);

  test('have an alert on a fast and on a slow burn each, with severity, owner and group', () => {
    const labels = (severity: string) => ({ severity, owner: 'box-office', rule_group: 'tickets/slo' });
    expect(rules.filter(({ alert }) => alert).map(({ alert, labels: own }) => [alert, own])).toEqual([
      ['TicketShopErrorBudgetFastBurn', labels('critical')],
      ['TicketShopErrorBudgetSlowBurn', labels('warning')],
      ['TicketShopLatencyBudgetFastBurn', labels('critical')],
      ['TicketShopLatencyBudgetSlowBurn', labels('warning')],
    ]);
  });

  test('are alerted on only after a while, and stay on for a while', () => {
    const times = rules.filter(({ alert }) => alert).map((rule) => [rule.for, rule['keep_firing_for']]);
    expect(times).toEqual([
      ['2m', '10m'],
      ['15m', '1h'],
      ['2m', '10m'],
      ['15m', '1h'],
    ]);
  });

  test('have a numerator and a denominator for each window, named level:metric:operations', () => {
    const names = rules.filter(({ labels }) => asRecord(labels).slo === 'availability').map(({ record }) => record);
    const windows = ['rate5m', 'sum1h_rate5m', 'sum30m_rate5m', 'sum6h_rate5m', 'sum3d_rate5m'];
    expect(names).toEqual(
      ['events', 'bad_events'].flatMap((of) => windows.map((window) => `namespace_job_slo:${of}:${window}`)),
    );
  });

  test('read counters over five minutes and no longer; alerts read none', () => {
    const expressions = rules.map(({ alert, expr }) => [alert, String(expr)] as const);
    const counters = expressions.filter(([, expr]) => /(^|[( ])http_/.test(expr));
    expect(counters).toHaveLength(4);
    expect(counters.filter(([alert, expr]) => alert !== undefined || /\[(?!5m\])/.test(expr))).toEqual([]);
  });

  test('are evaluated each minute: that is what turns a sum of rates into a number of events', () => {
    const groups = asArray(at(only(objectsOf(chart(good)), 'PrometheusRule'), 'spec.groups'));
    expect(groups.map((group) => asRecord(group).interval)).toEqual(['1m']);
  });
});

describe('availability that the Gateway counts', () => {
  const settings: Settings = { ...good, countedAt: 'gateway' };
  const ofAvailability = rulesOf(settings).filter(({ labels }) => asRecord(labels).slo === 'availability');
  const counted = ofAvailability.filter(({ expr }) => String(expr).includes('istio_requests_total'));

  test('is of that service alone, of every answer but to clients that left', () => {
    const where =
      'namespace="public-gateway", destination_service_namespace="tickets", destination_service_name="ticket-shop", response_flags!="DC"';
    const rate = (more = '') => `sum(rate(istio_requests_total{${where}${more}}[5m]))`;
    expect(counted.map(({ expr }) => String(expr).trim())).toEqual([
      rate(),
      `(${rate(', response_code=~"5.."')} or ${rate()} * 0)`,
    ]);
  });

  test('has the same series and alerts as that of the service', () => {
    const names = (rules: readonly Record<string, unknown>[]) => rules.map(({ record, alert }) => record ?? alert);
    expect(names(rulesOf(settings))).toEqual(names(rulesOf(good)));
    expect(counted.map(({ labels }) => labels)).toEqual(
      counted.map(() => ({ namespace: 'tickets', job: 'ticket-shop', slo: 'availability' })),
    );
  });

  test('needs a route', () => {
    expect(faultsOf(settings, { isRouted: true })).toEqual([]);
    expect(faultsOf(settings, { isRouted: false })).toEqual([
      `countedAt: no route leads from the Gateway to "ticket-shop"; write: 'service', or give the service a route`,
    ]);
  });
});

test('without latency nothing is said about it, and without a slow burn no window is longer than six hours', () => {
  const { latency: _, ...rest } = good;
  const rules = rulesOf({ ...rest, slowBurn: false });
  expect(rules.filter(({ alert }) => alert).map(({ alert }) => alert)).toEqual(['TicketShopErrorBudgetFastBurn']);
  expect(JSON.stringify(rules)).not.toContain('3d');
});

test('each alert needs its runbook', () => {
  const missing = findingsOf(chart(good)).filter(({ problem }) => problem === 'has no runbook');
  expect(missing.map(({ field }) => field)).toContain('alerts.TicketShopLatencyBudgetSlowBurn');
});

test.each<[string, Partial<Settings>]>([
  ['what it should be', {}],
  ['exactly as long as the longest window', { retentionDays: 3 }],
  ['a day, where only a fast burn is watched', { retentionDays: 1, slowBurn: false }],
  ['as low as a fast burn can be told', { availability: 93.1 }],
  ['five nines', { availability: 99.999 }],
  ['a floor of one', { floor: 1 }],
])('is not refused: %s', (_name, settings) => expect(faultsOf({ ...good, ...settings })).toEqual([]));

/** Under names of any service. */
const measures: RequestMetrics = metrics;

test.each([
  ['a gauge', { requests: { ...measures.requests, name: 'http_requests_in_flight' } }, {}, ['metrics.requests.name']],
  ['a gauge that nobody counts', { requests: { ...measures.requests, name: 'a' } }, { countedAt: 'gateway' }, []],
  ['the count of a histogram', { requests: { ...measures.requests, name: 'http_seconds_count' } }, {}, []],
  ['the buckets', { duration: { ...measures.duration, name: 'http_seconds_bucket' } }, {}, ['metrics.duration.name']],
] as const)('the metrics of the service are %s', (_name, own, settings, fields) => {
  const charts: Charts = {
    tickets: (scope: Chart) => {
      const service = ticketShop(scope, { route });
      new Slo<RequestMetrics>(scope, 'slo', { service, ...good, ...settings, metrics: { ...measures, ...own } });
    },
  };
  const faults = findingsOf(charts).filter(({ field }) => field.startsWith('metrics.'));
  expect(faults.map(({ field }) => field)).toEqual(fields);
});

const percents = 'write: 93.1 to 99.999, such as 99.9';

test.each<[string, Partial<Settings>, string]>([
  [
    'a window longer than the cluster keeps metrics',
    { retentionDays: 2 },
    "retentionDays: the cluster keeps 2 days of metrics, and a window is 72 hours long; write: 3 or more in the cluster's settings, or slowBurn: false, which leaves the windows of 6 hours at most",
  ],
  [
    'no metrics at all',
    { retentionDays: 0, slowBurn: false },
    "retentionDays: the cluster keeps 0 days of metrics, and a window is 6 hours long; write: 1 or more in the cluster's settings",
  ],
  [
    'a promise without a budget',
    { availability: 100 },
    `availability: 100 is not a percentage for which a fast burn can be told; ${percents}`,
  ],
  [
    'a share of 1',
    { availability: 0.999 },
    `availability: 0.999 is not a percentage for which a fast burn can be told; ${percents}`,
  ],
  [
    'a latency whose fast burn nobody would see',
    { latency: { percent: 90, withinSeconds: 0.25 } },
    `latency.percent: 90 is not a percentage for which a fast burn can be told; ${percents}`,
  ],
  [
    'a bound that is no bucket',
    { latency: { percent: 99, withinSeconds: 0.3 as 0.25 } },
    'latency.withinSeconds: 0.3 is not a bucket of http_request_duration_seconds; write: one of: 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5',
  ],
  ['no floor', { floor: 0 }, 'floor: 0 is not a whole number from 1 to 10000; write: 1 to 10000'],
])('is refused, once: %s', (_name, settings, fault) => expect(faultsOf({ ...good, ...settings })).toEqual([fault]));
