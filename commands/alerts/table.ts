// Who is told of which alert, read back from dist/.
import { type Alert, alertsIn, alertsOf, receiverOf, routesOf, waysOf } from '../../render/alerts.ts';
import { asRecord, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';

/** One alert of a cluster. */
export interface Told {
  readonly alert: string;
  readonly severity: string;
  readonly owner: string;
  /** Whom Alertmanager tells; none where its routes are the chart's. */
  readonly receivers: readonly string[];
  /** Address of its runbook; empty where it has none. */
  readonly runbook: string;
}

/** The alerts of a cluster's objects, also those in the values of its monitoring stack, in the order of their names. */
export function toldIn(objects: readonly KubeObject[]): Told[] {
  const roots = objects.flatMap(routesOf);
  return objects
    .flatMap((object) => [...alertsOf(object), ...alertsOfStack(object)])
    .map(({ labels, annotations }) => ({
      alert: labels.alertname ?? '',
      severity: labels.severity ?? '',
      owner: labels.owner ?? '',
      receivers: roots.flatMap((root) => waysOf(root, labels).map(receiverOf)),
      runbook: annotations.runbook_url ?? '',
    }))
    .toSorted((a, b) => (a.alert < b.alert ? -1 : 1));
}

/** Source: kube-prometheus-stack, values.yaml, `additionalPrometheusRulesMap`. */
function alertsOfStack(object: KubeObject): Alert[] {
  const maps = asRecord(at(object, 'spec.values.additionalPrometheusRulesMap'));
  return Object.values(maps).flatMap((map) => alertsIn(asRecord(map).groups));
}
