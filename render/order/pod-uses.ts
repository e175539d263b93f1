// What pods refer to: accounts, ConfigMaps, Secrets, claims, priority classes.
import { asArray, asRecord, asString } from '../fields.ts';
import type { Container, Pod } from '../pods.ts';

/** An object that a pod template names, in the pod's own namespace unless the kind is cluster-scoped. */
export interface PodReference {
  readonly kind: string;
  readonly name: string;
  readonly field: string;
  readonly clusterScoped?: boolean;
}

/** All references of a pod that must exist for its pods to start; optional ones are left out. */
export function podReferences({ spec, containers }: Pod): PodReference[] {
  return [
    ...named('/ServiceAccount', spec.serviceAccountName, 'serviceAccountName').filter(({ name }) => name !== 'default'),
    ...named('scheduling.k8s.io/PriorityClass', spec.priorityClassName, 'priorityClassName').map((use) => ({
      ...use,
      clusterScoped: true,
    })),
    ...asArray(spec.imagePullSecrets).flatMap((secret) => named('/Secret', asRecord(secret).name, 'imagePullSecrets')),
    ...asArray(spec.volumes).map(asRecord).flatMap(volumeReferences),
    ...containers.flatMap(containerReferences),
  ];
}

function volumeReferences(volume: Record<string, unknown>): PodReference[] {
  const field = `volumes.${asString(volume.name)}`;
  const secret = asRecord(volume.secret);
  const configMap = asRecord(volume.configMap);
  return [
    ...(secret.optional ? [] : named('/Secret', secret.secretName, field)),
    ...(configMap.optional ? [] : named('/ConfigMap', configMap.name, field)),
    ...named('/PersistentVolumeClaim', asRecord(volume.persistentVolumeClaim).claimName, field),
    ...asArray(asRecord(volume.projected).sources)
      .map(asRecord)
      .flatMap((source) => [
        ...(asRecord(source.secret).optional ? [] : named('/Secret', asRecord(source.secret).name, field)),
        ...(asRecord(source.configMap).optional ? [] : named('/ConfigMap', asRecord(source.configMap).name, field)),
      ]),
  ];
}

function containerReferences({ spec }: Container): PodReference[] {
  const env = asArray(spec.env).map(asRecord);
  const sources = asArray(spec.envFrom).map(asRecord);
  return [
    ...env.flatMap(({ name, valueFrom }) => {
      const { secretKeyRef, configMapKeyRef } = asRecord(valueFrom);
      return [
        ...required('/Secret', secretKeyRef, `env.${asString(name)}`),
        ...required('/ConfigMap', configMapKeyRef, `env.${asString(name)}`),
      ];
    }),
    ...sources.flatMap(({ secretRef, configMapRef }) => [
      ...required('/Secret', secretRef, 'envFrom'),
      ...required('/ConfigMap', configMapRef, 'envFrom'),
    ]),
  ];
}

function required(kind: string, reference: unknown, field: string): PodReference[] {
  const { name, optional } = asRecord(reference);
  return optional ? [] : named(kind, name, field);
}

function named(kind: string, name: unknown, field: string): PodReference[] {
  return typeof name === 'string' && name !== '' ? [{ kind, name, field }] : [];
}
