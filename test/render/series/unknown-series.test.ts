// A misspelt metric or label is found, with the one that was meant; what is right is left alone.
import { describe, expect, test } from '@jest/globals';
import { measured } from '../../../lib/monitoring/measures.ts';
import { rules } from '../../../lib/platform/prometheus-stack/rules.ts';
import { fluxState } from '../../../lib/platform/prometheus-stack/flux-state.ts';
import type { Finding } from '../../../render/finding.ts';
import type { KubeObject, RenderedObject } from '../../../render/rendered.ts';
import { seriesIn, seriesOfExporters } from '../../../render/series/inventory.ts';
import { originsOf } from '../../../render/series/origins.ts';
import { readAskings } from '../../../render/series/read-askings.ts';
import { unknownSeries } from '../../../render/series/unknown-series.ts';

const placed = (object: KubeObject): RenderedObject => ({ at: 'a', cluster: 'a', layer: 'a', chart: 'a', object });

const monitor = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: {
    name: 'shop',
    annotations: measured([
      { name: 'shop_orders_total', labels: ['status', 'namespace'] },
      { name: 'shop_seconds', labels: [], buckets: [1] } as { name: string; labels: string[] },
    ]),
  },
};

const rule = (...of: readonly object[]): KubeObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'shop' },
  spec: { groups: [{ name: 'shop', rules: of }] },
});

const stack = (values: object): KubeObject => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'stack' },
  spec: { values },
});

const brought = [rule({ record: 'theirs:of:chart' }, { record: 'namespace_workload_pod:kube_pod_owner:relabel' })];
const exporters = seriesOfExporters();

/** What is found among them; of the first release it is known what it brings. */
function found(...objects: readonly KubeObject[]): Finding[] {
  const release = placed(objects.find(({ kind }) => kind === 'HelmRelease') ?? stack({}));
  const inventory = { from: '', told: '', objects: {}, values: {}, read: [] };
  const owned = [{ release, inventory, isCurrent: true, objects: brought.map(placed) }];
  const all = [monitor, ...objects];
  const asked = readAskings({ objects: all.map(placed), brought: owned }, seriesIn(all, exporters));
  return unknownSeries(asked, originsOf(all, asked, exporters));
}

describe('an expression is left alone', () => {
  test.each([
    ['of the metrics of the service', 'sum by (status) (rate(shop_orders_total{job="shop", status=~"5.."}[5m]))'],
    ['of its histogram', 'histogram_quantile(0.9, sum by (le) (rate(shop_seconds_bucket[5m])))'],
    ['of what Prometheus makes', 'up{namespace="shop"} == 0 and ALERTS{alertname="X"}'],
    ['of an exporter', 'kube_pod_info{node!=""} * on (namespace, pod) group_left (phase) kube_pod_status_phase'],
    ['of labels that are taken from objects', 'kube_node_labels{label_topology_kubernetes_io_zone="1"}'],
    ['of a label that Prometheus renamed', 'certmanager_certificate_ready_status{exported_namespace="shop"}'],
    ['of what the chart records, whose labels nobody knows', 'sum by (anything) (theirs:of:chart{other="1"})'],
    ['of what is picked, as it is', 'sum by (pod) (topk by (namespace) (3, kube_pod_info))'],
    ['of a label that is made of values', 'count by (size) (count_values by (pod) ("size", kube_pod_info))'],
    ['of labels in quotes', 'sum by ("pod") (kube_pod_info) * on ("pod") group_left sum by (pod) (kube_pod_info)'],
    ['of a label that it makes', 'sum by (made) (label_replace(up, "made", "$1", "pod", "(.*)"))'],
    ['that names its series as a label', '{__name__="up", job="shop"}'],
    ['of all series', 'count by (__name__) ({job="shop"})'],
    ['with absent', 'absent(up{job="shop"} == 1)'],
  ])('%s', (_what, expr) => expect(found(rule({ alert: 'A', expr }))).toEqual([]));

  test('of what an earlier or later rule records, with the labels of both', () => {
    const record = {
      record: 'shop:orders:rate5m',
      expr: 'sum by (status) (rate(shop_orders_total[5m]))',
      labels: { slo: 'a' },
    };
    const alert = { alert: 'A', expr: 'sum by (status, slo) (shop:orders:rate5m{slo="a"}) > 1' };
    expect(found(rule(alert), rule(record))).toEqual([]);
    const [missing] = found(rule(alert, { ...record, labels: {} }));
    expect(missing?.problem).toBe('"slo" is no label of "shop:orders:rate5m"');
  });

  test('of what a release may record that nobody has seen the rules of', () => {
    const of = (series: string): KubeObject => rule({ alert: 'A', expr: `${series} > 1` });
    expect(found(of('nobody:records:this'))).toHaveLength(1);
    expect(found(stack({}), of('nobody:records:this'))).toHaveLength(1);
    expect(found(stack({}), stack({}), of('nobody:records:this'))).toEqual([]);
    expect(found(stack({}), stack({}), of('nobody_exports_this'))).toHaveLength(1);
  });

  test('of what kube-state-metrics makes of custom resources', () => {
    const alert = rule({ alert: 'A', expr: 'gotk_resource_info{ready="False", customresource_kind="Kustomization"}' });
    expect(found(stack({ 'kube-state-metrics': fluxState }), alert)).toEqual([]);
    expect(found(alert)).toHaveLength(1);
  });
});

