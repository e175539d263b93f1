// A monitor that selects nothing, or a port that is not there, leaves alerts without data: silent for ever.
import type { ClusterView } from '../cluster-view.ts';
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import type { RuleFinding } from '../finding.ts';
import { append } from '../multimap.ts';
import type { RenderedObject } from '../rendered.ts';
import { type Labels, type Pods, podsIn, portsOf, selects, selectsBy } from '../selection.ts';
import type { Check } from './check.ts';

/** What a monitor may select, by namespace: its labels, and the names and numbers that each way to name a port may take. */
type Targets = ReadonlyMap<string, readonly Target[]>;

interface Target {
  readonly labels: Labels;
  readonly ports: Readonly<Record<string, ReadonlySet<unknown>>>;
}

export const monitorWithoutTarget: Check = (view) => {
  const pods = podsIn(view);
  return [
    ...view
      .ofKind('monitoring.coreos.com/ServiceMonitor')
      .flatMap((monitor) => faults(monitor, 'Service', 'spec.endpoints', services(view, pods))),
    ...view
      .ofKind('monitoring.coreos.com/PodMonitor')
      .flatMap((monitor) => faults(monitor, 'pod', 'spec.podMetricsEndpoints', podTargets(view, pods))),
  ];
};

function faults({ at, object }: RenderedObject, noun: string, field: string, targets: Targets): readonly RuleFinding[] {
  const selector = fieldAt(object, 'spec.selector');
  const selected = namespacesOf(object, targets)
    .flatMap((namespace) => targets.get(namespace) ?? [])
    .filter(({ labels }) => selectsBy(selector, labels));
  if (selected.length === 0)
    return [
      {
        at,
        field: 'spec.selector',
        problem: `${JSON.stringify(fieldAt(selector, 'matchLabels') ?? selector)} selects no ${noun}`,
        write: `the labels of a ${noun}`,
      },
    ];
  return asArray(fieldAt(object, field)).flatMap((endpoint, index) => {
    // The first that is there counts. Source: Prometheus Operator's API reference, "Endpoint" and "PodMetricsEndpoint".
    const name = ['port', 'portNumber', 'targetPort'].find((each) => asRecord(endpoint)[each] !== undefined);
    const port = asRecord(endpoint)[name ?? ''];
    if (name === undefined || selected.some(({ ports }) => ports[name]?.has(port))) return [];
    return [
      {
        at,
        field: `${field}[${index}].${name}`,
        problem: `no selected ${noun} has a port ${JSON.stringify(port)}`,
        write: `the name of a port of the ${noun}`,
      },
    ];
  });
}

function namespacesOf(object: RenderedObject['object'], targets: Targets): readonly string[] {
  const { any, matchNames } = asRecord(fieldAt(object, 'spec.namespaceSelector'));
  const named = asArray(matchNames).map(asString);
  if (any === true) return [...targets.keys()];
  return named.length > 0 ? named : [object.metadata.namespace ?? ''];
}

/** A target port is a container's. */
function services(view: ClusterView, pods: (namespace: string | undefined) => readonly Pods[]): Targets {
  const targets = new Map<string, Target[]>();
  for (const { object } of view.allOfKind('/Service')) {
    const { namespace = '' } = object.metadata;
    const selector = asRecord(fieldAt(object, 'spec.selector'));
    const behind = pods(namespace).filter(({ labels }) => selects(selector, labels));
    append(targets, namespace, {
      labels: { ...object.metadata.labels },
      ports: {
        port: new Set(asArray(fieldAt(object, 'spec.ports')).map((port) => asRecord(port).name)),
        targetPort: portsOf(behind.flatMap(({ containers }) => containers)),
      },
    });
  }
  return targets;
}

function podTargets(view: ClusterView, pods: (namespace: string | undefined) => readonly Pods[]): Targets {
  const namespaces = new Set(view.all.map(({ object }) => object.metadata.namespace ?? ''));
  return new Map(
    Array.from(namespaces, (namespace) => [
      namespace,
      pods(namespace).map(({ labels, containers }) => {
        const ports = portsOf(containers);
        return { labels, ports: { port: ports, portNumber: ports, targetPort: ports } };
      }),
    ]),
  );
}
