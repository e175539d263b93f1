// Who asks for series: alerts, recording rules and panels, wherever they stand.
import { holdsDashboards } from '../dashboards.ts';
import { asArray, asRecord, asString, at } from '../fields.ts';
import { kindKey } from '../identity.ts';
import type { KubeObject, RenderedObject } from '../rendered.ts';

export const helmRelease = 'helm.toolkit.fluxcd.io/HelmRelease';

/** One rule or query. */
interface Expression {
  readonly field: string;
  readonly expr: string;
  /** The series that it makes. @default none */
  readonly record?: string;
  /** Labels that it adds. @default none */
  readonly labels?: Readonly<Record<string, unknown>>;
}

export type Asking = Expression & Pick<RenderedObject, 'at' | 'chart'>;

export function askingsOf({ at: place, chart, object }: RenderedObject): Asking[] {
  return expressionsIn(object).map((each) => ({ at: place, chart, ...each }));
}

function expressionsIn(object: KubeObject): Expression[] {
  const kind = kindKey(object);
  if (kind === 'monitoring.coreos.com/PrometheusRule') return rulesAsking(at(object, 'spec.groups'));
  if (kind === helmRelease) {
    const maps = asRecord(at(object, 'spec.values.additionalPrometheusRulesMap'));
    return Object.values(maps).flatMap((map) => rulesAsking(asRecord(map).groups));
  }
  if (kind === '/ConfigMap' && holdsDashboards(object))
    return Object.values(asRecord(object.data)).flatMap((json) => panelsAsking(JSON.parse(asString(json))));
  return [];
}

export function rulesIn(groups: unknown): Record<string, unknown>[] {
  return asArray(groups).flatMap((group) => asArray(asRecord(group).rules).map(asRecord));
}

function rulesAsking(groups: unknown): Expression[] {
  return rulesIn(groups).map(({ alert, record, expr, labels }) => ({
    field: asString(alert ?? record),
    expr: asString(expr),
    ...(record !== undefined && { record: asString(record) }),
    labels: asRecord(labels),
  }));
}

function panelsAsking(dashboard: unknown): Expression[] {
  return asArray(asRecord(dashboard).panels)
    .map(asRecord)
    .flatMap((panel) => [
      ...asArray(panel.targets).map((target) => ({
        field: asString(panel.title),
        expr: asString(asRecord(target).expr),
      })),
      ...panelsAsking(panel),
    ]);
}
