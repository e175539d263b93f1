// Flux would set the replicas back each time the autoscaler changes them.
import { at as fieldAt } from '../fields.ts';
import { scalersIn, scaleTargetOf } from '../scalers.ts';
import type { Check } from './check.ts';

export const replicasFightAutoscaler: Check = (view) =>
  scalersIn(view).flatMap(({ object }) => {
    const target = view.find(scaleTargetOf(object).id);
    return target && fieldAt(target.object, 'spec.replicas') !== undefined
      ? [
          {
            at: target.at,
            field: 'spec.replicas',
            problem: `is set, and the autoscaler "${object.metadata.name}" sets it too`,
            write: 'no replicas',
          },
        ]
      : [];
  });
