// The ports that the flows are about, by what listens there.
import { tcp, udp } from './flow.ts';

export const dns = [udp(53), tcp(53)];
/** What services usually listen on. */
export const http = tcp(8080);
export const webhook = tcp(10250);
export const kubelet = tcp(10250);
export const nodeExporter = tcp(9100);
export const https = tcp(443);
export const plainHttp = tcp(80);
export const gatewayHealth = tcp(15021);
export const gatewayMetrics = tcp(15020);
export const istiodXds = tcp(15012);
export const prometheusWeb = tcp(9090);
export const configReloader = tcp(8080);
export const kubeStateMetricsWeb = tcp(8080);
export const alertmanagerWeb = tcp(9093);
export const gossip = [tcp(9094), udp(9094)];
export const grafanaWeb = tcp(3000);
export const blackboxExporterWeb = tcp(9115);
export const certManagerMetrics = tcp(9402);
export const externalSecretsMetrics = tcp(8080);

/** No rule names it. */
export const postgres = tcp(5432);

/** Every port that a rule of the platform names, and two that none does. */
export const namedPorts = [
  [...dns, ...gossip, http, prometheusWeb, webhook, nodeExporter, https, plainHttp, gatewayHealth, istiodXds],
  [gatewayMetrics, alertmanagerWeb, grafanaWeb, blackboxExporterWeb, certManagerMetrics, postgres, udp(443)],
].flat();
