// A misspelt name is an alert that never fires, and a panel that stays empty: each expression is held against what there is.
import { closest } from '../../lib/validation/closest.ts';
import type { Finding } from '../finding.ts';
import type { Asking } from './askings.ts';
import type { Missing, Selected } from './labels.ts';
import type { Origins } from './origins.ts';
import type { Read, ReadAskings } from './read-askings.ts';

/**
 * What alerts, recording rules and panels ask for and nobody has.
 * @param origins of those series whose places are known
 */
export function unknownSeries({ read, names }: ReadAskings, origins: ReadonlyMap<string, Origins>): Finding[] {
  return read.flatMap((each) => {
    const { asking } = each;
    const told = [
      ...each.missing.map((missing) => toldOf(missing, names)),
      ...each.selected.flatMap((selected) => misplaced(selected, origins.get(selected.series))),
    ];
    if (told.length === 0) return [];
    const blind = [...readersOf(asking, read)].filter(({ record }) => record === undefined).map(({ field }) => field);
    const silent = blind.length > 0 ? `, without which nothing is read by ${blind.join(', ')}` : '';
    return told.map(({ problem, write }) => ({
      code: 'unknown-series',
      at: asking.at,
      field: asking.field,
      problem: `${problem}${silent}`,
      write,
    }));
  });
}

/** So many values can be read in a message. */
const few = 5;

/** What is asked of a series where it is not: values that none of its places has, or those of two places. */
function misplaced({ series, equal }: Selected, origins: Origins | undefined): Told[] {
  if (origins === undefined || origins.mayHave(equal)) return [];
  const places = [...equal].filter(([label]) => origins.valuesOf(label).length > 0);
  const strange = places.filter(([label, value]) => !origins.valuesOf(label).includes(value));
  const wrong = strange.length > 0 ? strange : places;
  const right = wrong.map(([label, value]) => {
    const values = origins.valuesOf(label);
    return `${label}="${closest(value, values) ?? (values.length > few ? '...' : values.toSorted().join('|'))}"`;
  });
  return [
    {
      problem: `no "${series}" has ${wrong.map(([label, value]) => `${label}="${value}"`).join(', ')}`,
      write: `${right.join(', ')}; or, where another service has it, new ServiceMetrics(...) of that, with measures`,
    },
  ];
}

type Told = Pick<Finding, 'problem' | 'write'>;

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

function toldOf(missing: Missing, series: readonly string[]): Told {
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
