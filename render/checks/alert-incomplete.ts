// Whoever is woken by an alert must see how bad it is, whose it is, what it means and what to do.
import { alertsOf } from '../alerts.ts';
import { asString, at as fieldAt } from '../fields.ts';
import type { Check } from './check.ts';

/** What every alert carries; `severity` and `owner` are what Alertmanager routes by. */
const needed: readonly [field: string, write: string][] = [
  ['labels.severity', '"critical" (wakes somebody) or "warning"'],
  ['labels.owner', 'the team that is asked'],
  ['annotations.summary', 'one sentence: what is wrong for whom'],
  ['annotations.runbook_url', 'the page that says what to do'],
];

export const alertIncomplete: Check = (view) =>
  view.ofKind('monitoring.coreos.com/PrometheusRule').flatMap(({ at, object }) =>
    alertsOf(object).flatMap((alert) =>
      needed
        .filter(([field]) => asString(fieldAt(alert, field)) === '')
        .map(([field, write]) => ({
          at,
          field: `${alert.labels.alertname ?? ''}.${field}`,
          problem: 'is missing',
          write,
        })),
    ),
  );
