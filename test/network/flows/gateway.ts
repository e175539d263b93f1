// The way in: open to everybody on its listeners, and inward to istiod and to namespaces with public routes alone.
import type { Cast } from '../cast.ts';
import { may, mayNot } from '../flow.ts';
import * as peer from '../peers.ts';
import * as port from '../ports.ts';

export const gateway = (cast: Cast) => [
  may(
    'the internet reaches the Gateway, and is sent from HTTP to HTTPS',
    peer.internet,
    peer.gatewayProxy,
    port.https,
    port.plainHttp,
  ),
  may(
    'pods and nodes of the cluster use the public hosts too',
    [...peer.neighbours, peer.otherNode],
    peer.gatewayProxy,
    port.https,
    port.plainHttp,
  ),
  may(
    'addresses of Azure and of our own networks do as well',
    peer.addresses,
    peer.gatewayProxy,
    port.https,
    port.plainHttp,
  ),
  may('the load balancer asks whether a proxy is well', peer.outsiders, peer.gatewayProxy, port.gatewayHealth),
  may(
    'Prometheus may probe what everybody reaches',
    peer.prometheus,
    peer.gatewayProxy,
    port.https,
    port.plainHttp,
    port.gatewayHealth,
  ),
  may('Prometheus scrapes the proxies', peer.prometheus, peer.gatewayProxy, port.gatewayMetrics),
  mayNot('the public does not read what the proxies measure', peer.internet, peer.gatewayProxy, port.gatewayMetrics),
  may('the probes of public hosts leave the cluster', peer.blackboxExporter, peer.publicAddresses, port.https),
  may('or reach a proxy at once, where Cilium leads them there', peer.blackboxExporter, peer.gatewayProxy, port.https),
  mayNot('what the load balancer asks, a probe does not', peer.blackboxExporter, peer.gatewayProxy, port.gatewayHealth),
  may('Prometheus has public hosts probed', peer.prometheus, peer.blackboxExporter, port.blackboxExporterWeb),
  mayNot('nobody else does', peer.neighbours, peer.blackboxExporter, port.blackboxExporterWeb),
  may("the Gateway's proxies reach istiod", peer.gatewayProxy, peer.istiod, port.istiodXds),
  may(
    'the Gateway reaches namespaces with public routes on any port',
    peer.gatewayProxy,
    peer.routedNeighbour,
    ...cast.everyPort,
  ),
  mayNot('the Gateway does not reach a namespace without', peer.gatewayProxy, peer.stranger, port.http, port.https),
  mayNot('the Gateway does not reach the internet', peer.gatewayProxy, peer.addresses, port.https, port.plainHttp),
  mayNot("the Gateway does not reach istiod's other ports", peer.gatewayProxy, peer.istiod, port.https, port.http),
];
