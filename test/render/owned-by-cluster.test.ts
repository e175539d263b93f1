// What AKS and its Flux extension made is theirs: a chart that made it again would replace it.
import { describe, expect, test } from '@jest/globals';
import { ApiObject } from 'cdk8s';
import * as fc from 'fast-check';
import { aks } from '../../lib/azure/aks.ts';
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

describe('refused are', () => {
  test.each(aks.objects)('%s', (id) => {
    const [group = '', kind = '', namespace = '', name = ''] = id.split('/');
    const apiVersion = versions[group] ?? `${group}/v1`;
    expect(refused({ apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } })).toContain(
      'metadata.name',
    );
  });

  test("any kind in the extension's namespace, and in that of Flux' objects any that is not on the list", () => {
    const kinds = fc.stringMatching(/^[A-Z][A-Za-z]{1,20}$/);
    const groups = fc.constantFrom(
      'v1',
      'apps/v1',
      'rbac.authorization.k8s.io/v1',
      'notification.toolkit.fluxcd.io/v1',
    );
    fc.assert(
      fc.property(kinds, groups, (kind, apiVersion) => {
        fc.pre(!(apiVersion === 'v1' && kind === 'ServiceAccount'));
        for (const namespace of ['flux-system', 'cluster-config'])
          expect(refused({ apiVersion, kind, metadata: { name: 'mine', namespace } })).toEqual(['metadata.namespace']);
      }),
      { numRuns: 20 },
    );
  });
});

test('what Helm releases and accounts need stays possible', () => {
  const source = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository' };
  expect(refused({ ...source, metadata: { name: 'mine', namespace: 'cluster-config' } })).toEqual([]);
});
