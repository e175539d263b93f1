// The schemas that are committed say no where those of the charts would.
import { describe, expect, test } from '@jest/globals';
import type { KubeObject } from '../../render/rendered.ts';
import { helmStandIns } from '../../loop/stand-ins/helm.ts';
import { judge, worldOf } from '../../loop/stand-ins/world.ts';
import { valuesSchemas } from '../../loop/values-schemas.ts';

const schemas = valuesSchemas();

describe.each([
  ['cert-manager', 'oci://quay.io/jetstack/charts/cert-manager'],
  ['external-secrets', 'oci://ghcr.io/external-secrets/charts/external-secrets'],
])('%s', (name, url) => {
  const namespace = 'cluster-config';
  const source: KubeObject = {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata: { name, namespace },
    spec: { url },
  };
  const verdict = (replicaCount: unknown) =>
    judge(
      helmStandIns(schemas),
      {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata: { name, namespace },
        spec: {
          chartRef: { kind: 'OCIRepository', name },
          targetNamespace: name,
          values: { replicaCount, webhook: { replicaCount } },
        },
      },
      worldOf([source]),
    );

  test('takes values of the right type', () => expect(verdict(2)).toBe('ready'));

  test('takes no others', () =>
    expect(verdict(true)).toMatch(/values\.schema\.json refuses the values: .*replicaCount/));

  test('has no words of its authors', () => {
    expect(JSON.stringify(schemas.get(url))).not.toMatch(/"(?:default|description|title)":"/);
  });
});
