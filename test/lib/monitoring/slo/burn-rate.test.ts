import { describe, expect, test } from '@jest/globals';
import { hoursOf } from '../../../../lib/monitoring/promql.ts';
import { burnsBudget } from '../../../../lib/monitoring/slo/burn-rate.ts';
import { burnWindows, lowestPercent, periodDays, type BurnWindow } from '../../../../lib/monitoring/slo/windows.ts';

const where = { namespace: 'shop', job: 'shop', slo: 'availability' } as const;

test.each([
  ['99.9', 99.9, '14.4 * 0.001'],
  ['99.95', 99.95, '14.4 * 0.0005'],
  ['99', 99, '14.4 * 0.01'],
])('an objective of %s %% leaves its budget without the dust of binary fractions', (_name, objective, threshold) => {
  expect(burnsBudget(where, objective, 10, burnWindows.page)).toContain(`> ${threshold}\n`);
});

test('a fast burn is told of each objective that is let through, and would not be of a lower one', () => {
  const [{ burnRate }] = burnWindows.page;
  expect(burnRate * (1 - lowestPercent / 100)).toBeLessThan(1);
  expect(burnRate * (1 - (lowestPercent - 0.1) / 100)).toBeGreaterThan(1);
});

describe.each<BurnWindow>([...burnWindows.page, ...burnWindows.ticket])('the window of $long', (window) => {
  const { long, short, burnRate, budgetPercent } = window;

  test('uses up the share of the budget that the workbook tells', () => {
    expect((burnRate * hoursOf(long)) / (periodDays * 24)).toBeCloseTo(budgetPercent / 100, 10);
  });

  test('has a short window of a twelfth', () => expect(hoursOf(long) / hoursOf(short)).toBeCloseTo(12, 10));
});
