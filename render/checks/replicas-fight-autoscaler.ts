// Flux would set the replicas back each time the autoscaler changes them.
import { asRecord, asString, at as fieldAt } from '../fields.ts';
import { apiGroup, identityOf } from '../identity.ts';
import type { Check } from './check.ts';

export const replicasFightAutoscaler: Check = (view) =>
  view.ofKind('autoscaling/HorizontalPodAutoscaler').flatMap(({ object }) => {
    const { apiVersion, kind, name } = asRecord(fieldAt(object, 'spec.scaleTargetRef'));
    const target = view.find(
      identityOf(`${apiGroup(asString(apiVersion))}/${asString(kind)}`, object.metadata.namespace, asString(name)),
    );
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
