// A Service whose selector fits no pod answers nobody.
import type { Check } from './check.ts';
import { podsIn, selects } from '../selection.ts';
import { asRecord, at as fieldAt } from '../fields.ts';
import { unless } from '../../lib/validation/rules.ts';

export const serviceWithoutPods: Check = (view) => {
  const pods = podsIn(view);
  return view.ofKind('/Service').flatMap(({ at, object }) => {
    const selector = asRecord(fieldAt(object, 'spec.selector'));
    if (Object.keys(selector).length === 0) return [];
    return unless(
      pods(object.metadata.namespace).some(({ labels }) => selects(selector, labels)),
      {
        at,
        field: 'spec.selector',
        problem: `${JSON.stringify(selector)} selects no pod of the namespace`,
        write: 'the labels of a pod template',
      },
    );
  });
};
