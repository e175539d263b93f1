// How fast an error budget may burn before somebody is told. Data only.
import type { Duration } from '../promql.ts';

/** Both windows must burn at the rate: the long one that it matters, the short one that it has not stopped. */
export interface BurnWindow {
  /** How long the budget must have burned at the rate. */
  readonly long: Duration;
  /** A twelfth of the long one: how long an alert stays on after the errors have stopped. */
  readonly short: Duration;
  /** Multiple of the rate that would use up the budget in exactly {@link periodDays}. */
  readonly burnRate: number;
  /** Share of the budget, in percent, that is gone once the long window has burned at the rate. */
  readonly budgetPercent: number;
}

/** Days for which an objective is promised; the burn rates below hold for this period. */
export const periodDays = 30;

/**
 * Source: Google, "The Site Reliability Workbook" (2018), chapter 5, "Alerting on SLOs", table 5-8. There `page` wakes
 * somebody and `ticket` waits for the working day.
 */
export const burnWindows = {
  page: [
    { long: '1h', short: '5m', burnRate: 14.4, budgetPercent: 2 },
    { long: '6h', short: '30m', burnRate: 6, budgetPercent: 5 },
  ],
  ticket: [{ long: '3d', short: '6h', burnRate: 1, budgetPercent: 10 }],
} as const satisfies Record<string, readonly BurnWindow[]>;

/** Below it more would have to be bad than there is, for the fastest burn to be seen: 14.4 times the budget is above all. */
export const lowestPercent = 93.1;
