// What stays open where the cluster has no Cilium: a plain NetworkPolicy has no word for a node, nor for the API server.
import type { Cast } from '../cast.ts';
import { may } from '../flow.ts';
import * as peer from '../peers.ts';
import * as port from '../ports.ts';
import { pods as controllers } from './controllers.ts';
import { reachesApiServer } from './monitoring.ts';

export const plain = (cast: Cast) => [
  may(
    'port 53 is open towards everybody, for no range of addresses matches LocalDNS',
    cast.governed,
    peer.free,
    ...port.dns,
  ),
  may(
    'the range of the API server is every address, so whoever calls it reaches each on 443',
    [
      ...controllers,
      ...reachesApiServer,
      ...cast.workloads.filter((each) => each.callsApiServer).map((each) => each.peer),
    ],
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
