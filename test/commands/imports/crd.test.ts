import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Crd, type CrdVersion, readCrds, slim } from '../../../commands/imports/crd.ts';

function crd(versions: Partial<CrdVersion>[]): Crd {
  const schema = { openAPIV3Schema: { type: 'object', description: 'prose' } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: versions.map((version) => ({ name: 'v1', served: true, storage: false, schema, ...version })),
    },
  };
}

describe('a CRD keeps the version that Kubernetes prefers', () => {
  test.each([
    ['stable before beta, whatever is stored', [{ name: 'v1beta1', storage: true }, { name: 'v1' }], 'v1'],
    ['the newer of two stable ones', [{ name: 'v2' }, { name: 'v10' }, { name: 'v9' }], 'v10'],
    ['beta before alpha', [{ name: 'v1alpha9' }, { name: 'v1beta1' }, { name: 'v1beta2' }], 'v1beta2'],
    ['one that is served', [{ name: 'v2', served: false }, { name: 'v1beta1' }], 'v1beta1'],
  ])('%s', (_name, versions, kept) => {
    expect(slim(crd(versions)).spec.versions).toEqual([
      { name: kept, served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
    ]);
  });

  test('and is refused if none is served', () => {
    expect(() => slim(crd([{ served: false }]))).toThrow('widgets.example.com: no version is served');
  });
});

test('a conversion between versions goes with the versions', () => {
  const converted = { ...crd([{}]), spec: { ...crd([{}]).spec, conversion: { strategy: 'Webhook' } } };
  expect(slim(converted).spec).not.toHaveProperty('conversion');
});

describe('a folder of CRDs', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crds-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is read in the order of names, every document, and nothing but CRDs', async () => {
    const named = (name: string) => `kind: CustomResourceDefinition\nmetadata: {name: ${name}}\n`;
    await writeFile(join(folder, 'b.yaml'), `${named('b')}---\nkind: Service\n---\n${named('c')}`);
    await writeFile(join(folder, 'a.yaml'), named('a'));
    await writeFile(join(folder, 'README.md'), 'text');
    expect((await readCrds(folder)).map(({ metadata }) => metadata.name)).toEqual(['a', 'b', 'c']);
  });
});
