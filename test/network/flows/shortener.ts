import { may, mayNot } from '../flow.ts';
import * as peer from '../peers.ts';
import * as port from '../ports.ts';

const butFor = (...these: readonly peer.Peer[]) => peer.callers.filter((other) => !these.includes(other));

export const shortener = [
  may('the Gateway reaches the shortener', peer.gatewayProxy, peer.shortener, port.http),
  mayNot('nobody but the Gateway does', butFor(peer.gatewayProxy), peer.shortener, port.http),
  may("Prometheus scrapes the shortener's metrics port", peer.prometheus, peer.shortener, port.metrics),
  mayNot('nobody but Prometheus does', butFor(peer.prometheus), peer.shortener, port.metrics),
  mayNot("a stranger's namespace reaches the shortener on no port", peer.stranger, peer.shortener, ...port.everyPort),
  mayNot('the shortener does not reach the internet', peer.shortener, peer.internet, port.https, port.plainHttp),
  mayNot('the shortener does not reach the API server', peer.shortener, peer.apiServers, port.https),
  mayNot('the shortener does not reach other pods', peer.shortener, butFor(...peer.addresses), port.http, port.https),
];
