// A routing that tells nobody is refused before anybody has to be told.
import { expect, test } from '@jest/globals';
import { routingFaults } from '../../../../lib/monitoring/routing/faults.ts';
import { inhibitions } from '../../../../lib/monitoring/routing/inhibitions.ts';
import { alertingShape } from '../../../../lib/monitoring/routing/shape.ts';
import { misfits } from '../../../../lib/validation/shape.ts';
import type { AlertRouting } from '../../../../lib/monitoring/routing/routing.ts';
import { routing } from './routing.ts';

const { receivers, owners } = routing;
const email = receivers['orders-mail']?.email;
if (!email) throw new Error('there is no mailbox');

test('a mailbox may hear the watchdog: there are services that expect mails', () => {
  expect(routingFaults({ ...routing, receivers: { ...receivers, heartbeat: { email } } })).toEqual([]);
});

test('one with all that there is passes, and one with the least', () => {
  const least = {
    receivers: { a: { teams: 'b' }, c: { webhook: 'd' } },
    owners: { platform: { critical: 'a', warning: 'a' } },
    watchdog: 'c',
  };
  expect(routingFaults(routing)).toEqual([]);
  expect(routingFaults(least)).toEqual([]);
});

const cases: readonly (readonly [name: string, wrong: Partial<AlertRouting>, field: string])[] = [
  [
    'a team whose alerts would pass for signs of life',
    { owners: { ...owners, orders: { critical: 'heartbeat', warning: 'orders-mail' } } },
    'watchdog',
  ],
  [
    'a watchdog in a channel, where nobody notices that it stops',
    { receivers: { ...receivers, heartbeat: { webhook: 'alerts-heartbeat', teams: 'alerts-platform' } } },
    'watchdog',
  ],
  [
    'a watchdog that is an incident for ever',
    { receivers: { ...receivers, heartbeat: { pagerDuty: 'alerts-pager' } } },
    'watchdog',
  ],
  ['a receiver that is nowhere', { watchdog: 'gone', receivers: { ...receivers, heartbeat: {} } }, 'watchdog'],
  [
    'a route to nowhere',
    { owners: { ...owners, orders: { critical: 'orders-pager', warning: 'gone' } } },
    'owners.orders.warning',
  ],
  ['nobody for the platform', { owners: { orders: owners.orders ?? { critical: '', warning: '' } } }, 'owners'],
  [
    'a receiver that nothing reaches',
    { receivers: { ...receivers, spare: { teams: 'alerts-spare' } } },
    'receivers.spare',
  ],
  ['a receiver that tells nobody', { receivers: { ...receivers, heartbeat: {} } }, 'receivers.heartbeat'],
  [
    'an owner that is no label',
    { owners: { ...owners, 'The Team': { critical: 'orders-pager', warning: 'orders-mail' } } },
    'owners.The Team',
  ],
  [
    'a mailbox that is none',
    { receivers: { ...receivers, 'orders-mail': { email: { ...email, to: 'orders' } } } },
    'receivers.orders-mail.email.to',
  ],
  [
    'two mailboxes in one',
    { receivers: { ...receivers, 'orders-mail': { email: { ...email, to: 'a@example.com,b@example.com' } } } },
    'receivers.orders-mail.email.to',
  ],
  [
    'a server without a port',
    { receivers: { ...receivers, 'orders-mail': { email: { ...email, server: 'smtp.example.com' } } } },
    'receivers.orders-mail.email.server',
  ],
  ['a time zone that is none', { workingHours: { timeZone: 'Berlin' } }, 'workingHours.timeZone'],
  ['a time zone in another case', { workingHours: { timeZone: 'europe/berlin' } }, 'workingHours.timeZone'],
  [
    'a mailbox with a template',
    { receivers: { ...receivers, 'orders-mail': { email: { ...email, to: 'a@b{{' } } } },
    'receivers.orders-mail.email.to',
  ],
  ['a time of no day', { workingHours: { timeZone: 'UTC', from: '8:00' } }, 'workingHours.from'],
  ['hours through the night', { workingHours: { timeZone: 'UTC', from: '22:00', to: '06:00' } }, 'workingHours'],
];

test.each(cases)('%s', (_name, wrong, field) => {
  const faults = routingFaults({ ...routing, ...wrong });
  expect(faults.map((fault) => fault.field)).toContain(`alerting.${field}`);
  expect(faults.every(({ problem, write }) => problem !== '' && write !== '')).toBe(true);
});

test.each(inhibitions.map((rule) => [rule.source_matchers.join(), rule] as const))(
  'what %s silences shares a label that is there on both sides',
  (_source, { source_matchers, target_matchers, equal }) => {
    const isThere = equal.map((label) => `${label}=~".+"`);
    expect([source_matchers, target_matchers].some((matchers) => isThere.some((each) => matchers.includes(each)))).toBe(
      true,
    );
    expect(target_matchers.some((each) => isThere.includes(each) && source_matchers.includes(each))).toBe(true);
  },
);

const { receivers: all, owners: teams } = routing;
const address = 'https://example.com/hook?sig=canary';

test.each<[string, object, string]>([
  [
    'an address instead of the name of its secret',
    { receivers: { ...all, heartbeat: { webhook: address } } },
    'alerting.receivers.heartbeat.webhook',
  ],
  [
    'a list of receivers',
    { owners: { ...teams, orders: { critical: ['a'], warning: 'orders-mail' } } },
    'alerting.owners.orders.critical',
  ],
  ['a receiver that is null', { receivers: { ...all, heartbeat: null } }, 'alerting.receivers.heartbeat'],
  [
    'half a mailbox',
    { receivers: { ...all, 'orders-mail': { email: { to: 'a@example.com' } } } },
    'alerting.receivers.orders-mail.email.from',
  ],
  ['no watchdog', { watchdog: undefined }, 'alerting.watchdog'],
  ['hours without a zone', { workingHours: { from: '08:00' } }, 'alerting.workingHours.timeZone'],
])('%s is refused before anything is made, and not told', (_name, wrong, field) => {
  const found = misfits({ ...routing, ...wrong }, alertingShape, 'alerting');
  expect(found.map((each) => each.field)).toContain(field);
  expect(JSON.stringify(found)).not.toContain('canary');
});

test('what no type has is named with what there is', () => {
  const wrong = { ...routing, workinghours: {}, receivers: { ...all, heartbeat: { discord: 'a' } } };
  const found = misfits(wrong, alertingShape, 'alerting');
  expect(found.map(({ field, known = [] }) => [field, known.length > 0])).toEqual([
    ['alerting.receivers.heartbeat.discord', true],
    ['alerting.workinghours', true],
  ]);
});
