// What is counted against an objective: all events of a service and the bad ones among them, as rates that a rule records.
import type { Histogram, HttpRequests } from '../metric.ts';
import { orZero, rate, rateAbove, rateOfAll, sum, type Duration, type Vector } from '../promql.ts';
import type { ServiceSelectors } from '../selectors.ts';

/** Events by the second, one sum for each service. */
type Events = Vector<'namespace' | 'job'>;

/** A promise, and what it is held against. */
export interface Objective {
  /** What it is about: the label `slo` of its series. */
  readonly slo: 'availability' | 'latency';
  /** The promised share of good events, in percent. */
  readonly percent: number;
  /** All events. */
  readonly events: Events;
  /** The bad ones; 0, and not nothing, where there is none. */
  readonly badEvents: Events;
}

/** What `rate` looks back over: ten scrapes at the default interval, and the shortest of all windows. */
export const rateWindow: Duration = '5m';

/** Requests; bad is one answered with a 5xx. Of those that no replica answered the service knows nothing. */
export function availability(percent: number, requests: HttpRequests, where: ServiceSelectors['scraped']): Objective {
  const events = sum(rate(requests, where, rateWindow), 'namespace', 'job');
  const failed = sum(rate(requests, { ...where, status: /5../ }, rateWindow), 'namespace', 'job');
  return { slo: 'availability', percent, events, badEvents: orZero(failed, events) };
}

/** Answers; bad is one that took longer. A 5xx is fast and no answer at all: it must not make the rest look better. */
export function latency<M extends Histogram & { readonly labels: HttpRequests['labels'] }>(
  percent: number,
  duration: M,
  withinSeconds: M['buckets'][number],
  scraped: ServiceSelectors['scraped'],
): Objective {
  const histogram: Histogram & { readonly labels: HttpRequests['labels'] } = duration;
  const where = { ...scraped, status: { not: /5../ } };
  const events = rateOfAll(histogram, where, rateWindow, 'namespace', 'job');
  const badEvents = rateAbove(histogram, withinSeconds, where, rateWindow, 'namespace', 'job');
  return { slo: 'latency', percent, events, badEvents };
}
