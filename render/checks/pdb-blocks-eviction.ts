// A PodDisruptionBudget that never lets a pod go stops every node drain, and with it every upgrade of the cluster.
import { copiesIn, type Copies } from '../copies.ts';
import { asRecord, at as fieldAt } from '../fields.ts';
import { kindKey } from '../identity.ts';
import type { KubeObject } from '../rendered.ts';
import type { Check } from './check.ts';
import { podsIn, selectsBy } from '../selection.ts';
import { unless } from '../../lib/validation/rules.ts';

export const pdbBlocksEviction: Check = (view) => {
  const pods = podsIn(view);
  const copies = copiesIn(view);
  return view.ofKind('policy/PodDisruptionBudget').flatMap(({ at, object }) => {
    const selector = fieldAt(object, 'spec.selector');
    const selected = pods(object.metadata.namespace).filter(({ labels }) => selectsBy(selector, labels));
    if (selected.length === 0)
      return [{ at, field: 'spec.selector', problem: 'selects no pod', write: 'the labels of a pod template' }];
    const { maxUnavailable, minAvailable } = asRecord(object.spec);
    const limit = maxUnavailable ?? minAvailable;
    const field = maxUnavailable === undefined ? 'spec.minAvailable' : 'spec.maxUnavailable';
    if (limit === undefined)
      return [
        { at, field: 'spec', problem: 'without a number no pod may ever be evicted', write: 'maxUnavailable: 1' },
      ];
    const uncounted = selected.find(({ workload }) => !counted.has(kindKey(workload.object)));
    if (uncounted && (maxUnavailable !== undefined || typeof limit === 'string'))
      return [{ at, field, problem: isUncounted(uncounted.workload.object), write: 'minAvailable as a whole number' }];
    const replicas = selected.reduce((sum, { workload }) => sum + fewest(copies(workload.object)), 0);
    const spare =
      maxUnavailable === undefined ? replicas - count(minAvailable, replicas) : count(maxUnavailable, replicas);
    return unless(spare >= 1, {
      at,
      field,
      problem: `no pod of ${replicas} may ever be evicted`,
      write: 'maxUnavailable: 1',
    });
  });
};

/**
 * Kinds that say how many pods they should have; of the pods of others the disruption controller knows no whole, of which a number or a
 * share may be away. Source: Kubernetes documentation, "Specifying a Disruption Budget for your Application", Arbitrary workloads
 * and arbitrary selectors; pkg/controller/disruption, `getExpectedPodCount`.
 */
const counted = new Set(['/ReplicationController', 'apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet']);

function isUncounted({ kind }: KubeObject): string {
  return `nobody knows how many pods a ${kind} should have, so none of them may ever be evicted`;
}

/** Where there may be none, there is nothing to evict until there is one. */
function fewest({ least, most }: Copies): number {
  return Math.max(least, Math.min(1, most));
}

/** Percentages are rounded up. Source: Kubernetes documentation, "Specifying a Disruption Budget for your Application". */
function count(value: unknown, replicas: number): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Math.ceil((Number.parseFloat(value) / 100) * replicas) : 0;
}
