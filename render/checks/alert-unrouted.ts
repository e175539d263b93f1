// An alert that no route of Alertmanager takes for its owner and severity wakes somebody else, or nobody.
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import { append } from '../multimap.ts';
import type { Check } from './check.ts';

export const alertUnrouted: Check = (view) => {
  // A release without a route of its own has what its chart brings, which nobody knows here.
  const routes = view
    .ofKind('helm.toolkit.fluxcd.io/HelmRelease')
    .map(({ object }) => fieldAt(object, 'spec.values.alertmanager.config.route'))
    .filter((route) => route !== undefined)
    .map(asRecord);
  if (routes.length === 0) return [];
  const isTaken = (labels: Labels): boolean =>
    routes.some((root) => asArray(root.routes).some((route) => leadsSomewhere(asRecord(route), labels)));
  return view.ofKind('monitoring.coreos.com/PrometheusRule').flatMap(({ at, object }) =>
    [...byOwner(alertsIn(object).filter((labels) => !isTaken(labels)))].map(([owner, lost]) => ({
      at,
      field: 'spec.groups',
      problem: `no route of Alertmanager takes an alert of "${owner}" that is ${severitiesOf(lost).join(' or ')}`,
      write: `${owner} into alerting.owners of the cluster's settings, with a receiver for each severity`,
    })),
  );
};

type Labels = Readonly<Record<string, unknown>>;

/** What the alerts of a PrometheusRule carry: their labels, and their names as one of them. */
function alertsIn(object: unknown): Labels[] {
  return asArray(fieldAt(object, 'spec.groups'))
    .flatMap((group) => asArray(asRecord(group).rules).map(asRecord))
    .filter(({ alert }) => alert !== undefined)
    .map(({ alert, labels }) => ({ ...asRecord(labels), alertname: alert }));
}

/** Without those that lack one of both: another check says so. */
function byOwner(alerts: readonly Labels[]): Map<string, Labels[]> {
  const owners = new Map<string, Labels[]>();
  for (const labels of alerts) {
    const [owner, severity] = [asString(labels.owner), asString(labels.severity)];
    if (owner !== '' && severity !== '') append(owners, owner, labels);
  }
  return owners;
}

function severitiesOf(alerts: readonly Labels[]): string[] {
  return [...new Set(alerts.map(({ severity }) => `"${asString(severity)}"`))];
}

/** Whether a route takes the alert, and where it has routes of its own, one of those. */
function leadsSomewhere(route: Readonly<Record<string, unknown>>, labels: Labels): boolean {
  const below = asArray(route.routes).map(asRecord);
  return (
    asArray(route.matchers).every((matcher) => holds(asString(matcher), labels)) &&
    (below.length === 0 || below.some((child) => leadsSomewhere(child, labels)))
  );
}

/** Source: Alertmanager documentation, "Configuration", "Matcher"; a label that is not there is empty. */
function holds(matcher: string, labels: Labels): boolean {
  const [, label = '', operator = '', quoted = ''] = /^\s*(\w+)\s*(=~|!~|!=|=)\s*(.*?)\s*$/.exec(matcher) ?? [];
  const value = quoted.startsWith('"') ? (JSON.parse(quoted) as string) : quoted;
  const carried = asString(labels[label]);
  const isLike = operator.endsWith('~') ? new RegExp(`^(?:${value})$`).test(carried) : carried === value;
  return isLike !== operator.startsWith('!');
}
