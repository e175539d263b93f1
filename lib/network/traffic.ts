// Who may talk to whom, said as flows; the nested selectors of policies are built from them in one place for each kind.
import { Construct } from 'constructs';
import { misfitsOf } from '../validation/props.ts';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { ModelObject } from '../model-object.ts';
import { addRules } from '../validation/rules.ts';
import { ciliumNetworkPolicy } from './cilium.ts';
import { enforcedBy } from './enforced.ts';
import { flowFaults } from './flow-faults.ts';
import { networkPolicy } from './plain.ts';
import { allowTrafficShape } from './shapes.ts';

/** One end of a connection, seen from the pods that a rule is about. */
export type Peer =
  /** Pods of a namespace, all of them unless labels are given. */
  | { readonly namespace: string; readonly podLabels?: Readonly<Record<string, string>> }
  /** All pods of every namespace with these labels; empty: every pod of the cluster. */
  | { readonly namespaceLabels: Readonly<Record<string, string>> }
  /** Addresses outside the cluster. With Cilium an address of a pod or node never matches, whatever the range. */
  | { readonly cidr: string; readonly except?: readonly string[] }
  /** The Kubernetes API server as one that is called. A plain NetworkPolicy opens the ports towards every address. */
  | 'kubernetes-api'
  /** The node that the pod runs on. A plain NetworkPolicy opens the ports to anything. */
  | 'own-node'
  /** Every node, and the pods on the network of a node. A plain NetworkPolicy opens the ports to anything. */
  | 'nodes'
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

/**
 * A policy that closes pods but for these flows, and those of other policies. Its name is the id. Where the cluster runs
 * Cilium it is a CiliumNetworkPolicy, elsewhere a NetworkPolicy, which opens more where Kubernetes has no word for a peer.
 */
export class AllowTraffic extends Construct {
  constructor(scope: Construct, id: string, props: AllowTrafficProps) {
    const unknown = misfitsOf(scope, id, props, allowTrafficShape);
    super(scope, id);
    if (enforcedBy(this) === 'cilium') ciliumNetworkPolicy(this, id, props);
    else networkPolicy(this, id, props);
    const { from = [], to = [] } = props;
    addRules(this, () => [...unknown, ...flowFaults('from', from), ...flowFaults('to', to)]);
  }
}

/** A NetworkPolicy that allows nothing, for every pod of the namespace. */
export class DenyAll extends ModelObject<INetworkPolicy> {
  /** @param namespace the namespace to close. @default the chart's */
  constructor(scope: Construct, id: string, namespace?: string) {
    super(scope, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: id, namespace },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
  }
}
