// Who may talk to whom, said as flows; NetworkPolicy's nested selectors are built from them in one place.
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { addRules } from '../validation/rules.ts';
import { flowFaults } from './flow-faults.ts';

/** One end of a connection, seen from the pods that a rule is about. */
export type Peer =
  /** Pods of a namespace, all of them unless labels are given. */
  | { readonly namespace: string; readonly podLabels?: Readonly<Record<string, string>> }
  /** All pods of every namespace with these labels; empty: every pod of the cluster. */
  | { readonly namespaceLabels: Readonly<Record<string, string>> }
  /** Addresses outside the cluster. With Cilium an address of a pod or node never matches, whatever the range. */
  | { readonly cidr: string; readonly except?: readonly string[] }
  /** Anything, nodes and the API server included. */
  | 'anywhere';

/** Connections with some peers, on some ports. */
export interface Flow {
  /** The other end: any of these, one or more. */
  readonly peers: readonly Peer[];
  /** Ports of the end that listens; `protocol` is TCP unless said. Empty: every port. */
  readonly ports: readonly Port[];
}

/** A port of the end that listens. */
export interface Port {
  /** Number from 1 to 65535, or the name of a container port: a DNS label of 15 characters at most. */
  readonly port: number | string;
  /** The transport. @default 'TCP' */
  readonly protocol?: 'TCP' | 'UDP';
}

/** The pods that a rule is about, and whom they may talk to. */
export interface AllowTrafficProps {
  /** The namespace of the pods. @default the chart's */
  readonly namespace?: string;
  /** Labels of the pods that the rule is about. Empty: every pod of the namespace. */
  readonly pods: Readonly<Record<string, string>>;
  /** Connections that the pods accept. @default none */
  readonly from?: readonly Flow[];
  /** Connections that the pods open. @default none */
  readonly to?: readonly Flow[];
}

/** A NetworkPolicy that closes pods but for these flows, and those of other policies. Its name is the id. */
export class AllowTraffic extends k8s.KubeNetworkPolicy {
  constructor(scope: Construct, id: string, { namespace, pods, from = [], to = [] }: AllowTrafficProps) {
    super(scope, id, {
      metadata: { name: id, namespace },
      spec: {
        podSelector: { matchLabels: { ...pods } },
        policyTypes: ['Ingress', 'Egress'],
        ...(from.length > 0 && {
          ingress: from.map(({ peers, ports }) => ({ from: selectors(peers), ports: ports.map(networkPort) })),
        }),
        ...(to.length > 0 && {
          egress: to.map(({ peers, ports }) => ({ to: selectors(peers), ports: ports.map(networkPort) })),
        }),
      },
    });
    addRules(this, () => [...flowFaults('from', from), ...flowFaults('to', to)]);
  }
}

/** A NetworkPolicy that allows nothing, for every pod of the namespace. */
export class DenyAll extends k8s.KubeNetworkPolicy {
  /** @param namespace the namespace to close. @default the chart's */
  constructor(scope: Construct, id: string, namespace?: string) {
    super(scope, id, {
      metadata: { name: id, namespace },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
  }
}

/** No selector at all means anywhere, which an empty list of peers could not say. */
function selectors(peers: readonly Peer[]): k8s.NetworkPolicyPeer[] | undefined {
  return peers.includes('anywhere') ? undefined : peers.filter((peer) => peer !== 'anywhere').map(selector);
}

function selector(peer: Exclude<Peer, 'anywhere'>): k8s.NetworkPolicyPeer {
  if ('cidr' in peer) return { ipBlock: { cidr: peer.cidr, except: peer.except && [...peer.except] } };
  if ('namespaceLabels' in peer)
    return { namespaceSelector: { matchLabels: { ...peer.namespaceLabels } }, podSelector: {} };
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
    podSelector: { matchLabels: { ...peer.podLabels } },
  };
}

function networkPort({ port, protocol = 'TCP' }: Port): k8s.NetworkPolicyPort {
  return {
    port: typeof port === 'number' ? k8s.IntOrString.fromNumber(port) : k8s.IntOrString.fromString(port),
    protocol,
  };
}
