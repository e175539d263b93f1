import { describe, expect, test } from '@jest/globals';
import { CertManager } from '../../lib/platform/cert-manager.ts';
import { ExternalSecrets } from '../../lib/platform/external-secrets.ts';
import { type Cluster, clusters } from '../../clusters/index.ts';
import { asRecord, at } from '../../render/fields.ts';
import { objectsIn, one, oneCluster, valuesOf } from './platform.ts';

/** The Deployments of a chart: the one at the top of its values, and those under a key. */
const deployments = [
  ['cert-manager', CertManager, ['webhook', 'cainjector']],
  ['External Secrets', ExternalSecrets, ['webhook', 'certController']],
] as const;

describe.each(deployments)('%s', (_name, chart, keys) => {
  const settings = (cluster: Cluster) => {
    const values = valuesOf(cluster, chart);
    return [values, ...keys.map((key) => asRecord(values[key]))];
  };

  test('has a copy to take over where people depend on it', () => {
    for (const cluster of clusters) {
      const { replicas } = cluster.controllers;
      expect(settings(cluster).map(({ replicaCount }) => replicaCount)).toEqual([replicas, replicas, replicas]);
      expect(replicas).toBeGreaterThanOrEqual(cluster.zones.length > 1 ? 2 : 1);
    }
  });

  test('loses one copy at a time to a drain, and can always lose that one', () => {
    for (const cluster of clusters)
      for (const { podDisruptionBudget } of settings(cluster))
        expect(podDisruptionBudget).toEqual({ enabled: true, maxUnavailable: 1 });
  });

  test('spreads each kind of its pods by labels of their own', () => {
    const selectors = settings(oneCluster).map(({ topologySpreadConstraints }) =>
      JSON.stringify(at(asRecord((topologySpreadConstraints as unknown[])[0]), 'labelSelector')),
    );
    expect(new Set(selectors).size).toBe(3);
  });
});

test('one copy of each controller of External Secrets works, and the others wait', () => {
  // It is for the operator and for the certificate controller. Source: the chart 2.9.0, deployment.yaml, cert-controller-deployment.yaml.
  expect(valuesOf(oneCluster, ExternalSecrets).leaderElect).toBe(true);
});

test('cert-manager takes on its identity in Azure without a secret', () => {
  const { podLabels, serviceAccount } = valuesOf(oneCluster, CertManager);
  expect(podLabels).toEqual({ 'azure.workload.identity/use': 'true' });
  expect(serviceAccount).toEqual({
    annotations: { 'azure.workload.identity/client-id': oneCluster.azure.identities.certManager },
  });
});

test("cert-manager asks the cluster's own DNS alone, the only one that it may reach", () => {
  expect(valuesOf(oneCluster, CertManager).dns01RecursiveNameserversOnly).toBe(true);
});

test('missing definitions fail the release of External Secrets instead of leaving its monitors out', () => {
  expect(valuesOf(oneCluster, ExternalSecrets).serviceMonitor).toEqual({ enabled: true, renderMode: 'failIfMissing' });
});

test('Flux and AKS do not undo each other for ever on the webhook of cert-manager', () => {
  expect(at(one(objectsIn(oneCluster, CertManager), 'HelmRelease'), 'spec.driftDetection')).toEqual({
    mode: 'enabled',
    ignore: [{ target: { kind: 'ValidatingWebhookConfiguration' }, paths: ['/webhooks/0/namespaceSelector'] }],
  });
});
