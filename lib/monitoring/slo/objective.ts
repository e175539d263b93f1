// What is counted against an objective: all events of a service and the bad ones among them, as rates that a rule records.
import { publicGateway } from '../../platform.ts';
import { gatewayMetrics } from '../gateway-metrics.ts';
import type { Histogram, HttpRequests } from '../metric.ts';
import { orZero, type Query, rate, rateAbove, rateOfAll, sum, type Duration } from '../promql.ts';
import type { ServiceSelectors } from '../selectors.ts';

/** A promise, and what it is held against. */
export interface Objective {
  /** What it is about: the label `slo` of its series. */
  readonly slo: 'availability' | 'latency';
  /** The promised share of good events, in percent. */
  readonly percent: number;
  /** All events, by the second: one sum for the service. */
  readonly events: Query;
  /** The bad ones; 0, and not nothing, where there is none. */
  readonly badEvents: Query;
  /** Labels that say whose the events are, where the queries have none of them. @default they have `namespace` and `job` */
  readonly labels?: ServiceSelectors['scraped'];
}

/** What `rate` looks back over: ten scrapes at the default interval, and the shortest of all windows. */
export const rateWindow: Duration = '5m';

/** Requests; bad is one answered with a 5xx. Of those that no replica answered the service knows nothing. */
export function availability(percent: number, requests: HttpRequests, where: ServiceSelectors['scraped']): Objective {
  const events = sum(rate(requests, where, rateWindow), 'namespace', 'job');
  const failed = sum(rate(requests, { ...where, status: /5../ }, rateWindow), 'namespace', 'job');
  return { slo: 'availability', percent, events, badEvents: orZero(failed, events) };
}

/**
 * Requests that the Gateway led to the service, whoever answered; bad is one that got a 5xx, of the service or of the Gateway itself,
 * as it found no pod, or none that answered in time. A client that did not wait for its answer is no event.
 */
export function availabilityAtGateway(percent: number, scraped: ServiceSelectors['scraped']): Objective {
  const { requests } = gatewayMetrics;
  const where = {
    namespace: publicGateway.namespace,
    destination_service_namespace: scraped.namespace,
    destination_service_name: scraped.job,
    response_flags: { not: 'DC' },
  };
  const events = sum(rate(requests, where, rateWindow));
  const failed = sum(rate(requests, { ...where, response_code: /5../ }, rateWindow));
  return { slo: 'availability', percent, events, badEvents: orZero(failed, events), labels: scraped };
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