describe('is refused', () => {
  test.each([
    [
      'a misspelt series',
      'rate(shop_order_total[5m])',
      '"shop_order_total" is no series that is known',
      /^shop_orders_total; /,
    ],
    ['a misspelt label', 'shop_orders_total{statsu="500"}', '"statsu" is no label of "shop_orders_total"', /^status$/],
    [
      'a label by which nothing can be grouped',
      'sum by (route) (shop_orders_total)',
      '"route" is no label of what is aggregated',
      /^one of: .*status/,
    ],
    [
      'a label that an aggregation took away',
      'sum by (pod) (sum by (status) (shop_orders_total))',
      '"pod" is no label of what is aggregated',
      /^one of: status$/,
    ],
    [
      'a label that one side does not have',
      'sum by (status) (shop_orders_total) / on (status, pod) shop_orders_total',
      '"pod" is no label of one side of the operator',
      /status/,
    ],
    [
      'a label that nobody can hand over',
      'up * on (pod) group_left (zone) kube_pod_info',
      '"zone" is no label of the other side of the operator',
      /node/,
    ],
    [
      'a label that only the other side has, and does not hand over',
      'sum by (label_zone) (kube_pod_info * on (node) group_left (label_other) kube_node_labels)',
      '"label_zone" is no label of what is aggregated',
      /node/,
    ],
    [
      'a label that is gone where two sides were matched by others',
      'sum by (pod) (up / on (namespace) kube_pod_info)',
      '"pod" is no label of what is aggregated',
      /^one of: namespace$/,
    ],
    [
      'a label of the other side alone',
      'up * on (pod) group_left (phase) kube_pod_info',
      '"phase" is no label of the other side of the operator',
      /node/,
    ],
    [
      'a label that is read by none',
      'label_replace(up, "a", "$1", "podd", "(.*)")',
      '"podd" is no label of what label_replace reads',
      /^pod$/,
    ],
    ['what is no PromQL', 'sum by (status', '"sum by (status" cannot be read', /^PromQL/],
  ])('%s', (_what, expr, problem, write) => {
    const findings = found(rule({ alert: 'A', expr }));
    expect(findings).toEqual([
      { code: 'unknown-series', at: 'a', field: 'A', problem, write: expect.stringMatching(write) },
    ]);
  });

  test('a misspelt series of a recording, with the alerts that go blind, by their labels', () => {
    const record = (slo: string, expr: string): object => ({ record: 'shop:orders:rate5m', expr, labels: { slo } });
    const longer = { record: 'shop:orders:sum1h', expr: 'sum_over_time(shop:orders:rate5m{slo="a"}[1h])' };
    const [finding, ...more] = found(
      rule(
        record('a', 'sum(rate(shop_order_total[5m]))'),
        record('b', 'sum(rate(shop_orders_total[5m]))'),
        longer,
        { alert: 'Short', expr: 'shop:orders:rate5m{slo="a"} > 1' },
        { alert: 'Long', expr: 'shop:orders:sum1h > 1' },
        { alert: 'Other', expr: 'shop:orders:rate5m{slo="b"} > 1' },
      ),
    );
    expect(more).toEqual([]);
    expect(finding?.problem).toBe(
      '"shop_order_total" is no series that is known, without which nothing is read by Short, Long',
    );
  });

  test('a misspelt series of a panel, by its title', () => {
    const dashboard = { panels: [{ title: 'Row', panels: [{ title: 'Load', targets: [{ expr: 'upp' }] }] }] };
    const configMap = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'overview', labels: { grafana_dashboard: '1' } },
      data: { 'overview.json': JSON.stringify(dashboard) },
    };
    expect(found(configMap).map(({ field, problem }) => [field, problem])).toEqual([
      ['Load', '"upp" is no series that is known'],
    ]);
  });
});

describe("the platform's alerts", () => {
  const { additionalPrometheusRulesMap: maps } = rules({ zones: ['1', '2'] }, () => ({ runbook_url: '' }));
  const alerts = Object.values(maps).flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  const problems = (expr: string): Finding[] =>
    found(stack({ 'kube-state-metrics': fluxState }), rule({ alert: 'A', expr }));

  test.each(alerts.map(({ alert, expr }) => [alert, expr] as const))('%s asks for what there is', (_alert, expr) =>
    expect(problems(expr)).toEqual([]),
  );

  test.each(
    alerts.flatMap(({ alert, expr }) =>
      [...new Set(expr.match(/\b(?:kube|gotk|certmanager|externalsecret|container|prometheus)_\w+/g))].map(
        (series) => [alert, series, expr] as const,
      ),
    ),
  )('%s would be refused with %s misspelt', (_alert, series, expr) => {
    expect(problems(expr.replaceAll(series, `${series}x`))).not.toEqual([]);
  });
});
