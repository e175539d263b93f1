// Two rules that record one series with the same labels: Prometheus keeps one of the two samples, and whoever reads it never knows whose.
import type { Finding } from '../finding.ts';
import { append } from '../multimap.ts';
import { type Fixed, fixedIn } from './origins.ts';
import type { Asking } from './askings.ts';
import type { Read } from './read-askings.ts';

interface Recording {
  readonly asking: Asking;
  readonly fixed: Fixed;
  /** Where it stands among those of its name. */
  readonly order: number;
}

/** Recording rules that no label tells for certain from one before them that has the same name. */
export function duplicateSeries(read: readonly Read[]): Finding[] {
  const byName = new Map<string, Recording[]>();
  for (const each of read) {
    const { asking } = each;
    if (asking.record === undefined) continue;
    append(byName, asking.record, { asking, fixed: fixedIn(each), order: byName.get(asking.record)?.length ?? 0 });
  }
  return findingsOf([...byName.values()].flatMap((recordings) => [...confused(recordings)]));
}

/** One for each two objects that meet, by the first series in which they do. */
function findingsOf(pairs: readonly (readonly [Recording, Recording])[]): Finding[] {
  const met = new Map<string, (readonly [Recording, Recording])[]>();
  for (const pair of pairs) append(met, pair.map(({ asking }) => asking.at).join('\n'), pair);
  return [...met.values()].flatMap(([pair, ...more]) => {
    if (pair === undefined) return [];
    const [{ asking }, first] = pair;
    return [
      {
        code: 'duplicate-series',
        at: asking.at,
        field: asking.field,
        problem: `${pathIn(first)} records it${more.length > 0 ? `, and ${more.length} more of its series,` : ''} too, and no label tells the two apart`,
        write:
          "another name, or in the `labels` of both a label with a value of the rule's own, such as `service`; of one service, one Slo",
      },
    ];
  });
}

/** Without its cluster, which is the same: a report tells once what is so in each. */
function pathIn({ asking }: Recording): string {
  return asking.at.slice(asking.at.indexOf('/') + 1);
}

/** Each with the first that it is taken for. Linear in the number of rules: few have other labels than the rest. */
function confused(recordings: readonly Recording[]): ReadonlyMap<Recording, Recording> {
  const found = new Map<Recording, Recording>();
  const shapes = new Map<string, Recording[]>();
  for (const recording of recordings) append(shapes, [...recording.fixed.keys()].toSorted().join(), recording);
  for (const [shape, ones] of shapes)
    for (const [otherShape, others] of shapes) {
      const common = shape.split(',').filter((label) => otherShape.split(',').includes(label));
      const valuesOf = ({ fixed }: Recording): string => JSON.stringify(common.map((label) => fixed.get(label)));
      const firsts = new Map(others.toReversed().map((each) => [valuesOf(each), each]));
      for (const one of ones) {
        const first = firsts.get(valuesOf(one));
        if (first !== undefined && first.order < (found.get(one) ?? one).order) found.set(one, first);
      }
    }
  return found;
}
