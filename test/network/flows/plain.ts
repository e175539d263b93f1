// What stays open where the cluster has no Cilium: a plain NetworkPolicy has no word for a node, nor for the API server.
import { may } from '../flow.ts';
import * as peer from '../peers.ts';
import * as port from '../ports.ts';
import { pods as controllers } from './controllers.ts';
import { reachesApiServer } from './monitoring.ts';

export const plain = [
  may(
    'port 53 is open towards everybody, for no range of addresses matches LocalDNS',
    peer.governed,
    peer.free,
    ...port.dns,
  ),
  may(
    'the range of the API server is every address, so whoever calls it reaches each on 443',
    [...controllers, ...reachesApiServer],
    peer.addresses,
    port.https,
  ),
  may(
    'no range of addresses is a node, so the ports of kubelets and node-exporter are open to all',
    peer.prometheus,
    peer.addresses,
    port.kubelet,
    port.nodeExporter,
  ),
];
