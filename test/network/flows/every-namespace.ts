// What holds in every namespace that the platform closes, whatever runs there.
import { mayNot, may } from '../flow.ts';
import * as peer from '../peers.ts';
import * as port from '../ports.ts';

export const everyNamespace = [
  may('every pod asks CoreDNS', peer.governed, peer.coreDns, ...port.dns),
  may('every pod asks LocalDNS on its node', peer.governed, peer.ownNode, ...port.dns),
  mayNot('nobody asks a pod for names that is no name server', peer.callers, peer.governed, ...port.dns),
  mayNot('a pod that no rule names is reached by nobody', peer.callers, peer.unnamed, ...port.everyPort),
  mayNot('a pod that no rule names reaches nothing but DNS', peer.unnamed, peer.everybody, port.https, port.http),
  mayNot('no pod gets at the identity of its node', peer.governed, peer.metadataEndpoint, port.plainHttp),
  mayNot('no pod gets at the settings of its node', peer.governed, peer.wireServer, port.plainHttp),
];
