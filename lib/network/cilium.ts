// A CiliumNetworkPolicy: Cilium knows nodes and the API server by what they are, so that rules need not be wide.
import type { TypeMeta } from '@kubernetes-models/base';
import type { Construct } from 'constructs';
import { ModelObject } from '../model-object.ts';
import type { AllowTrafficProps, Flow, Peer, Port } from './traffic.ts';

/** As much of the kind as we say; L3 and L4 alone, which AKS has without Advanced Container Networking Services. */
interface CiliumNetworkPolicy extends TypeMeta {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly endpointSelector: Selector;
    readonly ingress: readonly Rule[];
    readonly egress: readonly Rule[];
  };
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: 'Exists' }[];
}

/** The other end of a rule: Cilium takes one of these fields in a rule, with `from` or `to` before its name. */
interface FarEnd {
  readonly Endpoints?: readonly Selector[];
  readonly CIDRSet?: readonly { readonly cidr: string; readonly except?: readonly string[] }[];
  readonly Entities?: readonly Entity[];
}

type Entity = 'all' | 'host' | 'remote-node' | 'kube-apiserver';
type Rule = Readonly<Record<string, unknown>>;

/** Cilium's own labels of a pod: its namespace, and what that namespace is labelled with. */
const namespaceOf = 'k8s:io.kubernetes.pod.namespace';
const namespaceLabel = (key: string): string => `k8s:io.cilium.k8s.namespace.labels.${key}`;

const entities = {
  anywhere: ['all'],
  'own-node': ['host'],
  nodes: ['host', 'remote-node'],
  'kubernetes-api': ['kube-apiserver'],
} as const satisfies Record<Extract<Peer, string>, readonly Entity[]>;

/** A rule that names no peer lets nobody through, and closes the direction that has no other. */
const nobody: Rule = {};

/** The flows as a CiliumNetworkPolicy that closes all else. */
export function ciliumNetworkPolicy(
  scope: Construct,
  name: string,
  { namespace, pods, from = [], to = [] }: AllowTrafficProps,
): void {
  new ModelObject<CiliumNetworkPolicy>(scope, 'cilium', {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name, namespace },
    spec: { endpointSelector: { matchLabels: { ...pods } }, ingress: rules('from', from), egress: rules('to', to) },
  });
}

function rules(direction: 'from' | 'to', flows: readonly Flow[]): readonly Rule[] {
  if (flows.length === 0) return [nobody];
  return flows.flatMap(({ peers, ports }) =>
    farEnds(peers).map((end) => ({
      ...Object.fromEntries(Object.entries(end).map(([field, value]) => [`${direction}${field}`, value])),
      ...(ports.length > 0 && { toPorts: [{ ports: ports.map(ciliumPort) }] }),
    })),
  );
}

/** The peers by the field that names them. */
function farEnds(peers: readonly Peer[]): readonly FarEnd[] {
  const named = peers.filter((peer) => typeof peer === 'string').flatMap((peer): readonly Entity[] => entities[peer]);
  const others = peers.filter((peer) => typeof peer !== 'string');
  const ranges = others.filter((peer) => 'cidr' in peer);
  const selected = others.filter((peer): peer is Selected => !('cidr' in peer));
  return [
    ...(selected.length > 0 ? [{ Endpoints: selected.map(selector) }] : []),
    ...(ranges.length > 0 ? [{ CIDRSet: ranges }] : []),
    ...(named.length > 0 ? [{ Entities: [...new Set(named)] }] : []),
  ];
}

type Selected = Exclude<Peer, string | { readonly cidr: string }>;

function selector(peer: Selected): Selector {
  if ('namespace' in peer) return { matchLabels: { [namespaceOf]: peer.namespace, ...peer.podLabels } };
  const labels = Object.entries(peer.namespaceLabels);
  return labels.length > 0
    ? { matchLabels: Object.fromEntries(labels.map(([key, value]) => [namespaceLabel(key), value])) }
    : { matchExpressions: [{ key: namespaceOf, operator: 'Exists' }] };
}

function ciliumPort({ port, protocol = 'TCP' }: Port): { readonly port: string; readonly protocol: string } {
  return { port: String(port), protocol };
}
