import { describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { Certificate } from '../../../imports/cert-manager.io.ts';
import {
  ExternalSecret,
  SecretStore,
  SecretStoreSpecProviderAzurekvAuthType,
} from '../../../imports/external-secrets.io.ts';
import { Gateway, HttpRoute } from '../../../imports/gateway.networking.k8s.io.ts';
import {
  PrometheusRule,
  PrometheusRuleSpecGroupsRulesExpr,
  ServiceMonitor,
} from '../../../imports/monitoring.coreos.com.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { deployment, inspect } from './objects.ts';

describe('an object that a cluster accepts passes', () => {
  test.each<[string, Omit<KubeObject, 'metadata'>]>([
    [
      'a Deployment with a field newer than cdk8s-plus',
      deployment({
        container: {
          lifecycle: { preStop: { sleep: { seconds: 5 } } },
          resources: { limits: { cpu: 1, memory: '1Gi' } },
          livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
          readinessProbe: { httpGet: { path: '/readyz', port: 8080 } },
        },
      }),
    ],
    ['a ConfigMap without data', { apiVersion: 'v1', kind: 'ConfigMap' }],
    [
      'a Kustomization',
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        spec: {
          interval: '10m',
          prune: true,
          sourceRef: { kind: 'GitRepository', name: 'fleet' },
          dependsOn: [{ name: 'a', readyExpr: 'has(dep.status.lastAppliedRevision)' }],
          healthCheckExprs: [{ apiVersion: 'v1', kind: 'Pod', current: 'true' }],
        },
      },
    ],
    [
      'a HelmRelease with values of any shape',
      {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        spec: { interval: '10m', values: { deep: [{ er: null }] } },
      },
    ],
    [
      'an OCIRepository',
      {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'OCIRepository',
        spec: { interval: '10m', url: 'oci://example.com/chart', ref: { tag: '1.2.3' } },
      },
    ],
    [
      'an Alert',
      {
        apiVersion: 'notification.toolkit.fluxcd.io/v1beta3',
        kind: 'Alert',
        spec: { providerRef: { name: 'teams' }, eventSources: [{ kind: 'Kustomization', name: '*' }] },
      },
    ],
    [
      'an Order',
      {
        apiVersion: 'acme.cert-manager.io/v1',
        kind: 'Order',
        spec: { request: 'eA==', issuerRef: { name: 'letsencrypt' } },
      },
    ],
    [
      'a Gateway whose addresses rely on a default',
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        spec: {
          gatewayClassName: 'approuting-istio',
          listeners: [{ name: 'https', port: 443, protocol: 'HTTPS' }],
          addresses: [{ value: '192.0.2.1' }],
        },
      },
    ],
    [
      'an AlertmanagerConfig with a month in any case',
      {
        apiVersion: 'monitoring.coreos.com/v1alpha1',
        kind: 'AlertmanagerConfig',
        spec: { muteTimeIntervals: [{ name: 'summer', timeIntervals: [{ months: ['July:August'] }] }] },
      },
    ],
  ])('%s', (_name, object) => expect(inspect(object)).toEqual([]));
});

test('what the imported classes render passes', () => {
  const chart = new Chart(new App(), 'test');
  new Certificate(chart, 'certificate', {
    metadata: { name: 'wildcard' },
    spec: {
      secretName: 'wildcard',
      dnsNames: ['*.example.com'],
      issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' },
    },
  });
  new SecretStore(chart, 'store', {
    metadata: { name: 'vault' },
    spec: {
      provider: {
        azurekv: {
          authType: SecretStoreSpecProviderAzurekvAuthType.WORKLOAD_IDENTITY,
          vaultUrl: 'https://example.vault.azure.net',
        },
      },
    },
  });
  new ExternalSecret(chart, 'secret', {
    metadata: { name: 'token' },
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { name: 'vault' },
      data: [{ secretKey: 'token', remoteRef: { key: 'token' } }],
    },
  });
  new Gateway(chart, 'gateway', {
    metadata: { name: 'public' },
    spec: { gatewayClassName: 'approuting-istio', listeners: [{ name: 'https', port: 443, protocol: 'HTTPS' }] },
  });
  new HttpRoute(chart, 'route', {
    metadata: { name: 'shortener' },
    spec: { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'shortener', port: 80 }] }] },
  });
  new PrometheusRule(chart, 'rule', {
    metadata: { name: 'alerts' },
    spec: {
      groups: [
        { name: 'a', rules: [{ alert: 'Down', expr: PrometheusRuleSpecGroupsRulesExpr.fromString('up == 0') }] },
      ],
    },
  });
  new ServiceMonitor(chart, 'monitor', {
    metadata: { name: 'shortener' },
    spec: { selector: {}, endpoints: [{ port: 'metrics' }] },
  });
  const objects = chart.toJson() as KubeObject[];
  expect(objects).toHaveLength(7);
  expect(objects.flatMap((object) => inspect(object))).toEqual([]);
});
