// A workload that does not select its own pods is refused by the API server.
import { at as fieldAt } from '../fields.ts';
import { podTemplateOf } from '../pods.ts';
import type { Check } from './check.ts';
import { selectsBy } from '../selection.ts';

export const selectorMismatch: Check = (view) =>
  ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet']
    .flatMap((kind) => view.ofKind(kind))
    .filter(({ object }) => {
      const selector = fieldAt(object, 'spec.selector');
      return !selectsBy(selector, podTemplateOf(object)?.labels ?? {});
    })
    .map(({ at }) => ({
      at,
      field: 'spec.selector',
      problem: 'does not select the pods of its own template',
      write: 'labels of the template',
    }));
