// Whoever is woken by an alert must see how bad it is, whose it is, what it means and what to do.
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
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
    asArray(fieldAt(object, 'spec.groups'))
      .flatMap((group) => asArray(asRecord(group).rules))
      .filter((rule) => asRecord(rule).alert !== undefined)
      .flatMap((rule) =>
        needed
          .filter(([field]) => asString(fieldAt(rule, field)) === '')
          .map(([field, write]) => ({
            at,
            field: `${asString(asRecord(rule).alert)}.${field}`,
            problem: 'is missing',
            write,
          })),
      ),
  );
