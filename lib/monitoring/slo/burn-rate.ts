// An alert on the error budget rather than on errors: few at night are no reason to wake anybody, many are at once.
import type { HttpRequests } from '../metric.ts';
import { above, allOf, anyOf, ratio, rate, sum, type Condition, type Duration, type Vector } from '../promql.ts';
import type { ServiceSelectors } from '../selectors.ts';
import type { BurnWindow } from './windows.ts';

/** The share of bad events over a window, 0 to 1. */
export type ErrorShare = (window: Duration) => Vector<never>;

/** The share of requests that were answered with a 5xx; of those that no replica answered the service knows nothing. */
export function unavailability(requests: HttpRequests, where: ServiceSelectors['scraped']): ErrorShare {
  return (window) =>
    ratio(sum(rate(requests, { ...where, status: /5../ }, window)), sum(rate(requests, where, window)));
}

/**
 * Holds while the budget burns at the rate of one of the windows, in both its halves.
 * @param objective the promised share of good events, in percent, below 100: 99.9
 */
export function burnsBudget(share: ErrorShare, objective: number, windows: readonly BurnWindow[]): Condition {
  // Rounded: 100 - 99.9 is 0.09999999999999432 in binary.
  const budget = Number((1 - objective / 100).toFixed(6));
  return anyOf(
    ...windows.map(({ long, short, burnRate }) =>
      allOf(...[long, short].map((window) => above(share(window), `${burnRate} * ${budget}`))),
    ),
  );
}
