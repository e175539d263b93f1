// A change of the routes is told as who is notified of what, and never passed over.
import { expect, test } from '@jest/globals';
import { alertmanagerConfig } from '../../../lib/monitoring/routing/alertmanager.ts';
import type { AlertRouting } from '../../../lib/monitoring/routing/routing.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { EditedDist, saidOf } from '../../support/edited-dist.ts';

const routing: AlertRouting = {
  receivers: { chat: { teams: 'chat' }, pager: { pagerDuty: 'pager' }, heartbeat: { webhook: 'heartbeat' } },
  owners: {
    platform: { critical: 'pager', warning: 'chat' },
    links: { critical: 'pager', warning: 'chat' },
  },
  watchdog: 'heartbeat',
};

const place = 'live/controllers/stack';

const released = (config: object): KubeObject => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'stack', namespace: 'cluster-config' },
  spec: { interval: '10m', values: { alertmanager: { config } } },
});

const told = (before: object, after: object): string[] =>
  saidOf((dist) => dist.add(place, released(after)), new EditedDist().add(place, released(before)))
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('Helm upgrades'));

test.each<[string, AlertRouting, readonly string[]]>([
  [
    'a team with a mailbox',
    {
      ...routing,
      receivers: { ...routing.receivers, orders: { teams: 'orders' } },
      owners: { ...routing.owners, orders: { critical: 'pager', warning: 'orders' } },
    },
    [
      'has the new receiver orders',
      'notifies orders of alerts with owner=orders',
      'notifies pager of alerts with owner=orders, severity=critical',
      'notifies orders of alerts with owner=orders, severity=warning',
    ],
  ],
  [
    'a team that nobody pages any more',
    { ...routing, owners: { ...routing.owners, links: { critical: 'chat', warning: 'chat' } } },
    ['! notifies chat instead of pager of alerts with owner=links, severity=critical'],
  ],
  [
    'a team that is gone',
    { ...routing, owners: { platform: { critical: 'pager', warning: 'chat' } } },
    [
      '! has no route any more for alerts with owner=links',
      '! has no route any more for alerts with owner=links, severity=critical',
      '! has no route any more for alerts with owner=links, severity=warning',
    ],
  ],
])('%s', (_what, after, sentences) => {
  expect(told(alertmanagerConfig(routing), alertmanagerConfig(after))).toEqual(sentences);
});

test('a receiver that is gone, and a route that is repeated otherwise', () => {
  const config = alertmanagerConfig(routing);
  const { receivers, route } = config;
  expect(
    told(config, { ...config, receivers: receivers.slice(0, -1), route: { ...route, repeat_interval: '2h' } }),
  ).toEqual(['! loses the receiver heartbeat', 'for all other alerts repeat_interval is 2h instead of 4h']);
});

test('two routes for the same alerts are told by their fields', () => {
  const config = alertmanagerConfig(routing);
  const { route } = config;
  const twice = { ...config, route: { ...route, routes: [...route.routes, ...route.routes] } };
  expect(told(config, twice).join('\n')).toContain('spec.values.alertmanager.config.route.routes');
});
