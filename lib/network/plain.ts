// A NetworkPolicy of Kubernetes' own, which every network plugin knows. It has words for pods and addresses, none for nodes.
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { AllowTrafficProps, Peer, Port } from './traffic.ts';

/** The flows as a NetworkPolicy that closes all else. */
export function networkPolicy(
  scope: Construct,
  name: string,
  { namespace, pods, from = [], to = [] }: AllowTrafficProps,
): void {
  new k8s.KubeNetworkPolicy(scope, 'plain', {
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
function selectors(peers: readonly Peer[]): k8s.NetworkPolicyPeer[] | undefined {
  const known = peers.map(selector);
  return known.includes(undefined) ? undefined : known.filter((one) => one !== undefined);
}

function selector(peer: Peer): k8s.NetworkPolicyPeer | undefined {
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

function networkPort({ port, protocol = 'TCP' }: Port): k8s.NetworkPolicyPort {
  return {
    port: typeof port === 'number' ? k8s.IntOrString.fromNumber(port) : k8s.IntOrString.fromString(port),
    protocol,
  };
}
