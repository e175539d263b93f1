import type { Cast } from '../cast.ts';
import { may, mayNot } from '../flow.ts';
import * as peer from '../peers.ts';
import * as port from '../ports.ts';

export const reachesApiServer = [peer.prometheus, peer.grafana, peer.kubeStateMetrics, peer.prometheusOperator];

export const monitoring = (cast: Cast) => [
  may('Prometheus scrapes itself', peer.prometheus, peer.prometheus, port.prometheusWeb, port.configReloader),
  may(
    'Prometheus reaches Alertmanager, and scrapes it',
    peer.prometheus,
    peer.alertmanager,
    port.alertmanagerWeb,
    port.configReloader,
  ),
  may('Prometheus scrapes Grafana', peer.prometheus, peer.grafana, port.grafanaWeb),
  may('Prometheus scrapes kube-state-metrics', peer.prometheus, peer.kubeStateMetrics, port.kubeStateMetricsWeb),
  may('Prometheus scrapes its operator', peer.prometheus, peer.prometheusOperator, port.webhook),
  may(
    'Prometheus scrapes kubelets and node-exporter, which are on the nodes',
    peer.prometheus,
    peer.nodes,
    port.kubelet,
    port.nodeExporter,
  ),
  may('Prometheus scrapes any pod whose own namespace lets it', peer.prometheus, peer.neighbours, ...cast.everyPort),
  mayNot(
    'Prometheus does not reach the internet on other ports',
    peer.prometheus,
    peer.internet,
    port.plainHttp,
    port.http,
  ),
  may('Grafana reaches Prometheus', peer.grafana, peer.prometheus, port.prometheusWeb),
  may('Grafana reaches Alertmanager', peer.grafana, peer.alertmanager, port.alertmanagerWeb),
  mayNot('the public does not reach Grafana', [peer.gatewayProxy, peer.internet], peer.grafana, ...cast.everyPort),
  may('Alertmanagers tell each other what they have sent', peer.alertmanager, peer.alertmanager, ...port.gossip),
  may('Alertmanager reaches those whom it alerts', peer.alertmanager, peer.publicAddresses, port.https),
  mayNot(
    'Alertmanager does not reach private networks',
    peer.alertmanager,
    [peer.privateKeyVault, peer.vnetApiServer],
    port.https,
  ),
  may('the monitoring stack reaches the API server', reachesApiServer, peer.apiServers, port.https),
  may(
    'the API server reaches the webhook of the Prometheus operator, wherever it calls from',
    peer.outsiders,
    peer.prometheusOperator,
    port.webhook,
  ),
];
