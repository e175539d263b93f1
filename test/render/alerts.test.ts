// Routes are followed as Alertmanager follows them: the first that fits takes an alert, unless it lets it go on.
import { expect, test } from '@jest/globals';
import { alertsIn, isWhole, receiverOf, type Route, unreadableIn, waysOf } from '../../render/alerts.ts';

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
    to('go', ['owner=~"(?i)Carts|(?P<other>wares)"']),
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
  [{ owner: 'cArTs', team: 'a' }, ['go'], [true]],
  [{ owner: 'WARES', team: 'a' }, ['go'], [true]],
  [{ owner: 'carts-2', team: 'a' }, ['root'], [false]],
  [{ quoted: 'a "b" \\ c' }, ['unlike'], [true]],
  [{ quoted: 'a "b" \\ c', team: 'any' }, ['root'], [false]],
  [{}, ['root'], [false]],
];

test.each(cases)('%j reaches %j', (labels, receivers, whole) => {
  const ways = waysOf(root, labels);
  expect(ways.map(receiverOf)).toEqual(receivers);
  expect(ways.map(isWhole)).toEqual(whole);
});

const oneRoute = (route: Route): Route => ({ receiver: 'root', routes: [{ receiver: 'it', ...route }] });
const taken = (route: Route, labels: Record<string, string>): boolean =>
  receiverOf(waysOf(oneRoute(route), labels)[0] ?? []) === 'it';

test.each<[string, Route]>([
  ['a matcher each', { matchers: ['owner="orders"', 'severity=~"crit.*"'] }],
  ['several in one text', { matchers: ['owner="orders",severity=~"crit.*"'] }],
  ['several in braces', { matchers: ['{ owner = "orders", severity=~"crit.*" }'] }],
  ['names in quotes, and a comma in a value', { matchers: ['"owner"="orders",severity!~"a,b",severity!=warning,'] }],
  ['maps', { match: { owner: 'orders' }, match_re: { severity: 'crit.*' } }],
  ['a map beside matchers', { match: { owner: 'orders' }, matchers: ['severity="critical"'] }],
])('a route is read in the form of %s', (_form, route) => {
  expect(unreadableIn(oneRoute(route), 'route')).toEqual([]);
  expect(taken(route, { owner: 'orders', severity: 'critical' })).toBe(true);
  expect(taken(route, { owner: 'orders', severity: 'warning' })).toBe(false);
  expect(taken(route, { owner: 'links', severity: 'critical' })).toBe(false);
});

test.each<[string, Route, string]>([
  ['a text without operator', { matchers: ['owner'] }, 'matchers'],
  ['a quote that does not end', { matchers: ['owner="orders'] }, 'matchers'],
  ['one that is no matcher among several', { matchers: ['owner="orders",severity'] }, 'matchers'],
  ['a map instead of a list', { matchers: { owner: 'orders' } }, 'matchers'],
  ['a number', { match: { owner: 1 } }, 'match'],
  ['a list of maps', { match_re: [{ owner: 'a' }] }, 'match_re'],
  ['one route instead of a list', { routes: { receiver: 'a' } }, 'routes'],
])('%s is refused with its place', (_name, route, field) => {
  expect(unreadableIn(oneRoute(route), 'route').map((each) => each.field)).toEqual([`route.routes[0].${field}`]);
});

test("an alert has its group's labels, and its own before them", () => {
  const labels = { owner: 'orders', severity: 'warning' };
  const rules = [{ alert: 'Slow' }, { alert: 'Down', labels: { severity: 'critical' } }, { record: 'a' }];
  expect(alertsIn([{ name: 'g', labels, rules }]).map((alert) => alert.labels)).toEqual([
    { ...labels, alertname: 'Slow' },
    { ...labels, severity: 'critical', alertname: 'Down' },
  ]);
});
