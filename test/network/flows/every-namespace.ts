// What holds in every namespace that the platform closes, whatever runs there.
import type { Cast } from '../cast.ts';
import { may, mayNot } from '../flow.ts';
import * as peer from '../peers.ts';
import * as port from '../ports.ts';

export const everyNamespace = (cast: Cast) => [
  may('every pod asks CoreDNS', cast.governed, peer.coreDns, ...port.dns),
  may('every pod asks LocalDNS on its node', cast.governed, peer.ownNode, ...port.dns),
  mayNot('nobody asks a pod for names that is no name server', cast.callers, cast.governed, ...port.dns),
  mayNot('a pod that no rule names is reached by nobody', cast.callers, cast.unnamed, ...cast.everyPort),
  mayNot('a pod that no rule names reaches nothing but DNS', cast.unnamed, cast.everybody, port.https, port.http),
  mayNot('no pod gets at the identity of its node', cast.governed, peer.metadataEndpoint, port.plainHttp),
  mayNot('no pod gets at the settings of its node', cast.governed, peer.wireServer, port.plainHttp),
];
