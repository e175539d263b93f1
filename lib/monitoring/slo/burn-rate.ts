// An alert on the error budget rather than on errors: few at night are no reason to wake anybody, many are at once.
import { above, allOf, anyOf, ratio, type Condition, type Duration } from '../promql.ts';
import { recorded, secondsOfSample, type Where } from './recordings.ts';
import type { BurnWindow } from './windows.ts';

/**
 * Holds while the budget burns at the rate of one of the windows, in both its halves, and with more than a few bad events.
 * @param objective the promised share of good events, in percent, below 100: 99.9
 * @param floor bad events in the long window up to which nobody is told
 */
export function burnsBudget(where: Where, objective: number, floor: number, windows: readonly BurnWindow[]): Condition {
  // Rounded: 100 - 99.9 is 0.09999999999999432 in binary.
  const budget = Number((1 - objective / 100).toFixed(6));
  const share = (window: Duration) => ratio(recorded('bad_events', where, window), recorded('events', where, window));
  return anyOf(
    ...windows.map(({ long, short, burnRate }) =>
      allOf(
        ...[long, short].map((window) => above(share(window), `${burnRate} * ${budget}`)),
        above(recorded('bad_events', where, long), `${floor} / ${secondsOfSample}`),
      ),
    ),
  );
}
