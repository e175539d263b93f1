// A PodDisruptionBudget that never lets a pod go stops every node drain, and with it every upgrade of the cluster.
import { asRecord, at as fieldAt } from '../fields.ts';
import { identityOf } from '../identity.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { Check } from './check.ts';
import { podsIn, selects, type Pods } from '../selection.ts';
import { unless } from '../../lib/validation/rules.ts';

export const pdbBlocksEviction: Check = (view) => {
  const pods = podsIn(view);
  const minimum = minimumReplicas(view);
  return view.ofKind('policy/PodDisruptionBudget').flatMap(({ at, object }) => {
    const selector = asRecord(fieldAt(object, 'spec.selector.matchLabels'));
    const selected = pods(object.metadata.namespace).filter(({ labels }) => selects(selector, labels));
    if (selected.length === 0)
      return [{ at, field: 'spec.selector', problem: 'selects no pod', write: 'the labels of a pod template' }];
    const replicas = selected.reduce((sum, workload) => sum + minimum(workload), 0);
    const { maxUnavailable, minAvailable } = asRecord(object.spec);
    const spare =
      maxUnavailable === undefined ? replicas - count(minAvailable, replicas) : count(maxUnavailable, replicas);
    return unless(spare >= 1, {
      at,
      field: maxUnavailable === undefined ? 'spec.minAvailable' : 'spec.maxUnavailable',
      problem: `no pod of ${replicas} may ever be evicted`,
      write: 'maxUnavailable: 1',
    });
  });
};

/** Percentages are rounded up. Source: Kubernetes documentation, "Specifying a Disruption Budget for your Application". */
function count(value: unknown, replicas: number): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Math.ceil((Number.parseFloat(value) / 100) * replicas) : 0;
}

/** An autoscaler's minimum counts where there is one. */
function minimumReplicas(view: ClusterView): (pods: Pods) => number {
  const minimums = new Map(
    view.ofKind('autoscaling/HorizontalPodAutoscaler').map(({ object }) => {
      const { kind, name } = asRecord(fieldAt(object, 'spec.scaleTargetRef'));
      return [
        identityOf(String(kind), object.metadata.namespace, String(name)),
        Number(fieldAt(object, 'spec.minReplicas') ?? 1),
      ];
    }),
  );
  return ({ workload: { object } }) => {
    const autoscaled = minimums.get(identityOf(object.kind, object.metadata.namespace, object.metadata.name));
    return autoscaled ?? Number(fieldAt(object, 'spec.replicas') ?? 1);
  };
}
