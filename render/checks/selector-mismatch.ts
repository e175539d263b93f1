// A workload that does not select its own pods is refused by the API server.
import { asArray, asRecord, at as fieldAt } from '../fields.ts';
import { podTemplateOf } from '../pods.ts';
import type { KubeObject } from '../rendered.ts';
import type { Check } from './check.ts';
import { selectsBy } from '../selection.ts';

export const selectorMismatch: Check = (view) =>
  ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet', '/ReplicationController']
    .flatMap((kind) => view.ofKind(kind))
    .filter(({ object }) => {
      const selector = selectorOf(object);
      const pods = podTemplateOf(object);
      // Of a template that is missing the schema tells.
      return selector !== undefined && pods !== undefined && (isEmpty(selector) || !selectsBy(selector, pods.labels));
    })
    .map(({ at }) => ({
      at,
      field: 'spec.selector',
      problem: 'does not select the pods of its own template',
      write: 'labels of the template',
    }));

/** A ReplicationController has the labels alone, and where it has none, the API server takes those of its template. */
function selectorOf(object: KubeObject): unknown {
  const selector = fieldAt(object, 'spec.selector');
  if (object.kind !== 'ReplicationController') return selector;
  return Object.keys(asRecord(selector)).length === 0 ? undefined : { matchLabels: selector };
}

/** Which elsewhere means all pods, and no workload may have. */
function isEmpty(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = asRecord(selector);
  return Object.keys(asRecord(matchLabels)).length + asArray(matchExpressions).length === 0;
}
