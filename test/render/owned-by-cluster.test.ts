// What AKS and its Flux extension made is theirs: a chart that made it again would replace it.
import { describe, expect, test } from '@jest/globals';
import { ApiObject } from 'cdk8s';
import * as fc from 'fast-check';
import { aks } from '../../lib/azure/aks.ts';
import { fluxNamespace } from '../../lib/platform.ts';
import { findingsOf } from '../support/synthesize.ts';

/** Fields of the findings about an object in a chart of the platform. */
const refused = (object: object): string[] =>
  findingsOf({ chart: (chart) => void new ApiObject(chart, 'object', object as never) })
    .filter(({ code }) => code === 'owned-by-cluster')
    .map(({ field }) => field);

const versions: Readonly<Record<string, string>> = {
  '': 'v1',
  'storage.k8s.io': 'storage.k8s.io/v1',
  'scheduling.k8s.io': 'scheduling.k8s.io/v1',
  'rbac.authorization.k8s.io': 'rbac.authorization.k8s.io/v1',
};

/** An object of an identity. */
function objectOf(id: string): object {
  const [group = '', kind = '', namespace = '', name = ''] = id.split('/');
  const apiVersion = versions[group] ?? `${group}/v1`;
  return { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } };
}

const service = (namespace: string): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'mine', namespace },
});

const release = (spec: object): object => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'mine', namespace: fluxNamespace },
  spec,
});

/** The namespaces that are there, but for the one that is open to all. */
const closed = aks.objects
  .filter((id) => id.startsWith('/Namespace//'))
  .map((id) => id.replace('/Namespace//', ''))
  .filter((name) => name !== 'default');

describe('refused is', () => {
  test.each(aks.objects)('%s', (id) => expect(refused(objectOf(id))).toContain('metadata.name'));

  test('every name that begins as those of the cluster do', () => {
    const rest = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
    fc.assert(
      fc.property(fc.constantFrom(...(aks.reserved ?? [])), rest, (start, rest) => {
        expect(refused(objectOf(`${start}${rest}`))).toContain('metadata.name');
      }),
      { numRuns: 50 },
    );
  });

  test.each(closed)('an object in the namespace %s', (namespace) =>
    expect(refused(service(namespace))).toEqual(['metadata.namespace']),
  );

  test('an object in a namespace of a name that is reserved, which AKS may make any day', () =>
    expect(refused(service('aks-istio-ingress'))).toEqual(['metadata.namespace']));

  test("any kind in the cluster's namespaces, and in that of Flux' objects any that is not on the list", () => {
    const kinds = fc.stringMatching(/^[A-Z][A-Za-z]{1,20}$/);
    const needed = new Set(['ConfigMap', 'Secret', 'ServiceAccount']);
    const groups = fc.constantFrom(
      'v1',
      'apps/v1',
      'rbac.authorization.k8s.io/v1',
      'notification.toolkit.fluxcd.io/v1',
      'kustomize.toolkit.fluxcd.io/v1',
      'source.toolkit.fluxcd.io/v1',
    );
    fc.assert(
      fc.property(kinds, groups, fc.constantFrom(...closed), (kind, apiVersion, namespace) => {
        fc.pre(!(apiVersion === 'v1' && needed.has(kind)));
        expect(refused({ apiVersion, kind, metadata: { name: 'mine', namespace } })).toEqual(['metadata.namespace']);
      }),
      { numRuns: 50 },
    );
  });

  test("another chart's Kustomization, under whatever version", () => {
    for (const version of ['v1', 'v1beta2'])
      expect(
        refused({
          apiVersion: `kustomize.toolkit.fluxcd.io/${version}`,
          kind: 'Kustomization',
          metadata: { name: 'shortener', namespace: fluxNamespace },
        }),
      ).toEqual(['metadata.namespace']);
  });

  test.each(closed)('a Helm release into the namespace %s', (namespace) => {
    expect(refused(release({ targetNamespace: namespace, storageNamespace: 'default' }))).toEqual([
      'spec.targetNamespace',
    ]);
    expect(refused(release({ targetNamespace: 'default', storageNamespace: namespace }))).toEqual([
      'spec.storageNamespace',
    ]);
  });

  test("a Helm release that does not say where to, which would be where Flux' own objects are", () =>
    expect(refused(release({}))).toEqual(['spec.targetNamespace', 'spec.storageNamespace']));

  test.each([...aks.groups, ...(aks.reservedGroups ?? [])])('whoever brings definitions of %s', (group) => {
    const definition = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };
    const served = { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService' };
    expect(refused({ ...definition, metadata: { name: `kinds.${group}` }, spec: { group } })).toEqual(['kind']);
    expect(refused({ ...served, metadata: { name: `v1.${group}` }, spec: { group, version: 'v1' } })).toEqual(['kind']);
    const flux = release({ targetNamespace: 'default', storageNamespace: 'default' });
    const annotations = { 'fleetwright.dev/provides': `example.com,${group}` };
    expect(refused({ ...flux, metadata: { name: 'mine', namespace: fluxNamespace, annotations } })).toEqual(['kind']);
  });
});

describe('possible stays', () => {
  test('what Helm releases and accounts need', () => {
    const needed = [
      ...['HelmChart', 'HelmRepository', 'OCIRepository'].map((kind) => ['source.toolkit.fluxcd.io/v1', kind]),
      ...['ExternalSecret', 'SecretStore'].map((kind) => ['external-secrets.io/v1', kind]),
      ...['ConfigMap', 'Secret', 'ServiceAccount'].map((kind) => ['v1', kind]),
    ];
    for (const [apiVersion, kind] of needed)
      expect(refused({ apiVersion, kind, metadata: { name: 'mine', namespace: fluxNamespace } })).toEqual([]);
    expect(refused(release({ targetNamespace: 'default', storageNamespace: 'default' }))).toEqual([]);
  });

  test('what is in a namespace of its own, or in the one that is open to all', () => {
    for (const namespace of ['default', 'kubeflow', 'aksel']) expect(refused(service(namespace))).toEqual([]);
  });
});
