// A workload that does not select its own pods is refused by the API server.
import { asArray, asRecord, at as fieldAt } from '../fields.ts';
import { podTemplateOf } from '../pods.ts';
import type { Check } from './check.ts';
import { selectsBy } from '../selection.ts';

export const selectorMismatch: Check = (view) =>
  ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet']
    .flatMap((kind) => view.ofKind(kind))
    .filter(({ object }) => {
      const selector = fieldAt(object, 'spec.selector');
      const labels = podTemplateOf(object)?.labels ?? {};
      return selector !== undefined && (isEmpty(selector) || !selectsBy(selector, labels));
    })
    .map(({ at }) => ({
      at,
      field: 'spec.selector',
      problem: 'does not select the pods of its own template',
      write: 'labels of the template',
    }));

/** Which elsewhere means all pods, and no workload may have. */
function isEmpty(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = asRecord(selector);
  return Object.keys(asRecord(matchLabels)).length + asArray(matchExpressions).length === 0;
}
