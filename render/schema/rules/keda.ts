// What the webhook of KEDA refuses. Source: KEDA, `apis/keda/v1alpha1/`, scaledobject_types.go, scaledobject_webhook.go.
import { unless } from '../../../lib/validation/rules.ts';
import { asRecord } from '../../fields.ts';
import { entries, type Rule } from './rule.ts';

/** What is measured of the pods themselves: of none there is nothing to measure. */
const ofPods = new Set<unknown>(['cpu', 'memory']);

export const scaledObject: Rule = ({ spec }) => {
  const own = asRecord(spec);
  // Where it does not say, it may make none of them, and 100.
  const { minReplicaCount: min = 0, maxReplicaCount: max = 100, idleReplicaCount: idle } = own;
  const triggers = entries(own, 'triggers').map(({ entry }) => entry.type);
  // Of what is no number the schema tells.
  if (typeof min !== 'number' || typeof max !== 'number') return [];
  return [
    ...unless(min <= max, {
      field: 'spec.minReplicaCount',
      problem: `is ${min}, above maxReplicaCount`,
      write: `${max} or less`,
    }),
    ...unless(idle === undefined || Number(idle) < min, {
      field: 'spec.idleReplicaCount',
      problem: `is ${String(idle)}, and minReplicaCount ${min}`,
      write: '0, with a minReplicaCount above it; or nothing',
    }),
    ...unless(min > 0 || triggers.length === 0 || triggers.some((type) => !ofPods.has(type)), {
      field: 'spec.minReplicaCount',
      problem: `is ${min}, and no pods have neither CPU nor memory by which more would be made`,
      write: '1 or more; or a trigger that is not of the pods',
    }),
  ];
};
