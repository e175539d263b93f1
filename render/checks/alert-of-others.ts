// What an application's alert says of itself must be its own: by these labels and names Alertmanager silences alerts of others.
import { platformOwner } from '../../lib/monitoring/routing/routing.ts';
import { unless } from '../../lib/validation/rules.ts';
import { alertsOf } from '../alerts.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { Brought } from '../inventory.ts';
import type { Check } from './check.ts';

/** Alerts of the monitoring stack that mean something to the routes and inhibitions. */
const reserved = new Set(['InfoInhibitor', 'KubeAPIDown', 'KubeNodeNotReady', 'KubeNodeUnreachable', 'Watchdog']);

/** By these labels alerts are routed and silenced, so what they say must stand there: Prometheus fills templates in when the alert fires. */
const routing = ['owner', 'severity', 'rule_group'];

export const alertOfOthers: Check = (view) => {
  const taken = namesOfPlatform(view);
  return view
    .ofKind('monitoring.coreos.com/PrometheusRule')
    .filter(({ chart }) => view.applications.has(chart))
    .flatMap(({ at, object }) =>
      alertsOf(object).flatMap(({ labels }) => {
        const { alertname = '', owner, rule_group: group } = labels;
        return [
          ...unless(!taken.has(alertname), {
            at,
            field: alertname,
            problem: 'is an alert of the platform',
            write: 'a name with the service first',
          }),
          ...routing
            .filter((name) => labels[name]?.includes('{{'))
            .map((name) => ({
              at,
              field: `${alertname}.labels.${name}`,
              problem: 'is a template, so nobody knows whose alert it will be',
              write: 'the text itself',
            })),
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
        ];
      }),
    );
};

/** The objects of a cluster, and which of its charts are applications'. */
interface Owned extends Pick<ClusterView, 'objects'> {
  readonly applications: Pick<ClusterView['applications'], 'has'>;
  readonly brought: readonly Pick<Brought, 'release' | 'objects'>[];
}

/** A critical alert silences a warning of its name in a namespace, and an expression may yield the namespaces of others. */
export function namesOfPlatform({ objects, brought, applications }: Owned): ReadonlySet<string> {
  const releases = brought.filter(({ release }) => !applications.has(release.chart));
  const own = objects.filter(({ chart }) => !applications.has(chart));
  const alerts = [...own, ...releases.flatMap((release) => release.objects)].flatMap(({ object }) => alertsOf(object));
  return new Set([...reserved, ...alerts.map(({ labels: { alertname = '' } }) => alertname)]);
}
