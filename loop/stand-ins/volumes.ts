// Stand-in for the storage drivers of AKS: a claim that Kubernetes hands to one of them gets a volume, which Kubernetes binds.
import { type StorageDriver, storageClasses } from '../../lib/azure/storage-classes.ts';
import { asArray, asString, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { condition, generation, type StandIn, type Verdict } from './stand-in.ts';

export const volumeStandIns: readonly StandIn[] = [
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', judge: (claim) => judgeClaim(claim) },
];

const drivers: ReadonlySet<string> = new Set<StorageDriver>(Object.values(storageClasses));

/** Kubernetes sets it once a volume is due: for a disk, when a node is chosen for the first pod. */
const provisioner = 'volume.kubernetes.io/storage-provisioner';

function judgeClaim(claim: KubeObject): Verdict {
  const driver = claim.metadata.annotations?.[provisioner] ?? '';
  if (!drivers.has(driver)) return { ready: false, status: {}, because: 'no driver was asked for a volume' };
  const because = refusal(claim, driver);
  return because === undefined
    ? { ready: true, status: {}, makes: [volume(claim, driver)] }
    : { ready: false, because, status: { conditions: [condition('Provisioned', false, because, generation(claim))] } };
}

/** AKS documentation, "Azure Disks CSI driver": several nodes share a disk as a block device alone. */
function refusal(claim: KubeObject, driver: string): string | undefined {
  const modes = asArray(at(claim, 'spec.accessModes')).map(asString);
  const shared = modes.find((mode) => mode.endsWith('Many'));
  return driver === 'disk.csi.azure.com' && shared !== undefined && at(claim, 'spec.volumeMode') !== 'Block'
    ? `${driver} makes no file system that is ${shared}`
    : undefined;
}

function volume(claim: KubeObject, driver: string): KubeObject {
  const { apiVersion, kind, metadata } = claim;
  const uid = asString(at(metadata, 'uid'));
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}`, annotations: { 'pv.kubernetes.io/provisioned-by': driver } },
    spec: {
      capacity: { storage: at(claim, 'spec.resources.requests.storage') },
      accessModes: at(claim, 'spec.accessModes'),
      volumeMode: at(claim, 'spec.volumeMode'),
      storageClassName: at(claim, 'spec.storageClassName'),
      persistentVolumeReclaimPolicy: 'Delete',
      claimRef: { apiVersion, kind, namespace: metadata.namespace, name: metadata.name, uid },
      csi: { driver, volumeHandle: uid },
    },
  };
}
