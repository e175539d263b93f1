// A Service that sends to a port on which no container listens refuses every connection.
import { asArray, asRecord, at as fieldAt } from '../fields.ts';
import { mayListen, podsIn, selects } from '../selection.ts';
import type { Check } from './check.ts';

export const servicePortMissing: Check = (view) => {
  const pods = podsIn(view);
  return view.ofKind('/Service').flatMap(({ at, object }) => {
    const selector = asRecord(fieldAt(object, 'spec.selector'));
    const selected = pods(object.metadata.namespace).filter(({ labels }) => selects(selector, labels));
    if (Object.keys(selector).length === 0 || selected.length === 0) return [];
    return asArray(fieldAt(object, 'spec.ports'))
      .map(asRecord)
      .map(({ port, targetPort, protocol }, index) => ({
        target: targetPort ?? port,
        protocol: protocol ?? 'TCP',
        index,
      }))
      .filter(({ target, protocol }) => !selected.some(({ containers }) => mayListen(containers, target, protocol)))
      .map(({ target, protocol, index }) => ({
        at,
        field: `spec.ports[${index}].targetPort`,
        problem: `no container has a port ${JSON.stringify(target)}${protocol === 'TCP' ? '' : ` of ${String(protocol)}`}`,
        write: 'the name of a container port, of the same protocol',
      }));
  });
};
