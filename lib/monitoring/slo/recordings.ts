// Series of an objective by window: a numerator and a denominator, since an averaged ratio weighs an empty night like a noon.
import type { Recording } from '../alerts.ts';
import type { LabelOf, Metric } from '../metric.ts';
import { select, sumOverTime, type Duration, type Vector } from '../promql.ts';
import type { ServiceSelectors } from '../selectors.ts';
import { rateWindow, type Objective } from './objective.ts';
import type { BurnWindow } from './windows.ts';

/** Minutes between two samples: so many minutes of a rate does each of them stand for. */
export const interval: Duration = '1m';

/** Seconds that a sample stands for: a sum of rates times this is a number of events. */
export const secondsOfSample = 60;

/** Its label beside those of the target. */
interface Recorded extends Metric {
  readonly labels: readonly ['slo'];
}

/** What picks out the series of one objective of one service. */
export type Where = ServiceSelectors['scraped'] & { readonly slo: Objective['slo'] };

/** The sum of the rates of each minute of a window. */
export function recorded(of: 'events' | 'bad_events', where: Where, window: Duration): Vector<LabelOf<Recorded>> {
  return select(series(of, window), where);
}

/**
 * The rules that make {@link recorded}: counters are read over the shortest window alone, and the others sum up what it recorded. That
 * a minute is in five rates moves an event by minutes, and counts it once.
 */
export function recordingsOf(
  { slo, events, badEvents, labels }: Objective,
  scraped: ServiceSelectors['scraped'],
  windows: readonly BurnWindow[],
): Recording[] {
  const where = { ...scraped, slo };
  const longer = new Set(windows.flatMap(({ short, long }) => [short, long]).filter((window) => window !== rateWindow));
  return (['events', 'bad_events'] as const).flatMap((of) => [
    { record: series(of, rateWindow).name, expr: of === 'events' ? events : badEvents, labels: { ...labels, slo } },
    ...[...longer].map((window) => ({
      record: series(of, window).name,
      expr: sumOverTime(series(of, rateWindow), where, window),
      labels: { slo },
    })),
  ]);
}

/** Source: Prometheus documentation, "Recording rules", "Naming": the newest operation stands first. */
function series(of: 'events' | 'bad_events', window: Duration): Recorded {
  const operations = window === rateWindow ? `rate${rateWindow}` : `sum${window}_rate${rateWindow}`;
  return { name: `namespace_job_slo:${of}:${operations}`, labels: ['slo'] };
}
