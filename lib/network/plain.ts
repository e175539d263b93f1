// A NetworkPolicy of Kubernetes' own, which every network plugin knows. It has words for pods and addresses, none for nodes.
import type { Construct } from 'constructs';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import { ModelObject } from '../model-object.ts';
import type { AllowTrafficProps, Peer, Port } from './traffic.ts';

/** The flows as a NetworkPolicy that closes all else. */
export function networkPolicy(
  scope: Construct,
  name: string,
  { namespace, pods, from = [], to = [] }: AllowTrafficProps,
): void {
  new ModelObject<INetworkPolicy>(scope, 'plain', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
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
}

/** No selector at all means anywhere, which an empty list of peers could not say: a node can be said in no other way. */
function selectors(peers: readonly Peer[]): INetworkPolicyPeer[] | undefined {
  const known = peers.map(selector);
  return known.includes(undefined) ? undefined : known.filter((one) => one !== undefined);
}

function selector(peer: Peer): INetworkPolicyPeer | undefined {
  if (peer === 'anywhere' || peer === 'own-node' || peer === 'nodes') return undefined;
  // Its address differs in each cluster, and may change.
  if (peer === 'kubernetes-api') return { ipBlock: { cidr: '0.0.0.0/0' } };
  if ('cidr' in peer) return { ipBlock: { cidr: peer.cidr, except: peer.except && [...peer.except] } };
  if ('namespaceLabels' in peer)
    return { namespaceSelector: { matchLabels: { ...peer.namespaceLabels } }, podSelector: {} };
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
    podSelector: { matchLabels: { ...peer.podLabels } },
  };
}

function networkPort({ port, protocol = 'TCP' }: Port): INetworkPolicyPort {
  return { port, protocol };
}
