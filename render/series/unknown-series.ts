// A misspelt name is an alert that never fires, and a panel that stays empty: each expression is held against what there is.
import { closest } from '../../lib/validation/closest.ts';
import { asString, at } from '../fields.ts';
import type { Finding } from '../finding.ts';
import { kindKey } from '../identity.ts';
import type { ClusterView } from '../cluster-view.ts';
import { type Asking, askingsOf, helmRelease, rulesIn } from './askings.ts';
import type { KnownSeries } from './inventory.ts';
import { type Labels, type Missing, type Reading, reading, type Selected } from './labels.ts';

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
  const read = askings.map((asking) => ({ asking, ...reading(asking.expr, labelsOf) }));
  return read.flatMap(({ asking, missing }) =>
    missing.map((each) => {
      const { problem, write } = told(each, all);
      const blind = [...readersOf(asking, read)].filter(({ record }) => record === undefined).map(({ field }) => field);
      const silent = blind.length > 0 ? `, without which nothing is read by ${blind.join(', ')}` : '';
      return { code: 'unknown-series', at: asking.at, field: asking.field, problem: `${problem}${silent}`, write };
    }),
  );
}

type Read = Pick<Reading, 'selected'> & { readonly asking: Asking };

/** What in its chart reads what a rule records, at first hand or by what is recorded of that. */
function readersOf(
  { chart, record, labels = {} }: Asking,
  all: readonly Read[],
  seen = new Set<Asking>(),
): Set<Asking> {
  const isRead = ({ series, equal }: Selected): boolean =>
    series === record && Object.entries(labels).every(([label, value]) => (equal.get(label) ?? value) === value);
  const readers = all
    .filter(({ asking, selected }) => asking.chart === chart && !seen.has(asking) && selected.some(isRead))
    .map(({ asking }) => asking);
  for (const reader of readers) seen.add(reader);
  for (const reader of readers) readersOf(reader, all, seen);
  return seen;
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
