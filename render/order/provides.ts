// What an object brings along beside itself: definitions of kinds, and the Secrets that controllers make from it.
import { annotations } from '../../lib/platform.ts';
import { asArray, asRecord, asString, at } from '../fields.ts';
import { identity, identityOf, kindKey } from '../identity.ts';
import type { KubeObject } from '../rendered.ts';
import { stated } from './stated.ts';

/** API groups whose definitions come with the object: of a CustomResourceDefinition, or of a Helm release that says so. */
export function providedGroups(object: KubeObject): readonly string[] {
  if (kindKey(object) === 'apiextensions.k8s.io/CustomResourceDefinition') return [asString(at(object, 'spec.group'))];
  return stated(object, annotations.provides);
}

/** Identities that exist once the object is there and healthy. */
export function providedObjects(object: KubeObject): readonly string[] {
  return [
    identity(object),
    ...madeSecrets(object).map((name) => identityOf('/Secret', object.metadata.namespace, name)),
    ...madeClaims(object).map((name) => identityOf('/PersistentVolumeClaim', object.metadata.namespace, name)),
  ];
}

/** The Secrets that a controller makes from the object, in its namespace. */
export function madeSecrets(object: KubeObject): string[] {
  switch (kindKey(object)) {
    case 'cert-manager.io/Certificate':
      return [asString(at(object, 'spec.secretName'))];
    case 'external-secrets.io/ExternalSecret':
      // With these it adds to one that another makes, or makes none. Source: External Secrets' API, "ExternalSecretCreationPolicy".
      return ['Merge', 'None'].includes(asString(at(object, 'spec.target.creationPolicy')))
        ? []
        : [asString(at(object, 'spec.target.name')) || object.metadata.name];
    default:
      return [];
  }
}

/** More pods of one StatefulSet are a slip of the finger, which must not fill the memory. */
const mostPods = 1000;

/** A StatefulSet makes one for each of its pods, by this name. Source: Kubernetes documentation, "StatefulSets", Stable Storage. */
export function madeClaims(object: KubeObject): string[] {
  if (kindKey(object) !== 'apps/StatefulSet') return [];
  const { replicas = 1, ordinals, volumeClaimTemplates } = asRecord(object.spec);
  const start = Number(asRecord(ordinals).start ?? 0);
  return asArray(volumeClaimTemplates).flatMap((claim) =>
    Array.from(
      { length: Math.min(Number(replicas), mostPods) },
      (_, index) => `${asString(at(claim, 'metadata.name'))}-${object.metadata.name}-${start + index}`,
    ),
  );
}
