// An alert that no route of Alertmanager takes for its owner and severity wakes somebody else, or nobody.
import {
  type Alert,
  alertsOf,
  isWhole,
  mutesOf,
  receiverOf,
  routesField,
  routesOf,
  unreadableIn,
  waysOf,
} from '../alerts.ts';
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
  const mutes = new Set(releases.flatMap(({ object }) => mutesOf(object)));
  const isLost = ({ labels }: Alert): boolean => !roots.some((root) => waysOf(root, labels).every(isWhole));
  const isMute = ({ labels }: Alert): boolean =>
    roots.every((root) => waysOf(root, labels).every((way) => mutes.has(receiverOf(way))));
  return view.ofKind('monitoring.coreos.com/PrometheusRule').flatMap(({ at, object }) => {
    const alerts = alertsOf(object);
    const field = 'spec.groups';
    return [
      ...[...byOwner(alerts.filter(isLost))].map(([owner, lost]) => ({
        at,
        field,
        problem: `no route of Alertmanager takes an alert of "${owner}" that is ${severitiesOf(lost).join(' or ')}`,
        write: `${owner} into alerting.owners of the cluster's settings, with a receiver for each severity`,
      })),
      ...[...byOwner(alerts.filter((alert) => !isLost(alert) && isMute(alert)))].map(([owner, mute]) => ({
        at,
        field,
        problem: `Alertmanager tells nobody of an alert of "${owner}" that is ${severitiesOf(mute).join(' or ')}`,
        write: 'severity: "critical" (wakes somebody) or "warning"',
      })),
    ];
  });
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
