import { expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { Alerts, type Alert, type AlertsProps } from '../../../lib/monitoring/alerts.ts';
import { above, select } from '../../../lib/monitoring/promql.ts';
import { findingsOf, objectsOf, only } from '../../support/synthesize.ts';

/** An alert with a runbook in this repository. */
const good: Alert = {
  name: 'TicketsLag',
  severity: 'warning',
  expr: above(select({ name: 'queue_length', labels: [] }, {}), 5),
  for: '5m',
  summary: 'The queue grows.',
};

const chart = (props: AlertsProps) => ({ app: (scope: Chart) => void new Alerts(scope, 'alerts', props) });

function faultsOf(props: AlertsProps): string[] {
  return findingsOf(chart(props))
    .filter(({ code }) => code === 'invalid-setting')
    .map(({ at, field, problem, write }) => `${at} ${field}: ${problem}; write: ${write}`);
}

test('an alert carries severity, owner, summary and the link to its runbook', () => {
  expect(only(objectsOf(chart({ owner: 'box-office', alerts: [good] })), 'PrometheusRule')).toMatchObject({
    metadata: { name: 'alerts', namespace: 'app' },
    spec: {
      groups: [
        {
          name: 'app/alerts',
          rules: [
            {
              alert: 'TicketsLag',
              expr: 'queue_length > 5\n',
              for: '5m',
              labels: { severity: 'warning', owner: 'box-office' },
              annotations: {
                summary: 'The queue grows.',
                runbook_url: 'https://github.com/example/box-office/blob/main/docs/runbooks/tickets-lag.md',
              },
            },
          ],
        },
      ],
    },
  });
});

test('a complete alert is not refused', () => {
  expect(faultsOf({ owner: 'box-office', alerts: [good] })).toEqual([]);
  const longest: Alert = { ...good, for: '24h', keepFiringFor: '1d' };
  expect(faultsOf({ owner: 'box-office', interval: '5m', alerts: [longest] })).toEqual([]);
});

test.each<[string, Partial<AlertsProps>, string]>([
  [
    'without an owner',
    { owner: '' },
    'owner: "" is no DNS label (RFC 1123); write: lower case letters, digits and "-", 63 characters at most, a letter or digit at both ends',
  ],
  ['without alerts', { alerts: [] }, 'alerts: is empty; write: one alert or more'],
  [
    'with a name that is not CamelCase',
    { alerts: [{ ...good, name: 'tickets-lag' }] },
    'alerts.tickets-lag.name: "tickets-lag" is not CamelCase; write: a name such as ShopSlow',
  ],
  [
    'without severity',
    { alerts: [{ ...good, severity: '' as Alert['severity'] }] },
    'alerts.TicketsLag.severity: "" is none; write: "critical" (wakes somebody) or "warning"',
  ],
  [
    'with a severity that nobody routes by',
    { alerts: [{ ...good, severity: 'page' as Alert['severity'] }] },
    'alerts.TicketsLag.severity: "page" is none; write: "critical" (wakes somebody) or "warning"',
  ],
  [
    'that stays on for no duration',
    { alerts: [{ ...good, keepFiringFor: '0m' }] },
    'alerts.TicketsLag.keepFiringFor: "0m" is no duration; write: one such as "5m"',
  ],
  [
    'with an interval that is no duration',
    { alerts: [good], interval: '1.5m' },
    'interval: "1.5m" is no duration; write: one such as "5m"',
  ],
  [
    'that reads a series without a level',
    { alerts: [good], recordings: [{ record: 'queue_length', expr: good.expr, labels: {} }] },
    'recordings: "queue_length" is no name of a recorded series; write: level:metric:operations, such as "job:http_requests:rate5m"',
  ],
  [
    'without summary',
    { alerts: [{ ...good, summary: ' ' }] },
    'alerts.TicketsLag.summary: is empty; write: one sentence: what is wrong, and for whom',
  ],
  [
    'with a duration that Prometheus does not read',
    { alerts: [{ ...good, for: '1.5m' }] },
    'alerts.TicketsLag.for: "1.5m" is no duration; write: one such as "5m"',
  ],
  [
    'that waits for a year',
    { alerts: [{ ...good, for: '365d' }] },
    'alerts.TicketsLag.for: 365d is longer than 1d; write: 1d or less',
  ],
  [
    'that stays on for longer than a day',
    { alerts: [{ ...good, keepFiringFor: '25h' }] },
    'alerts.TicketsLag.keepFiringFor: 25h is longer than 1d; write: 1d or less',
  ],
  [
    'that is evaluated so rarely that what it records comes and goes',
    { alerts: [good], interval: '6m' },
    'interval: 6m is longer than 5m; write: 5m or less',
  ],
  [
    'without a runbook',
    { alerts: [{ ...good, name: 'TicketsAsleep' }] },
    'alerts.TicketsAsleep: has no runbook; write: docs/runbooks/tickets-asleep.md: what to look at, what to do',
  ],
  [
    'twice',
    { alerts: [good, good] },
    'alerts.TicketsLag.name: "TicketsLag" is there twice; write: a name of its own for each',
  ],
])('an alert %s is refused', (_name, props, fault) => {
  expect(faultsOf({ owner: 'box-office', alerts: [good], ...props })).toContain(`test/apps/app/alerts ${fault}`);
});

test('a second fault is reported together with the first', () => {
  expect(faultsOf({ owner: 'The Links', alerts: [{ ...good, summary: '' }] })).toHaveLength(2);
});
