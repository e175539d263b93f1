// What Flux writes down of what it applied, read back.
import { expect, test } from '@jest/globals';
import { inventoryOf } from '../../loop/inventory.ts';

test.each([
  [
    'shop_web_apps_Deployment',
    'v1',
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } },
  ],
  ['shop_web__Service', 'v1', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' } }],
  ['_shop__Namespace', 'v1', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }],
  [
    '_shop__reader_rbac.authorization.k8s.io_ClusterRole',
    'v1',
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'shop:reader' } },
  ],
])('%s', (id, v, reference) => {
  const metadata = { name: 'chart' };
  const status = { inventory: { entries: [{ id, v }] } };
  expect(inventoryOf({ apiVersion: 'v1', kind: 'Kustomization', metadata, status })).toEqual([reference]);
});

test('nothing is applied yet', () => {
  expect(inventoryOf({ apiVersion: 'v1', kind: 'Kustomization', metadata: { name: 'chart' } })).toEqual([]);
});
