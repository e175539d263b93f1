// What a service or an exporter measures, said beside what scrapes or brings it: expressions are held against it.
import type { ApiObject } from 'cdk8s';
import { annotations } from '../platform.ts';
import type { Metric } from './metric.ts';

/** The annotation that says it: `name{label,label}` of each series, in the order of their names. */
export function measured(metrics: readonly Metric[]): Readonly<Record<string, string>> {
  const series = metrics.flatMap(seriesOf).map(({ name, labels }) => `${name}{${labels.join(',')}}`);
  return { [annotations.measures]: series.toSorted().join(' ') };
}

/**
 * Says of any object, such as the release of an exporter or a monitor that no `ServiceMetrics` makes, what its program measures; so that
 * `npm run check` knows these series.
 */
export function measures(object: ApiObject, metrics: readonly Metric[]): void {
  for (const [key, value] of Object.entries(measured(metrics))) object.metadata.addAnnotation(key, value);
}

/** A histogram is three series. */
function seriesOf({ name, labels, ...rest }: Metric): Metric[] {
  if (!('buckets' in rest)) return [{ name, labels }];
  return [
    { name: `${name}_bucket`, labels: [...labels, 'le'] },
    { name: `${name}_count`, labels },
    { name: `${name}_sum`, labels },
  ];
}
