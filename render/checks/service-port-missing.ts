// A Service that sends to a port on which no container listens refuses every connection.
import { asArray, asRecord, at as fieldAt } from '../fields.ts';
import type { Check } from './check.ts';
import { podsIn, portsOf, selects } from '../selection.ts';

export const servicePortMissing: Check = (view) => {
  const pods = podsIn(view);
  return view.ofKind('/Service').flatMap(({ at, object }) => {
    const selector = asRecord(fieldAt(object, 'spec.selector'));
    const selected = pods(object.metadata.namespace).filter(({ labels }) => selects(selector, labels));
    if (Object.keys(selector).length === 0 || selected.length === 0) return [];
    const ports = portsOf(selected.flatMap(({ containers }) => containers));
    return asArray(fieldAt(object, 'spec.ports'))
      .map(asRecord)
      .map(({ port, targetPort }) => targetPort ?? port)
      .filter((target) => !ports.has(target))
      .map((target) => ({
        at,
        field: 'spec.ports.targetPort',
        problem: `no container has a port ${JSON.stringify(target)}`,
        write: 'the name of a container port',
      }));
  });
};
