import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { GrafanaAdmin } from '../../lib/platform/grafana-admin.ts';
import { PrometheusStack } from '../../lib/platform/prometheus-stack.ts';
import { clusters } from '../../clusters/index.ts';
import { annotations } from '../../lib/platform.ts';
import { bytes } from '../../lib/validation/limits.ts';
import { alertsIn } from '../../render/alerts.ts';
import { asArray, asRecord, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { scopeOf } from '../../render/schema/index.ts';
import { objectsIn, one, oneCluster, valuesOf } from './platform.ts';

const values = valuesOf(oneCluster, PrometheusStack);

test('Prometheus sees the monitors and rules of every service, not of its own release alone', () => {
  const switches = Object.entries(asRecord(at(values, 'prometheus.prometheusSpec'))).filter(([key]) =>
    key.endsWith('SelectorNilUsesHelmValues'),
  );
  expect(switches.map(([key, value]) => [key.replace('SelectorNilUsesHelmValues', ''), value])).toEqual(
    ['podMonitor', 'probe', 'rule', 'scrapeConfig', 'serviceMonitor'].map((kind) => [kind, false]),
  );
});

test.each(['kubeControllerManager', 'kubeEtcd', 'kubeProxy', 'kubeScheduler'])(
  'no alert fires for ever because AKS hides %s',
  (component) => expect(values[component]).toEqual({ enabled: false }),
);

test('Grafana gets its password from Key Vault, not from Git, and not the one that the chart gives to everybody', () => {
  const grafana = asRecord(values.grafana);
  const release = one(objectsIn(oneCluster, PrometheusStack), 'HelmRelease');
  expect(release.metadata.annotations?.[annotations.secrets]).toContain('grafana-admin');
  const secret = at(one(objectsIn(oneCluster, GrafanaAdmin), 'ExternalSecret'), 'spec.target');
  expect(grafana.admin).toEqual({
    existingSecret: at(secret, 'name'),
    userKey: 'admin-user',
    passwordKey: 'admin-password',
  });
  expect(at(secret, 'template.data')).toEqual({ 'admin-user': 'admin', 'admin-password': '{{ .password }}' });
  expect(grafana.adminPassword).toBeUndefined();
  expect(asRecord(grafana['grafana.ini'])['auth.anonymous']).toEqual({ enabled: false });
});

test('Grafana finds the dashboards of every namespace', () => {
  expect(at(values, 'grafana.sidecar.dashboards')).toMatchObject({
    label: 'grafana_dashboard',
    labelValue: '1',
    searchNamespace: 'ALL',
  });
});

test('a webhook that is down holds back no deployment', () => {
  expect(at(values, 'prometheusOperator.admissionWebhooks')).toEqual({
    failurePolicy: 'Ignore',
    patch: { enabled: false },
    certManager: { enabled: true },
  });
});

test('node-exporter runs in the namespace that is privileged for it', () => {
  expect(at(values, 'prometheus-node-exporter.namespaceOverride')).toBe('node-exporter');
});

test('kube-state-metrics may read each object of Flux that it tells of, and Flux has such kinds', () => {
  const { rbac, customResourceState } = asRecord(values['kube-state-metrics']);
  const told = asArray(at(asRecord(customResourceState), 'config.spec.resources')).map((each) =>
    asRecord(asRecord(each).groupVersionKind),
  );
  const readable = asArray(at(asRecord(rbac), 'extraRules')).flatMap((rule) => asArray(asRecord(rule).resources));
  expect(told.map(({ kind }) => pluralOf(String(kind))).toSorted()).toEqual(readable.toSorted());
  const scopes = told.map(({ group, version, kind }) => scopeOf(`${String(group)}/${String(version)}`, String(kind)));
  expect(new Set(scopes)).toEqual(new Set(['Namespaced']));
});

test('one target cannot take the memory of Prometheus from all others', () => {
  const { sampleLimit, enforcedSampleLimit } = asRecord(at(values, 'prometheus.prometheusSpec'));
  expect(Number(sampleLimit)).toBeLessThan(Number(enforcedSampleLimit));
  for (const monitor of [
    'kubelet.serviceMonitor',
    'kubeApiServer.serviceMonitor',
    'kube-state-metrics.prometheus.monitor',
  ])
    expect(at(values, `${monitor}.sampleLimit`)).toBe(enforcedSampleLimit);
});

/** What has been seen of what the chart makes: a new cluster has no inventory yet, so a fleet of new ones has none at all. */
const inventories = clusters.map(({ name }) => `inventory/${name}/kube-prometheus-stack.json`).filter(existsSync);

test('no alert of ours is one of the chart, and none that is off is on', () => {
  const disabled = Object.keys(asRecord(at(values, 'defaultRules.disabled')));
  for (const [charts, ours] of inventories.map(alertsBrought)) {
    expect(charts.size).toBeGreaterThan(0);
    expect([...ours, ...disabled].filter((alert) => charts.has(alert))).toEqual([]);
  }
});

/** The names of the alerts that an inventory has from the chart, and of those that are ours. */
function alertsBrought(file: string): [charts: ReadonlySet<string>, ours: readonly string[]] {
  const maps = Object.keys(asRecord(values.additionalPrometheusRulesMap));
  const ours = new Set(maps.map((map) => `kube-prometheus-stack-${map}`));
  const inventory = asRecord(JSON.parse(readFileSync(file, 'utf8')));
  const brought = asArray(asRecord(inventory.objects)['monitoring.coreos.com/v1/PrometheusRule']) as KubeObject[];
  const alerts = (objects: readonly KubeObject[]) =>
    objects.flatMap(({ spec }) => alertsIn(asRecord(spec).groups).map(({ labels }) => labels.alertname ?? ''));
  const isOurs = ({ metadata }: KubeObject) => ours.has(metadata.name);
  return [new Set(alerts(brought.filter((object) => !isOurs(object)))), alerts(brought.filter(isOurs))];
}

/** Only what the kinds of Flux need. */
function pluralOf(kind: string): string {
  return `${kind.toLowerCase().replace(/y$/, 'ie')}s`;
}

describe.each(clusters)('in $name', (cluster) => {
  const { prometheus, alertmanager } = valuesOf(cluster, PrometheusStack);

  test.each([
    ['Prometheus', at(prometheus, 'prometheusSpec.storageSpec'), cluster.monitoring.storage],
    ['Alertmanager', at(alertmanager, 'alertmanagerSpec.storage'), '1Gi'],
  ])('what %s knows survives its pod', (_name, storage, size) => {
    expect(at(storage, 'volumeClaimTemplate.spec')).toMatchObject({
      storageClassName: 'managed-csi-premium',
      resources: { requests: { storage: size } },
    });
  });

  test('the oldest metrics of Prometheus go before its disk is full', () => {
    const [, size = ''] = /^(\d+)MiB$/.exec(String(at(prometheus, 'prometheusSpec.retentionSize'))) ?? [];
    expect(Number(size) * 2 ** 20).toBeGreaterThan(0.5 * bytes(cluster.monitoring.storage));
    expect(Number(size) * 2 ** 20).toBeLessThanOrEqual(0.85 * bytes(cluster.monitoring.storage));
  });

  test.each([
    ['Prometheus', prometheus],
    ['Alertmanager', alertmanager],
  ])('a drain never takes the last of several copies of %s, and an only copy does not block it', (_name, settings) => {
    expect(at(settings, 'podDisruptionBudget')).toEqual({ enabled: cluster.monitoring.replicas > 1, minAvailable: 1 });
  });
});
