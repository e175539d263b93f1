// What applications run, and whom their ports are for: read from their workloads, Services and routes, never from a policy,
// so that a policy that says otherwise turns a row red.
import { applicationsIn } from '../../render/applications.ts';
import { asArray, asRecord, at } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import { podTemplateOf } from '../../render/pods.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { selects } from '../../render/selection.ts';
import { type Port, tcp, udp } from './flow.ts';
import { type Peer, pod } from './peers.ts';

/** The pods that an object of an application makes. */
export interface Workload {
  readonly peer: Peer;
  /** Every port that they listen on. */
  readonly ports: readonly Port[];
  /** Those to which a route leads from the Gateway. */
  readonly routed: readonly Port[];
  /** Those called `metrics`, which are for Prometheus. */
  readonly scraped: readonly Port[];
  /** Whether they have their account's token, with which the API server is called. */
  readonly callsApiServer: boolean;
}

type AnyMap = Readonly<Record<string, unknown>>;

/** The workloads of the applications among the objects of a cluster. */
export function workloadsIn(objects: readonly KubeObject[]): readonly Workload[] {
  const applications = applicationsIn(objects.map((object) => ({ object })));
  return objects
    .filter(({ metadata }) => applications.has(metadata.namespace ?? ''))
    .flatMap((object) => workload(object, objects) ?? []);
}

/** The pods of an object as policies see them; undefined where it makes none. */
export function peerOf(object: KubeObject): Peer | undefined {
  const template = podTemplateOf(object);
  if (!template) return undefined;
  const { kind, metadata } = object;
  const named = containerPorts(object).filter(({ name }) => name !== undefined);
  const portNames = Object.fromEntries(named.map(({ name, containerPort }) => [containerPort, name]));
  const title = `${kind} ${metadata.namespace}/${metadata.name}`;
  return pod(title, metadata.namespace ?? '', template.labels as Record<string, string>, portNames);
}

function workload(object: KubeObject, objects: readonly KubeObject[]): Workload | undefined {
  const peer = peerOf(object);
  const spec = podTemplateOf(object)?.spec;
  if (!peer || !spec) return undefined;
  const declared = containerPorts(object);
  const routed = routedPorts(object, objects);
  return {
    peer,
    ports: [...declared.map(portOf), ...routed],
    routed,
    scraped: declared.filter(({ name }) => name === 'metrics').map(portOf),
    callsApiServer: spec.automountServiceAccountToken === true,
  };
}

/** Where the routes of a namespace lead: from the Service and its port that a route names to the port of these pods. */
function routedPorts(object: KubeObject, objects: readonly KubeObject[]): readonly Port[] {
  const labels = podTemplateOf(object)?.labels ?? {};
  const ofNamespace = objects.filter(({ metadata }) => metadata.namespace === object.metadata.namespace);
  const backends = ofNamespace
    .filter((each) => kindKey(each) === 'gateway.networking.k8s.io/HTTPRoute')
    .flatMap((route) => asArray(at(route, 'spec.rules')))
    .flatMap((rule) => asArray(asRecord(rule).backendRefs).map(asRecord));
  const targets = ofNamespace
    .filter((each) => kindKey(each) === '/Service' && selects(asRecord(at(each, 'spec.selector')), labels))
    .flatMap((service) =>
      asArray(at(service, 'spec.ports'))
        .map(asRecord)
        .filter(({ port }) => backends.some((to) => to.name === service.metadata.name && to.port === port))
        .map(({ port, targetPort = port }) => targetPort),
    );
  const declared = containerPorts(object);
  return [...new Set(targets)].flatMap((target) =>
    typeof target === 'number' ? tcp(target) : declared.filter(({ name }) => name === target).map(portOf),
  );
}

function containerPorts(object: KubeObject): readonly AnyMap[] {
  return (podTemplateOf(object)?.containers ?? []).flatMap(({ spec }) => asArray(spec.ports).map(asRecord));
}

function portOf({ containerPort, protocol }: AnyMap): Port {
  return protocol === 'UDP' ? udp(Number(containerPort)) : tcp(Number(containerPort));
}
