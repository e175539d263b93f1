// What a Prometheus would hold of services that have run for as long as the longest window: their counters, and what was recorded of them.
import { closeSync, openSync, writeSync } from 'node:fs';
import { hoursOf } from '../../../lib/monitoring/promql.ts';
import { burnWindows } from '../../../lib/monitoring/slo/windows.ts';
import { asRecord, asString } from '../../../render/fields.ts';
import { type Group, metrics } from './rules.ts';

/** Seconds between two scrapes, as `ServiceMetrics` has it by default. */
export const scrapeSeconds = 30;

export const historyHours = Math.max(...[...burnWindows.page, ...burnWindows.ticket].map(({ long }) => hoursOf(long)));

/** Requests by the second to each service. */
const requestRate = 10;

/** Each so many-th service fails. */
const failingEach = 10;

/** A share that burns a budget of 0.1 % at the fastest rate of all. */
const failingShare = 0.02;

/** A series, and what it has so many seconds after its beginning. */
interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly everySeconds: number;
  readonly valueAt: (second: number) => number;
}

/**
 * Writes them as OpenMetrics: of each service a pod with answers of two status codes, and what its rules recorded each minute.
 * @param end of the history, in seconds since 1970
 */
export function writeHistory(file: string, groups: readonly Group[], end: number): void {
  const seconds = historyHours * 3600;
  const output = openSync(file, 'w');
  for (const { name, labels, everySeconds, valueAt } of groups.flatMap(seriesOf)) {
    const selector = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
    const head = `${name}{${selector.join(',')}}`;
    const samples = Array.from({ length: seconds / everySeconds }, (_, index) => {
      const second = (index + 1) * everySeconds;
      return `${head} ${valueAt(second)} ${end - seconds + second}\n`;
    });
    writeSync(output, samples.join(''));
  }
  writeSync(output, '# EOF\n');
  closeSync(output);
}

function seriesOf({ name: group, rules }: Group, index: number): Series[] {
  const [name = ''] = group.split('/');
  const where = { namespace: name, job: name };
  const bad = index % failingEach === 0 ? requestRate * failingShare : 0;
  const counted = (status: string, rate: number): Series => ({
    name: metrics.requests.name,
    labels: { ...where, service: name, pod: `${name}-0`, method: 'GET', route: '/', status },
    everySeconds: scrapeSeconds,
    valueAt: (second) => Math.round(second * rate),
  });
  // What the others sum up.
  const recorded = rules.filter(({ record }) => asString(record).endsWith(':rate5m'));
  return [
    counted('200', requestRate - bad),
    counted('500', bad),
    ...recorded.map(({ record, labels }) => ({
      name: asString(record),
      labels: { ...where, ...(asRecord(labels) as Record<string, string>) },
      everySeconds: 60,
      valueAt: () => (asString(record).includes(':bad_events:') ? bad : requestRate),
    })),
  ];
}
