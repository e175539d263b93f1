// What Prometheus stores of a metric: a histogram is three series, and a summary too.

/** The labels of each series, by its name. A label that ends in `*` stands for all that begin so. */
export type Series = ReadonlyMap<string, readonly string[]>;

/** How a metric is counted, in small letters. */
export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped';

/** The series of one metric. */
export function seriesOf(name: string, type: MetricType, labels: readonly string[]): [string, readonly string[]][] {
  if (type === 'histogram')
    return [
      [`${name}_bucket`, [...labels, 'le']],
      [`${name}_count`, labels],
      [`${name}_sum`, labels],
    ];
  if (type === 'summary')
    return [
      [name, [...labels, 'quantile']],
      [`${name}_count`, labels],
      [`${name}_sum`, labels],
    ];
  return [[name, labels]];
}

/** All of them, in the order of their names; what is there twice has the labels of both. */
export function joined(series: Iterable<readonly [string, readonly string[]]>): Series {
  const all = new Map<string, Set<string>>();
  for (const [name, labels] of series) all.set(name, new Set([...(all.get(name) ?? []), ...labels]));
  const sorted = [...all].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return new Map(sorted.map(([name, labels]) => [name, [...labels].toSorted()]));
}
