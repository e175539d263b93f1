// A Service whose selector fits no pod answers nobody.
import { asRecord } from '../fields.ts';
import { podsIn, selects } from '../selection.ts';
import type { Check } from './check.ts';
import { unless } from '../../lib/validation/rules.ts';

export const serviceWithoutPods: Check = (view) => {
  const pods = podsIn(view);
  return view.ofKind('/Service').flatMap(({ at, object }) => {
    const { selector, type } = asRecord(object.spec);
    const wanted = asRecord(selector);
    // Kubernetes looks at no selector of a name outside.
    if (Object.keys(wanted).length === 0 || type === 'ExternalName') return [];
    return unless(
      pods(object.metadata.namespace).some(({ labels }) => selects(wanted, labels)),
      {
        at,
        field: 'spec.selector',
        problem: `${JSON.stringify(wanted)} selects no pod of the namespace`,
        write: 'the labels of a pod template',
      },
    );
  });
};
