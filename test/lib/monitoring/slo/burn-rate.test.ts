import { describe, expect, test } from '@jest/globals';
import { select, sum, type Duration } from '../../../../lib/monitoring/promql.ts';
import { burnsBudget } from '../../../../lib/monitoring/slo/burn-rate.ts';
import { burnWindows, periodDays, type BurnWindow } from '../../../../lib/monitoring/slo/windows.ts';

const share = () => sum(select({ name: 'share', labels: [] }, {}));

test.each([
  ['99.9', 99.9, '14.4 * 0.001'],
  ['99.95', 99.95, '14.4 * 0.0005'],
  ['99', 99, '14.4 * 0.01'],
])('an objective of %s %% leaves its budget without the dust of binary fractions', (_name, objective, threshold) => {
  expect(burnsBudget(share, objective, burnWindows.page)).toContain(`> ${threshold}\n`);
});

const hours = (duration: Duration): number =>
  Number.parseFloat(duration) * { m: 1 / 60, h: 1, d: 24, s: 1 / 3600 }[duration.slice(-1) as 'm' | 'h' | 'd' | 's'];

describe.each<BurnWindow>([...burnWindows.page, ...burnWindows.ticket])('the window of $long', (window) => {
  const { long, short, burnRate, budgetPercent } = window;

  test('uses up the share of the budget that the workbook tells', () => {
    expect((burnRate * hours(long)) / (periodDays * 24)).toBeCloseTo(budgetPercent / 100, 10);
  });

  test('has a short window of a twelfth', () => expect(hours(long) / hours(short)).toBeCloseTo(12, 10));
});
