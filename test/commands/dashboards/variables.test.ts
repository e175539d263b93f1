import { expect, test } from '@jest/globals';
import { resolved, valuesFor } from '../../../commands/dashboards/variables.ts';

const asked = { url: '', from: 0, to: 3600, step: 15, scrapeSeconds: 30 };
const list = [
  { name: 'namespace', current: { value: 'orders' } },
  { name: 'pod', current: { value: ['orders-0', 'orders-1'] } },
  { name: 'node', current: { value: '$__all' } },
  { name: 'unset' },
];
const values = valuesFor({ templating: { list } }, asked);

test.each([
  ['a variable of the dashboard', 'up{namespace="$namespace"}', 'up{namespace="orders"}'],
  ['in braces, with a format', 'up{namespace=~"${namespace:regex}"}', 'up{namespace=~"orders"}'],
  ['of several values', 'up{pod=~"$pod"}', 'up{pod=~"(orders-0|orders-1)"}'],
  ['of all values', 'up{node=~"$node", a=~"$unset"}', 'up{node=~".*", a=~".*"}'],
  ['the interval', 'rate(a[$__interval])', 'rate(a[15s])'],
  ['the interval of rates: four scrapes and more', 'rate(a[$__rate_interval])', 'rate(a[120s])'],
  ['the whole time', 'increase(a[$__range]) / $__range_s', 'increase(a[3600s]) / 3600'],
  ['that nobody has set stays, for Prometheus to refuse', 'up{a="$other"}', 'up{a="$other"}'],
])('a variable %s', (_name, query, expected) => expect(resolved(query, values)).toBe(expected));
