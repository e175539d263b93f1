// A claim that never gets its volume: pods wait for it, and so does Flux, for ever.
import type { ClusterView } from '../cluster-view.ts';
import { asArray, asRecord, at as fieldAt } from '../fields.ts';
import type { RuleFinding } from '../finding.ts';
import { identity, identityOf, kindKey } from '../identity.ts';
import { oncePerView } from '../once-per-view.ts';
import { mountedClaims } from '../order/pod-uses.ts';
import { madeClaims } from '../order/provides.ts';
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
  if (!classOf(view, object.spec).waits) return false;
  const { claims, words } = usedIn(view);
  return !claims.has(identity(object)) && !words.has(object.metadata.name);
}

/**
 * What uses claims: a pod mounts one by its name, or as one of those that its StatefulSet makes; and a custom resource may hand a
 * name on to a pod, as a Helm release does with its values.
 */
const usedIn = oncePerView((view) => {
  const claims = new Set<string>();
  const words = new Set<unknown>();
  for (const { object } of view.all)
    if (!isBuiltIn(object.apiVersion, object.kind)) addWords(object.spec, words);
    // The first pod of a schedule may be a day away.
    else if (kindKey(object) !== 'batch/CronJob')
      for (const name of [...everyPod(object).flatMap(mountedClaims), ...madeClaims(object)])
        claims.add(identityOf('/PersistentVolumeClaim', object.metadata.namespace, name));
  return { claims, words };
});

function addWords(value: unknown, words: Set<unknown>): void {
  if (typeof value !== 'object' || value === null) words.add(value);
  else for (const inner of Object.values(value)) addWords(inner, words);
}
