// AKS' StorageClasses, as its API server has them before Flux applies anything.
import { defaultStorageClass, storageClasses } from '../lib/azure/storage-classes.ts';
import type { Objects } from './objects.ts';

export async function createStorageClasses(objects: Objects): Promise<void> {
  for (const [name, driver] of Object.entries(storageClasses))
    await objects.apply({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name,
        ...(name === defaultStorageClass && {
          annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
        }),
      },
      provisioner: driver,
      reclaimPolicy: 'Delete',
      allowVolumeExpansion: true,
      volumeBindingMode: driver === 'disk.csi.azure.com' ? 'WaitForFirstConsumer' : 'Immediate',
    });
}
