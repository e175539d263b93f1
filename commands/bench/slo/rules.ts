// The same objective twice: as `Slo` writes it, and with alerts that read raw counters over the whole of each window.
import { Slo } from '../../../lib/monitoring/slo/slo.ts';
import { burnWindows, type BurnWindow } from '../../../lib/monitoring/slo/windows.ts';
import {
  above,
  allOf,
  anyOf,
  increase,
  rate,
  ratio,
  sum,
  type Condition,
  type Duration,
} from '../../../lib/monitoring/promql.ts';
import type { RequestMetrics } from '../../../lib/monitoring/metric.ts';
import { asArray, asRecord, asString, at } from '../../../render/fields.ts';
import { resolve } from '../../../render/resolve.ts';
import { fleetOf } from '../fleet.ts';

/** A group of rules, as a file of Prometheus has it. */
export interface Group {
  readonly name: string;
  readonly interval: Duration;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

const labels = ['method', 'route', 'status'] as const;

export const metrics: RequestMetrics = {
  requests: { name: 'http_requests_total', labels },
  duration: { name: 'http_request_duration_seconds', labels, buckets: [0.25] },
};

const availability = 99.9;
const floor = 10;

/** The groups of so many services with an objective of availability each, rendered by the construct. */
export function recordedGroups(services: number): Group[] {
  const app = fleetOf(services, 'dist', (chart, service) => {
    new Slo(chart, 'slo', { service, metrics, owner: 'bench', retentionDays: 30, availability, floor });
  });
  return resolve(app)
    .objects.filter(({ object }) => object.kind === 'PrometheusRule')
    .flatMap(({ object }) => asArray(at(object, 'spec.groups')).map(asRecord))
    .map(({ name, interval, rules }) => ({
      name: asString(name),
      interval: asString(interval) as Duration,
      rules: asArray(rules).map(asRecord),
    }));
}

/** Alerts of the same names, times and thresholds, as the workbook has them where nothing is recorded. */
export function rawGroups(recorded: readonly Group[]): Group[] {
  return recorded.map(({ rules, ...group }) => {
    const [name = ''] = group.name.split('/');
    const alerts = rules.filter(({ alert }) => alert !== undefined);
    return {
      ...group,
      rules: alerts.map((alert) => ({
        ...alert,
        expr: burnsRaw(name, asString(alert.alert).endsWith('FastBurn') ? burnWindows.page : burnWindows.ticket),
      })),
    };
  });
}

function burnsRaw(name: string, windows: readonly BurnWindow[]): Condition {
  const where = { namespace: name, job: name };
  const failed = { ...where, status: /5../ };
  const { requests } = metrics;
  const budget = Number((1 - availability / 100).toFixed(6));
  return anyOf(
    ...windows.map(({ long, short, burnRate }) =>
      allOf(
        ...[long, short].map((window) =>
          above(
            ratio(sum(rate(requests, failed, window)), sum(rate(requests, where, window))),
            `${burnRate} * ${budget}`,
          ),
        ),
        above(sum(increase(requests, failed, long)), floor),
      ),
    ),
  );
}
