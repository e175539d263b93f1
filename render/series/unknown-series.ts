// A misspelt name is an alert that never fires, and a panel that stays empty: each expression is held against what there is.
import { dashboardLabel } from '../../lib/platform.ts';
import { closest } from '../../lib/validation/closest.ts';
import { asArray, asRecord, asString, at } from '../fields.ts';
import type { Finding } from '../finding.ts';
import { kindKey } from '../identity.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { RenderedObject } from '../rendered.ts';
import type { KnownSeries } from './inventory.ts';
import { type Labels, type Missing, reading } from './labels.ts';

const helmRelease = 'helm.toolkit.fluxcd.io/HelmRelease';

/** One rule or query. */
interface Asking {
  readonly at: string;
  readonly field: string;
  readonly expr: string;
  /** The series that it makes. @default none */
  readonly record?: string;
  /** Labels that it adds. @default none */
  readonly labels?: Readonly<Record<string, unknown>>;
}

/**
 * What alerts, recording rules and panels ask for and nobody has.
 * @param known what there is in the cluster, as {@link seriesIn} tells, but for what rules record
 */
export function unknownSeries(
  { objects, brought }: Pick<ClusterView, 'objects' | 'brought'>,
  known: KnownSeries,
): Finding[] {
  const askings = objects.flatMap(askingsOf);
  const names = brought
    .flatMap((release) => release.objects)
    .flatMap(({ object }) => rulesIn(at(object, 'spec.groups')).map(({ record }) => asString(record)));
  const recorded = new Map<string, Labels>(names.map((name) => [name, 'any']));
  // Where nobody has seen what a release brings, its rules may record what has the name of a recording: Prometheus documentation,
  // "Recording rules", `level:metric:operations`.
  const seen = new Set(brought.map(({ release }) => release.object));
  const isAllSeen = objects.every(({ object }) => kindKey(object) !== helmRelease || seen.has(object));
  const labelsOf = (series: string): Labels | undefined => {
    const unseen = !isAllSeen && series.includes(':') ? 'any' : undefined;
    return recorded.get(series) ?? known.get(series) ?? unseen;
  };
  // A rule may read what a later one makes, in a group of its own: by the second time round each is known.
  for (const { record } of askings) if (record !== undefined) recorded.set(record, 'any');
  for (const { record, expr, labels } of askings)
    if (record !== undefined) recorded.set(record, withOwn(reading(expr, labelsOf).labels, labels));
  const all = [...known.keys(), ...recorded.keys()];
  return askings.flatMap(({ at: place, field, expr }) =>
    reading(expr, labelsOf).missing.map((missing) => ({
      code: 'unknown-series',
      at: place,
      field,
      ...told(missing, all),
    })),
  );
}

function told(missing: Missing, series: readonly string[]): Pick<Finding, 'problem' | 'write'> {
  if ('syntax' in missing)
    return { problem: `"${missing.syntax}" cannot be read`, write: 'PromQL, as promtool takes it' };
  if ('series' in missing)
    return {
      problem: `"${missing.series}" is no series that is known`,
      write: `${closest(missing.series, series) ?? 'its right name'}; or, where a service or exporter of the fleet has it, measures(...) beside that`,
    };
  return {
    problem: `"${missing.label}" is no label of ${missing.of}`,
    write: closest(missing.label, missing.known) ?? `one of: ${missing.known.toSorted().join(', ')}`,
  };
}

function withOwn(labels: Labels, own: Readonly<Record<string, unknown>> = {}): Labels {
  return labels === 'any' ? labels : new Set([...labels, ...Object.keys(own)]);
}

function askingsOf({ at: place, object }: RenderedObject): Asking[] {
  const kind = kindKey(object);
  if (kind === 'monitoring.coreos.com/PrometheusRule') return rulesAsking(place, at(object, 'spec.groups'));
  if (kind === 'helm.toolkit.fluxcd.io/HelmRelease') {
    const maps = asRecord(at(object, 'spec.values.additionalPrometheusRulesMap'));
    return Object.values(maps).flatMap((map) => rulesAsking(place, asRecord(map).groups));
  }
  if (kind === '/ConfigMap' && object.metadata.labels?.[dashboardLabel] !== undefined)
    return Object.values(asRecord(object.data)).flatMap((json) => panelsAsking(place, JSON.parse(asString(json))));
  return [];
}

function rulesIn(groups: unknown): Record<string, unknown>[] {
  return asArray(groups).flatMap((group) => asArray(asRecord(group).rules).map(asRecord));
}

function rulesAsking(place: string, groups: unknown): Asking[] {
  return rulesIn(groups).map(({ alert, record, expr, labels }) => ({
    at: place,
    field: asString(alert ?? record),
    expr: asString(expr),
    ...(record !== undefined && { record: asString(record) }),
    labels: asRecord(labels),
  }));
}

function panelsAsking(place: string, dashboard: unknown): Asking[] {
  return asArray(asRecord(dashboard).panels)
    .map(asRecord)
    .flatMap((panel) => [
      ...asArray(panel.targets).map((target) => ({
        at: place,
        field: asString(panel.title),
        expr: asString(asRecord(target).expr),
      })),
      ...panelsAsking(place, panel),
    ]);
}
