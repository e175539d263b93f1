// A claim that never gets its volume: pods wait for it, and so does Flux, for ever.
import type { ClusterView } from '../cluster-view.ts';
import { asArray, asRecord, at as fieldAt } from '../fields.ts';
import type { RuleFinding } from '../finding.ts';
import { identity, kindKey } from '../identity.ts';
import { providedObjects } from '../order/provides.ts';
import { everyPod } from '../pods.ts';
import type { KubeObject } from '../rendered.ts';
import { isBuiltIn } from '../schema/index.ts';
import { classOf, disks } from '../storage.ts';
import type { Check } from './check.ts';

export const claimUnbound: Check = (view) =>
  view.objects.flatMap(({ at, object }): RuleFinding[] => {
    const shared = claimsOf(object).filter(({ spec }) => isSharedDisk(view, spec));
    if (shared.length > 0)
      return shared.map(({ field }) => ({
        at,
        field: `${field}.accessModes`,
        problem: 'is ReadWriteMany, and a disk with files is for one node',
        write: 'ReadWriteOnce; or a class of shares, such as azurefile-csi',
      }));
    return isUnused(view, object)
      ? [
          {
            at,
            field: 'spec',
            problem:
              'no pod that is there from the start mounts it, and its class waits for the first that does: so would Flux',
            write:
              'a pod that mounts it in the same chart; a class that does not wait, such as azurefile-csi; or no claim',
          },
        ]
      : [];
  });

interface Claim {
  readonly field: string;
  readonly spec: unknown;
}

function claimsOf(object: KubeObject): Claim[] {
  if (kindKey(object) === '/PersistentVolumeClaim') return [{ field: 'spec', spec: object.spec }];
  const templates = kindKey(object) === 'apps/StatefulSet' ? asArray(fieldAt(object, 'spec.volumeClaimTemplates')) : [];
  return [
    ...templates.map((claim, index) => ({
      field: `spec.volumeClaimTemplates[${index}].spec`,
      spec: asRecord(claim).spec,
    })),
    ...everyPod(object).flatMap((pod) =>
      asArray(pod.spec.volumes).flatMap((volume, index) => {
        const field = 'ephemeral.volumeClaimTemplate.spec';
        const spec = fieldAt(volume, field);
        return spec === undefined ? [] : [{ field: `${pod.specField}.volumes[${index}].${field}`, spec }];
      }),
    ),
  ];
}

/** Source: Azure Disk CSI driver: a disk may be shared as a whole, not with files on it. */
function isSharedDisk(view: ClusterView, spec: unknown): boolean {
  const { accessModes, volumeMode = 'Filesystem', volumeName } = asRecord(spec);
  return (
    asArray(accessModes).includes('ReadWriteMany') &&
    volumeMode === 'Filesystem' &&
    volumeName === undefined &&
    classOf(view, spec).driver === disks
  );
}

function isUnused(view: ClusterView, object: KubeObject): boolean {
  if (kindKey(object) !== '/PersistentVolumeClaim' || fieldAt(object, 'spec.volumeName') !== undefined) return false;
  return (
    classOf(view, object.spec).waits && !view.all.some((other) => other.object !== object && uses(other.object, object))
  );
}

/**
 * A pod mounts it by its name, or as one of those that its StatefulSet would make; and a custom resource may hand the name on to a pod,
 * as a Helm release does with its values.
 */
function uses(other: KubeObject, claim: KubeObject): boolean {
  const { namespace, name } = claim.metadata;
  if (!isBuiltIn(other.apiVersion, other.kind)) return mentions(other.spec, name);
  if (other.metadata.namespace !== namespace) return false;
  // The first pod of a schedule may be a day away.
  if (kindKey(other) === 'batch/CronJob') return false;
  const volumes = everyPod(other).flatMap(({ spec }) => asArray(spec.volumes));
  return (
    volumes.some((volume) => fieldAt(volume, 'persistentVolumeClaim.claimName') === name) ||
    providedObjects(other).includes(identity(claim))
  );
}

function mentions(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return value === name;
  return Object.values(value).some((inner) => mentions(inner, name));
}
