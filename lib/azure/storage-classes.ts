// The StorageClasses that AKS brings along and keeps as they are, and who makes their volumes.

/** A CSI driver that AKS runs; that of blobs only where it was turned on. */
export type StorageDriver = 'disk.csi.azure.com' | 'file.csi.azure.com' | 'blob.csi.azure.com';

/** A claim that names no class gets a volume of this one. */
export const defaultStorageClass = 'default';

/**
 * Each class, and its driver. Every one deletes the volume with its claim and lets it grow; a disk is made in the zone of the first
 * pod that uses it, a share or a container at once.
 * Source: AKS documentation, "Storage options for applications", section "Storage classes", and "Azure Blob storage CSI driver".
 */
export const storageClasses: Readonly<Record<string, StorageDriver>> = {
  [defaultStorageClass]: 'disk.csi.azure.com',
  managed: 'disk.csi.azure.com',
  'managed-premium': 'disk.csi.azure.com',
  'managed-csi': 'disk.csi.azure.com',
  'managed-csi-premium': 'disk.csi.azure.com',
  azurefile: 'file.csi.azure.com',
  'azurefile-premium': 'file.csi.azure.com',
  'azurefile-csi': 'file.csi.azure.com',
  'azurefile-csi-premium': 'file.csi.azure.com',
  'azureblob-fuse-premium': 'blob.csi.azure.com',
  'azureblob-nfs-premium': 'blob.csi.azure.com',
};
