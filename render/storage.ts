// What becomes of a claim: who makes its volume, and when.
import { defaultStorageClass, type StorageDriver, storageClasses } from '../lib/azure/storage-classes.ts';
import type { ClusterView } from './cluster-view.ts';
import { asRecord, asString } from './fields.ts';
import { identityOf } from './identity.ts';

/** The driver whose volumes one node has at a time. */
export const disks: StorageDriver = 'disk.csi.azure.com';

/** Who makes the volumes of a claim, and whether only for a pod; nothing of a class that nobody here knows. */
export function classOf(view: ClusterView, spec: unknown): { readonly driver?: string; readonly waits: boolean } {
  const name = asString(asRecord(spec).storageClassName ?? defaultStorageClass);
  const own = view.findAny(identityOf('storage.k8s.io/StorageClass', undefined, name))?.object;
  if (own) return { driver: asString(own.provisioner), waits: own.volumeBindingMode === 'WaitForFirstConsumer' };
  if (!view.owns(identityOf('storage.k8s.io/StorageClass', undefined, name))) return { waits: false };
  const driver = storageClasses[name];
  return { ...(driver && { driver }), waits: driver === disks };
}
