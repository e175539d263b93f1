import { describe, expect, test } from '@jest/globals';
import { GrafanaAdmin } from '../../lib/platform/grafana-admin.ts';
import { PrometheusStack } from '../../lib/platform/prometheus-stack.ts';
import { clusters } from '../../clusters/index.ts';
import { annotations } from '../../lib/platform.ts';
import { asRecord, at } from '../../render/fields.ts';
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

  test.each([
    ['Prometheus', prometheus],
    ['Alertmanager', alertmanager],
  ])('a drain never takes the last of several copies of %s, and an only copy does not block it', (_name, settings) => {
    expect(at(settings, 'podDisruptionBudget')).toEqual({ enabled: cluster.monitoring.replicas > 1, minAvailable: 1 });
  });
});
