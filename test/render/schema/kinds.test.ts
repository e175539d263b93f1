import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { applicationKinds } from '../../../lib/tenancy/kinds.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { isBuiltIn, kindOf, scopeOf } from '../../../render/schema/index.ts';
import type { SchemaFile } from '../../../render/schema/schema-file.ts';
import { inspect } from './objects.ts';

const read = (path: string) => readFileSync(`imports/${path}`, 'utf8');
const schemas = readdirSync('imports/schemas').map(
  (file) => [file, JSON.parse(read(`schemas/${file}`)) as SchemaFile] as const,
);
const kinds = schemas.flatMap(([, file]) => Object.keys(file.kinds));
const crds = readdirSync('imports/crds').flatMap((file) =>
  parseAllDocuments(read(`crds/${file}`)).map((document) => document.toJS() as KubeObject),
);

const split = (name: string) => ({
  apiVersion: name.slice(0, name.lastIndexOf('/')),
  kind: name.slice(name.lastIndexOf('/') + 1),
});

test.each(kinds)('%s is validated, empty and with an unknown field', (name) => {
  const object = split(name);
  expect(inspect(object).filter(({ code }) => code !== 'schema')).toEqual([]);
  expect(inspect({ ...object, nonsense: { deep: [1] } })).toContainEqual(
    expect.objectContaining({ field: 'nonsense' }),
  );
});

test.each(schemas)('%s refers to nothing that it does not hold', (_file, { kinds: ofFile, definitions }) => {
  const references = [...JSON.stringify([ofFile, definitions]).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, reference]) => reference,
  );
  const held = Object.keys(definitions).map((name) => `#/definitions/${name}`);
  expect([...new Set(references)].toSorted()).toEqual(held.toSorted());
});

describe('CRDs', () => {
  test.each(crds.map((crd) => [crd.metadata.name, crd] as const))(
    '%s is what Kubernetes takes for a CRD',
    (_name, crd) => {
      expect(inspect(crd)).toEqual([]);
    },
  );

  test('are known by the names that they give to their kinds', () => {
    for (const { spec } of crds) {
      const { group, names } = spec as { group: string; names: { kind: string; plural: string } };
      expect([names.kind, kindOf(`${group}/${names.kind}`)?.resource]).toEqual([names.kind, names.plural]);
    }
  });

  test('have a schema each, of the version that they serve and store', () => {
    const served = crds.flatMap((crd) => {
      const { group, names, versions } = crd.spec as {
        group: string;
        names: { kind: string };
        versions: { name: string; served: boolean; storage: boolean }[];
      };
      return versions.map(({ name, served, storage }) => ({ name: `${group}/${name}/${names.kind}`, served, storage }));
    });
    const custom = kinds.filter((name) => !isBuiltIn(split(name).apiVersion, split(name).kind));
    expect(served).toEqual(expect.arrayContaining(custom.map((name) => ({ name, served: true, storage: true }))));
    expect(served).toHaveLength(custom.length);
  });
});

test('what an application may have is known by the name that its account has rights over', () => {
  for (const [kind, { resource }] of Object.entries(applicationKinds))
    expect([kind, kindOf(kind)?.resource]).toEqual([kind, resource]);
});

describe('the scope of a kind', () => {
  test.each([
    ['v1', 'Namespace', 'Cluster'],
    ['v1', 'Secret', 'Namespaced'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'Cluster'],
    ['external-secrets.io/v1', 'ClusterSecretStore', 'Cluster'],
    ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'Namespaced'],
    ['example.com/v1', 'Widget', undefined],
    ['v1', 'Event', undefined],
    ['apps/v1beta1', 'Deployment', undefined],
  ] as const)('%s %s: %s', (apiVersion, kind, scope) => expect(scopeOf(apiVersion, kind)).toBe(scope));
});

test('what Kubernetes serves itself is told from what a CRD brings', () => {
  expect(isBuiltIn('apiextensions.k8s.io/v1', 'CustomResourceDefinition')).toBe(true);
  expect(isBuiltIn('gateway.networking.k8s.io/v1', 'HTTPRoute')).toBe(false);
});
