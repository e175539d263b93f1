import { expect, test } from '@jest/globals';
import { scaleOf, written } from '../../../commands/dashboards/units.ts';

test.each([
  ['s', 0.0000025, '2.5 µs'],
  ['s', 0.25, '250 ms'],
  ['s', 90, '90 s'],
  ['s', 7200, '2 h'],
  ['s', 172_800, '2 d'],
  ['bytes', 512, '512 B'],
  ['bytes', 1536, '1.5 KiB'],
  ['bytes', 3 * 2 ** 30, '3 GiB'],
  ['percentunit', 0.123, '12.3%'],
  ['percent', 12.3, '12.3%'],
  ['reqps', 1500, '1.5K req/s'],
  ['short', 12, '12'],
  ['a unit of Grafana that is not known here', 3, '3 a unit of Grafana that is not known here'],
])('%s: %d is written as %s', (unit, value, text) => expect(written(value, scaleOf(unit, value))).toBe(text));

test('all values of a panel are in the unit of its greatest', () => {
  expect(written(0.5, scaleOf('s', 4000))).toBe('0.000139 h');
});

test('where there is no value, there is a dash', () => expect(written(undefined, scaleOf('s', 1))).toBe('–'));
