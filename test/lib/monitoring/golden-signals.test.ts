import { expect, test } from '@jest/globals';
import { metrics } from '../../../app/contract.ts';
import { goldenSignals } from '../../../lib/monitoring/golden-signals.ts';
import type { HttpMetrics } from '../../../lib/monitoring/metric.ts';
import { selectorsOf } from '../../../lib/monitoring/selectors.ts';

const selectors = selectorsOf({ name: 'a', namespace: 'a' });

test('a service that is not on Node.js has the golden signals too, all but the panel of the event loop', () => {
  const { requests, duration, inFlight } = metrics;
  const others = panels({ requests, duration, inFlight });
  expect(panels(metrics)).toEqual(expect.arrayContaining(['Event loop lag, p99', ...others]));
  expect(panels(metrics)).toHaveLength(others.length + 1);
});

function panels(of: HttpMetrics): string[] {
  return goldenSignals(selectors, of).flatMap(({ panels: all }) => all.map(({ title }) => title));
}
