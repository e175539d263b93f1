// A disk is at one node at a time: a second pod that is put on another node waits for it until the first one goes.
import type { ClusterView } from '../cluster-view.ts';
import { copiesIn } from '../copies.ts';
import { asArray, asRecord, at as fieldAt } from '../fields.ts';
import { identityOf } from '../identity.ts';
import { mountedClaims } from '../order/pod-uses.ts';
import { everyPod } from '../pods.ts';
import type { KubeObject } from '../rendered.ts';
import { classOf, disks } from '../storage.ts';
import type { Check } from './check.ts';

export const claimHeld: Check = (view) =>
  view.ofKind('apps/Deployment').flatMap(({ at, object }) => {
    const claim = heldBy(view, object);
    if (claim === undefined) return [];
    const { most } = copiesIn(view)(object);
    if (most > 1)
      return [
        {
          at,
          field: 'spec.template.spec.volumes',
          problem: `up to ${most} pods would mount the claim "${claim}", whose disk is at one node at a time`,
          write: 'one pod; a StatefulSet, with a claim for each; or a class of shares, such as azurefile-csi',
        },
      ];
    return makesBeforeItTakes(object)
      ? [
          {
            at,
            field: 'spec.strategy',
            problem: `a rollout makes the new pod first, and the old one holds the disk of the claim "${claim}"`,
            write: 'type: Recreate',
          },
        ]
      : [];
  });

/** The claim of a disk that its pods mount, if Git shows it. */
function heldBy(view: ClusterView, object: KubeObject): string | undefined {
  return everyPod(object)
    .flatMap(mountedClaims)
    .find((name) => {
      const claim = view.findAny(identityOf('/PersistentVolumeClaim', object.metadata.namespace, name));
      return claim !== undefined && isOfOneNode(view, claim.object.spec);
    });
}

function isOfOneNode(view: ClusterView, spec: unknown): boolean {
  const modes = asArray(asRecord(spec).accessModes);
  if (modes.includes('ReadWriteOncePod')) return true;
  return modes.every((mode) => mode === 'ReadWriteOnce') && classOf(view, spec).driver === disks;
}

/** Source: Kubernetes API, "RollingUpdateDeployment": a share of one pod is rounded up. */
function makesBeforeItTakes(object: KubeObject): boolean {
  const { type = 'RollingUpdate', rollingUpdate } = asRecord(fieldAt(object, 'spec.strategy'));
  const { maxSurge = '25%' } = asRecord(rollingUpdate);
  return type === 'RollingUpdate' && Number.parseInt(String(maxSurge), 10) > 0;
}
