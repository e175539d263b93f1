// Kubernetes keeps a list of all metrics of its own components.
import { parse } from 'yaml';
import { joined, type MetricType, type Series, seriesOf } from './series.ts';

interface Entry {
  readonly name: string;
  readonly namespace?: string;
  readonly subsystem?: string;
  readonly type: string;
  readonly labels?: readonly string[];
  readonly constLabels?: Readonly<Record<string, string>>;
}

const types: Readonly<Record<string, MetricType>> = {
  Counter: 'counter',
  Gauge: 'gauge',
  Histogram: 'histogram',
  TimingRatioHistogram: 'histogram',
  Summary: 'summary',
};

/** Source: kubernetes, `test/instrumentation/documentation/documentation-list.yaml`, which its own analysis of the code writes. */
export function metricsInList(text: string): Series {
  return joined(
    (parse(text) as readonly Entry[]).flatMap(({ name, namespace, subsystem, type, labels = [], constLabels = {} }) =>
      seriesOf([namespace, subsystem, name].filter(Boolean).join('_'), types[type] ?? 'untyped', [
        ...labels,
        ...Object.keys(constLabels),
      ]),
    ),
  );
}
