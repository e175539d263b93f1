// The stand-in for AKS' storage drivers makes a volume only where Kubernetes asks one of them for it, and it could.
import { expect, test } from '@jest/globals';
import { verdictOf, worldOf } from '../../../loop/stand-ins/world.ts';
import { volumeStandIns } from '../../../loop/stand-ins/volumes.ts';
import type { KubeObject } from '../../../render/rendered.ts';

function claim(driver: string, mode: string, more: object = {}): KubeObject {
  const annotations: Record<string, string> =
    driver === '' ? {} : { 'volume.kubernetes.io/storage-provisioner': driver };
  const metadata = { name: 'data', namespace: 'shop', annotations, uid: 'u1' };
  const spec = { accessModes: [mode], resources: { requests: { storage: '1Gi' } }, storageClassName: 'any', ...more };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec };
}

test.each([
  ['a disk for one node', claim('disk.csi.azure.com', 'ReadWriteOnce')],
  ['a shared block device', claim('disk.csi.azure.com', 'ReadWriteMany', { volumeMode: 'Block' })],
  ['a share', claim('file.csi.azure.com', 'ReadWriteMany')],
  ['a container of blobs', claim('blob.csi.azure.com', 'ReadOnlyMany')],
])('%s is made for its claim', (_what, object) => {
  expect(verdictOf(volumeStandIns, object, worldOf([]))).toMatchObject({
    ready: true,
    makes: [{ kind: 'PersistentVolume', spec: { claimRef: { namespace: 'shop', name: 'data', uid: 'u1' } } }],
  });
});

test.each([
  [
    'a shared file system on a disk',
    claim('disk.csi.azure.com', 'ReadWriteMany'),
    /makes no file system that is ReadWriteMany/,
  ],
  ['what no driver was asked for', claim('', 'ReadWriteOnce'), /no driver was asked/],
  ["another's driver", claim('disk.example.com', 'ReadWriteOnce'), /no driver was asked/],
])('%s is not made', (_what, object, because) => {
  expect(verdictOf(volumeStandIns, object, worldOf([]))).toMatchObject({
    ready: false,
    because: expect.stringMatching(because),
  });
});
