// A ServiceMonitor that selects no Service, or a port that it lacks, leaves alerts without data: silent for ever.
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import type { Check } from './check.ts';
import { append } from '../multimap.ts';
import { selects } from '../selection.ts';

export const monitorWithoutTarget: Check = (view) => {
  const services = new Map<string, { labels: Record<string, unknown>; ports: readonly unknown[] }[]>();
  for (const { object } of view.ofKind('/Service')) {
    const ports = asArray(fieldAt(object, 'spec.ports')).map((port) => asRecord(port).name);
    append(services, object.metadata.namespace ?? '', { labels: { ...object.metadata.labels }, ports });
  }
  return view.ofKind('monitoring.coreos.com/ServiceMonitor').flatMap(({ at, object }) => {
    const selector = asRecord(fieldAt(object, 'spec.selector.matchLabels'));
    const named = asArray(fieldAt(object, 'spec.namespaceSelector.matchNames')).map(asString);
    const namespaces = named.length > 0 ? named : [object.metadata.namespace ?? ''];
    const selected = namespaces
      .flatMap((namespace) => services.get(namespace) ?? [])
      .filter(({ labels }) => selects(selector, labels));
    if (selected.length === 0)
      return [
        {
          at,
          field: 'spec.selector',
          problem: `${JSON.stringify(selector)} selects no Service`,
          write: 'the labels of a Service',
        },
      ];
    return asArray(fieldAt(object, 'spec.endpoints'))
      .map((endpoint) => asRecord(endpoint).port)
      .filter((port) => !selected.some(({ ports }) => ports.includes(port)))
      .map((port) => ({
        at,
        field: 'spec.endpoints.port',
        problem: `no selected Service has a port ${JSON.stringify(port)}`,
        write: 'the name of a port of the Service',
      }));
  });
};
