// What pods refer to: accounts, ConfigMaps, Secrets and their keys, claims, classes.
import { asArray, asRecord, asString, at } from '../fields.ts';
import type { Container, Pod } from '../pods.ts';

/** An object that a pod template names, in the pod's own namespace unless the kind is cluster-scoped. */
export interface PodReference {
  readonly kind: string;
  readonly name: string;
  readonly field: string;
  /** Of a ConfigMap or Secret, the keys that it must have. */
  readonly keys: readonly string[];
  readonly clusterScoped?: boolean;
}

/** All references of a pod that must exist for its pods to start; optional ones are left out. */
export function podReferences({ spec, specField, containers }: Pod): PodReference[] {
  return [
    ...named('/ServiceAccount', spec.serviceAccountName, 'serviceAccountName'),
    ...clusterScoped('scheduling.k8s.io/PriorityClass', spec.priorityClassName, 'priorityClassName'),
    ...clusterScoped('node.k8s.io/RuntimeClass', spec.runtimeClassName, 'runtimeClassName'),
    ...asArray(spec.imagePullSecrets).flatMap((secret) => named('/Secret', asRecord(secret).name, 'imagePullSecrets')),
    ...asArray(spec.resourceClaims)
      .map(asRecord)
      .flatMap(({ name, resourceClaimName, resourceClaimTemplateName }) => {
        const field = `resourceClaims.${asString(name)}`;
        return [
          ...named('resource.k8s.io/ResourceClaim', resourceClaimName, field),
          ...named('resource.k8s.io/ResourceClaimTemplate', resourceClaimTemplateName, field),
        ];
      }),
    ...asArray(spec.volumes)
      .map(asRecord)
      .flatMap((volume) => volumeReferences(volume, filesOf(asString(volume.name), containers))),
    ...containers.flatMap((each) => containerReferences(each, each.field.slice(specField.length + 1))),
  ];
}

/** The names of the claims that a pod mounts. */
export function mountedClaims(pod: Pod): string[] {
  return podReferences(pod)
    .filter(({ kind }) => kind === '/PersistentVolumeClaim')
    .map(({ name }) => name);
}

/** The driver that mounts what is in a vault. Source: AKS documentation, "Azure Key Vault provider for Secrets Store CSI Driver". */
const vaultDriver = 'secrets-store.csi.k8s.io';

/** The files of a volume that containers mount by themselves. */
function filesOf(volume: string, containers: readonly Container[]): string[] {
  return containers
    .flatMap(({ spec }) => asArray(spec.volumeMounts).map(asRecord))
    .filter(({ name, subPath }) => name === volume && typeof subPath === 'string' && subPath !== '')
    .map(({ subPath }) => asString(subPath));
}

/** @param mounted files of it that containers mount by themselves */
function volumeReferences(volume: Record<string, unknown>, mounted: readonly string[]): PodReference[] {
  const field = `volumes.${asString(volume.name)}`;
  const secret = asRecord(volume.secret);
  return [
    ...files('/Secret', { ...secret, name: secret.secretName }, field, mounted),
    ...files('/ConfigMap', asRecord(volume.configMap), field, mounted),
    ...named('/PersistentVolumeClaim', asRecord(volume.persistentVolumeClaim).claimName, field),
    ...named('/Secret', at(volume, 'csi.nodePublishSecretRef.name'), field),
    ...named('/Secret', at(volume, 'azureFile.secretName'), field),
    ...named(
      'secrets-store.csi.x-k8s.io/SecretProviderClass',
      at(volume, 'csi.driver') === vaultDriver ? at(volume, 'csi.volumeAttributes.secretProviderClass') : undefined,
      field,
    ),
    ...clusterScoped(
      'storage.k8s.io/StorageClass',
      at(volume, 'ephemeral.volumeClaimTemplate.spec.storageClassName'),
      field,
    ),
    ...asArray(asRecord(volume.projected).sources)
      .map(asRecord)
      .flatMap((source) => [
        ...files('/Secret', asRecord(source.secret), field),
        ...files('/ConfigMap', asRecord(source.configMap), field),
      ]),
  ];
}

/** Without `items` all keys are files, whatever they are; those that are mounted must be there, or a folder takes their place. */
function files(
  kind: string,
  { name, optional, items }: Record<string, unknown>,
  field: string,
  mounted: readonly string[] = [],
): PodReference[] {
  const keys = items === undefined ? [...new Set(mounted)] : asArray(items).map((item) => asString(asRecord(item).key));
  return optional === true ? [] : named(kind, name, field, keys);
}

function containerReferences({ spec }: Container, field: string): PodReference[] {
  const env = asArray(spec.env).map(asRecord);
  const sources = asArray(spec.envFrom).map(asRecord);
  return [
    ...env.flatMap(({ name, valueFrom }) => {
      const { secretKeyRef, configMapKeyRef } = asRecord(valueFrom);
      return [
        ...required('/Secret', secretKeyRef, `${field}.env.${asString(name)}`),
        ...required('/ConfigMap', configMapKeyRef, `${field}.env.${asString(name)}`),
      ];
    }),
    ...sources.flatMap(({ secretRef, configMapRef }) => [
      ...required('/Secret', secretRef, `${field}.envFrom`),
      ...required('/ConfigMap', configMapRef, `${field}.envFrom`),
    ]),
  ];
}

function required(kind: string, reference: unknown, field: string): PodReference[] {
  const { name, key, optional } = asRecord(reference);
  return optional === true ? [] : named(kind, name, field, typeof key === 'string' ? [key] : []);
}

function clusterScoped(kind: string, name: unknown, field: string): PodReference[] {
  return named(kind, name, field).map((use) => ({ ...use, clusterScoped: true }));
}

function named(kind: string, name: unknown, field: string, keys: readonly string[] = []): PodReference[] {
  return typeof name === 'string' && name !== '' ? [{ kind, name, field, keys }] : [];
}
