// Who talks to whom in the monitoring stack: each rule is one kind of pod, by the labels that its template gives it.
import { Construct } from 'constructs';
import type { AlertRouting } from '../../monitoring/routing/routing.ts';
import { AllowTraffic, type Flow, type Peer } from '../../network/traffic.ts';
import { apiServer, calledByApiServer, internetHttps, scrapedByPrometheus } from '../../network/well-known.ts';
import { prometheus } from '../../platform.ts';

const pods = {
  operator: { app: 'kube-prometheus-stack-operator' },
  prometheus: prometheus.podLabels,
  alertmanager: { 'app.kubernetes.io/name': 'alertmanager' },
  grafana: { 'app.kubernetes.io/name': 'grafana' },
  kubeStateMetrics: { 'app.kubernetes.io/name': 'kube-state-metrics' },
} as const;

const ports = {
  prometheus: { port: 9090 },
  alertmanager: { port: 9093 },
  grafana: { port: 3000 },
  kubeStateMetrics: { port: 8080 },
  operatorWebhook: { port: 10250 },
  configReloader: { port: 8080 },
  kubelet: { port: 10250 },
  nodeExporter: { port: 9100 },
} as const;

/** Servers that mails are handed to; one with a private address needs a rule of its own. */
function mailServers(receivers: AlertRouting['receivers']): Flow[] {
  const ports = Object.values(receivers).flatMap(({ email }) => (email ? Number(email.server.split(':')[1]) : []));
  return ports.length === 0 ? [] : [{ ...internetHttps, ports: [...new Set(ports)].map((port) => ({ port })) }];
}

/** Alertmanagers tell each other what they have sent already. */
const gossip = [{ port: 9094 }, { port: 9094, protocol: 'UDP' }] as const;

const peer = (podLabels: Readonly<Record<string, string>>): Peer => ({ namespace: prometheus.namespace, podLabels });

/** Opens the namespace of the stack for what its pods need. node-exporter is on the nodes' network, where no rule applies. */
export function openTraffic(scope: Construct, { receivers }: AlertRouting): void {
  const traffic = new Construct(scope, 'traffic');

  new AllowTraffic(traffic, 'operator', {
    pods: pods.operator,
    // Prometheus scrapes it on the webhook's port, which is open already.
    from: [calledByApiServer(ports.operatorWebhook)],
    to: [apiServer],
  });
  new AllowTraffic(traffic, 'prometheus', {
    pods: pods.prometheus,
    from: [
      { peers: [peer(pods.grafana)], ports: [ports.prometheus] },
      scrapedByPrometheus(ports.prometheus, ports.configReloader),
    ],
    to: [
      // Pods choose the ports of their metrics themselves.
      { peers: [{ namespaceLabels: {} }], ports: [] },
      { peers: ['nodes'], ports: [ports.kubelet, ports.nodeExporter] },
      apiServer,
    ],
  });
  new AllowTraffic(traffic, 'alertmanager', {
    pods: pods.alertmanager,
    from: [
      { peers: [peer(pods.prometheus), peer(pods.grafana)], ports: [ports.alertmanager] },
      scrapedByPrometheus(ports.configReloader),
      { peers: [peer(pods.alertmanager)], ports: gossip },
    ],
    to: [internetHttps, ...mailServers(receivers), { peers: [peer(pods.alertmanager)], ports: gossip }],
  });
  new AllowTraffic(traffic, 'grafana', {
    pods: pods.grafana,
    from: [scrapedByPrometheus(ports.grafana)],
    to: [
      { peers: [peer(pods.prometheus)], ports: [ports.prometheus] },
      { peers: [peer(pods.alertmanager)], ports: [ports.alertmanager] },
      apiServer,
    ],
  });
  new AllowTraffic(traffic, 'kube-state-metrics', {
    pods: pods.kubeStateMetrics,
    from: [scrapedByPrometheus(ports.kubeStateMetrics)],
    to: [apiServer],
  });
}
