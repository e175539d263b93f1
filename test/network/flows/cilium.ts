// What Cilium closes beyond a plain NetworkPolicy, because it knows nodes and the API server by what they are.
import type { Cast } from '../cast.ts';
import { may, mayNot } from '../flow.ts';
import * as peer from '../peers.ts';
import * as port from '../ports.ts';
import { pods as controllers } from './controllers.ts';
import { reachesApiServer } from './monitoring.ts';

const nameServers = new Set<peer.Peer>([peer.coreDns, peer.ownNode]);
const callsOutside: readonly peer.Peer[] = [peer.certManagerController, peer.externalSecretsController];

export const cilium = (cast: Cast) => [
  may(
    'the node of a pod is let in always: its kubelet asks the probes',
    peer.ownNode,
    cast.governed,
    ...cast.everyPort,
  ),
  mayNot(
    'port 53 leads to name servers alone',
    cast.governed.filter((pod) => pod !== peer.prometheus && pod !== peer.gatewayProxy),
    peer.free.filter((other) => !nameServers.has(other)),
    ...port.dns,
  ),
  mayNot(
    'nobody carries anything out through port 53',
    cast.governed,
    [...peer.addresses, peer.otherNode],
    ...port.dns,
  ),
  mayNot(
    'whoever calls the API server reaches nothing else outside on its port',
    [...controllers, ...reachesApiServer].filter((pod) => !callsOutside.includes(pod)),
    peer.otherAddresses,
    port.https,
  ),
  mayNot(
    'cert-manager and External Secrets call public addresses, and the private ones stay out',
    callsOutside,
    [peer.privateKeyVault, peer.metadataEndpoint],
    port.https,
  ),
  mayNot(
    'no pod gets at the identity of its node on any port',
    cast.governed,
    peer.metadataEndpoint,
    ...cast.everyPort,
  ),
  mayNot(
    'the ports of kubelets and node-exporter lead to nodes alone',
    peer.prometheus,
    peer.addresses,
    port.kubelet,
    port.nodeExporter,
  ),
];
