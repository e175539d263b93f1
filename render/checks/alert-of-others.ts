// What an application's alert says of itself must be its own: by these labels and names Alertmanager silences alerts of others.
import { platformOwner } from '../../lib/monitoring/routing/routing.ts';
import { unless } from '../../lib/validation/rules.ts';
import { alertsOf } from '../alerts.ts';
import type { Check } from './check.ts';

/** Alerts of the monitoring stack that mean something to the routes and inhibitions. */
const reserved = new Set(['InfoInhibitor', 'KubeAPIDown', 'KubeNodeNotReady', 'KubeNodeUnreachable', 'Watchdog']);

export const alertOfOthers: Check = (view) =>
  view
    .ofKind('monitoring.coreos.com/PrometheusRule')
    .filter(({ chart }) => view.applications.has(chart))
    .flatMap(({ at, object }) =>
      alertsOf(object).flatMap(({ labels: { alertname = '', owner, rule_group: group } }) => [
        ...unless(!reserved.has(alertname), {
          at,
          field: alertname,
          problem: 'is an alert of the monitoring stack',
          write: 'a name with the service first',
        }),
        ...unless(owner !== platformOwner, {
          at,
          field: `${alertname}.labels.owner`,
          problem: `"${platformOwner}" owns the platform's alerts`,
          write: "the application's team",
        }),
        ...unless(group === undefined || group.startsWith(`${object.metadata.namespace}/`), {
          at,
          field: `${alertname}.labels.rule_group`,
          problem: `"${group}" is a group of others`,
          write: `one that begins with ${object.metadata.namespace}/, as Alerts gives it`,
        }),
      ]),
    );
