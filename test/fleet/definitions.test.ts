import { describe, expect, test } from '@jest/globals';
import { CertManager } from '../../lib/platform/cert-manager.ts';
import { ExternalSecrets } from '../../lib/platform/external-secrets.ts';
import { PrometheusCrds } from '../../lib/platform/prometheus-crds.ts';
import { PrometheusStack } from '../../lib/platform/prometheus-stack.ts';
import { annotations } from '../../lib/platform.ts';
import { at } from '../../render/fields.ts';
import { objectsIn, one, oneCluster, valuesOf } from './platform.ts';

const kept = { 'helm.sh/resource-policy': 'keep' };

describe('definitions outlive the uninstall of the release that brought them', () => {
  test.each([
    ['cert-manager', CertManager, { enabled: true, keep: true }],
    ['External Secrets', ExternalSecrets, { annotations: kept }],
    ['the Prometheus operator', PrometheusCrds, { annotations: kept }],
  ])('of %s', (_name, chart, crds) => {
    expect(valuesOf(oneCluster, chart).crds).toEqual(crds);
    expect(one(objectsIn(oneCluster, chart), 'HelmRelease').metadata.annotations).toMatchObject({
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
  });
});

test('the stack leaves the definitions to the release of their own', () => {
  const release = one(objectsIn(oneCluster, PrometheusStack), 'HelmRelease');
  expect(at(release, 'spec.values.crds')).toEqual({ enabled: false });
  expect(release.metadata.annotations?.[annotations.provides]).toBeUndefined();
  expect(release.metadata.annotations?.[annotations.requires]).toBe('cert-manager.io,monitoring.coreos.com');
});

test.each([
  ['cert-manager', CertManager],
  ['External Secrets', ExternalSecrets],
])('the monitors of %s wait for their definitions', (_name, chart) => {
  const { metadata } = one(objectsIn(oneCluster, chart), 'HelmRelease');
  expect(metadata.annotations?.[annotations.requires]).toBe('monitoring.coreos.com');
});
