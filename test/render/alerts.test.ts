// Routes are followed as Alertmanager follows them: the first that fits takes an alert, unless it lets it go on.
import { expect, test } from '@jest/globals';
import { isWhole, receiverOf, type Route, waysOf } from '../../render/alerts.ts';

const to = (receiver: string, matchers: readonly string[], rest: object = {}): Route => ({
  receiver,
  matchers,
  ...rest,
});

const root: Route = {
  receiver: 'root',
  routes: [
    to('copy', ['severity=~"crit.*"', 'owner!~"nobody|none"'], { continue: true }),
    to('orders', ['owner="orders"'], {
      routes: [to('pager', ['severity="critical"']), { matchers: ['severity="info"'] }],
    }),
    to('unlike', ['owner!="orders"', 'team=""', 'quoted="a \\"b\\" \\\\ c"']),
    to('bare', ['owner = links']),
  ],
};

const cases: readonly (readonly [
  labels: Record<string, string>,
  receivers: readonly string[],
  whole: readonly boolean[],
])[] = [
  [{ owner: 'orders', severity: 'critical' }, ['copy', 'pager'], [true, true]],
  [{ owner: 'orders', severity: 'warning' }, ['orders'], [false]],
  [{ owner: 'orders', severity: 'info' }, ['orders'], [true]],
  [{ owner: 'orders', severity: 'a critical' }, ['orders'], [false]],
  [{ owner: 'none', severity: 'critical' }, ['root'], [false]],
  [{ owner: 'links' }, ['bare'], [true]],
  [{ quoted: 'a "b" \\ c' }, ['unlike'], [true]],
  [{ quoted: 'a "b" \\ c', team: 'any' }, ['root'], [false]],
  [{}, ['root'], [false]],
];

test.each(cases)('%j reaches %j', (labels, receivers, whole) => {
  const ways = waysOf(root, labels);
  expect(ways.map(receiverOf)).toEqual(receivers);
  expect(ways.map(isWhole)).toEqual(whole);
});
