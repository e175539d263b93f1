// An alert that no route of Alertmanager takes for its owner and severity wakes somebody else, or nobody.
import { type Alert, alertsOf, isWhole, routesField, routesOf, unreadableIn, waysOf } from '../alerts.ts';
import { append } from '../multimap.ts';
import type { Check } from './check.ts';

export const alertUnrouted: Check = (view) => {
  const releases = view.ofKind('helm.toolkit.fluxcd.io/HelmRelease');
  const unreadable = releases.flatMap(({ at, object }) =>
    routesOf(object).flatMap((root) => unreadableIn(root, routesField).map((each) => ({ at, ...each }))),
  );
  // Which alerts they would take nobody knows.
  if (unreadable.length > 0) return unreadable;
  const roots = releases.flatMap(({ object }) => routesOf(object));
  if (roots.length === 0) return [];
  const isLost = ({ labels }: Alert): boolean => !roots.some((root) => waysOf(root, labels).every(isWhole));
  return view.ofKind('monitoring.coreos.com/PrometheusRule').flatMap(({ at, object }) =>
    [...byOwner(alertsOf(object).filter(isLost))].map(([owner, lost]) => ({
      at,
      field: 'spec.groups',
      problem: `no route of Alertmanager takes an alert of "${owner}" that is ${severitiesOf(lost).join(' or ')}`,
      write: `${owner} into alerting.owners of the cluster's settings, with a receiver for each severity`,
    })),
  );
};

/** Without those that lack one of both: another check says so. */
function byOwner(alerts: readonly Alert[]): Map<string, Alert[]> {
  const owners = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const { owner = '', severity = '' } = alert.labels;
    if (owner !== '' && severity !== '') append(owners, owner, alert);
  }
  return owners;
}

function severitiesOf(alerts: readonly Alert[]): string[] {
  return [...new Set(alerts.map(({ labels }) => `"${labels.severity}"`))];
}
