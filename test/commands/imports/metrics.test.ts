// Each way in which programs say what they measure is read as it is written there.
import { expect, test } from '@jest/globals';
import { metricsInExposition } from '../../../commands/imports/metrics/exposition.ts';
import { metricsInGo } from '../../../commands/imports/metrics/go.ts';
import { metricsInList } from '../../../commands/imports/metrics/list.ts';
import { metricsInTables } from '../../../commands/imports/metrics/tables.ts';

test('a row of a table is a metric, and an example of a label stands for all that begin so', () => {
  const page = [
    'Some words | with a bar',
    '',
    '| Metric name | Metric type | Labels/tags | Status |',
    '| --- | --- | --- | --- |',
    '| kube_pod_labels | Gauge | `pod`=&lt;name&gt; <br> `label_POD_LABEL`=&lt;POD_LABEL&gt; | STABLE |',
    '| kube_pod_phase | Gauge | `phase`=&lt;A\\|B&gt; | STABLE |',
  ].join('\n');
  expect([...metricsInTables([page])]).toEqual([
    ['kube_pod_labels', ['label_*', 'pod']],
    ['kube_pod_phase', ['phase']],
  ]);
});

test('what a program answers to a scrape has its names and labels, whatever their values', () => {
  const text = '# HELP a_total So.\n# TYPE a_total counter\na_total{x="1",y="a,b=\\"c\\""} 3\n# TYPE b gauge\n';
  expect([...metricsInExposition(text)]).toEqual([
    ['a_total', ['x', 'y']],
    ['b', []],
  ]);
});

test('a histogram of the list of Kubernetes is three series', () => {
  const list = '- name: sync\n  subsystem: pods\n  type: Histogram\n  labels: [code]\n';
  expect([...metricsInList(list)]).toEqual([
    ['pods_sync_bucket', ['code', 'le']],
    ['pods_sync_count', ['code']],
    ['pods_sync_sum', ['code']],
  ]);
});

test.each([
  [
    'a description',
    'var d = prometheus.NewDesc("a_info", "So, and so.", []string{"x", "y"}, nil)',
    [['a_info', ['x', 'y']]],
  ],
  [
    'options with a namespace, a constant and a comment',
    `const namespace = "a"
     var g = prometheus.NewGaugeVec(
       //nolint
       prometheus.GaugeOpts{ Namespace: namespace,
         Name: "b",
         Help: "Not {this}, but " + "that.",
       },
       labels,
     )
     var labels = []string{"x", key}
     const key = "y"`,
    [['a_b', ['x', 'y']]],
  ],
  [
    'options by their name',
    'var o = prometheus.CounterOpts{\n Name: "a_total",\n}\nvar c = prometheus.NewCounter(o)',
    [['a_total', []]],
  ],
  [
    'labels that are added to',
    'l := []string{"x"}\nc := prometheus.NewCounterVec(prometheus.CounterOpts{\n Name: "a_total",\n}, append(l, "y"))',
    [['a_total', ['x', 'y']]],
  ],
  [
    'labels that never change',
    'c := prometheus.NewGauge(prometheus.GaugeOpts{\n Name: "a_info",\n ConstLabels: prometheus.Labels{"x": "1"},\n})',
    [['a_info', ['x']]],
  ],
  [
    'a name that is put together',
    'd := prometheus.NewDesc(prometheus.BuildFQName("a", "", "b"), "So.", nil, nil)',
    [['a_b', []]],
  ],
  ['a name that nobody can know', 'd := prometheus.NewDesc(nameOf(thing), "So.", nil, nil)', []],
])('Go says %s', (_what, code, expected) => {
  expect([...metricsInGo([[code]])]).toEqual(expected);
});
