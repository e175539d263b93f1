// The peers that workloads on AKS have in common.
import { prometheus, publicGateway } from '../platform.ts';
import type { Flow, Port } from './traffic.ts';

const dnsPorts: readonly Port[] = [
  { port: 53, protocol: 'UDP' },
  { port: 53, protocol: 'TCP' },
];

/**
 * Name resolution: CoreDNS, and LocalDNS where the node pool has it (its listeners are link-local addresses of the node).
 * Source: AKS documentation, "LocalDNS in Azure Kubernetes Service".
 */
export const dns: Flow = {
  peers: [
    { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } },
    { cidr: '169.254.10.10/32' },
    { cidr: '169.254.10.11/32' },
  ],
  ports: dnsPorts,
};

/** The Kubernetes API server, which on AKS is outside the cluster's own network; its address differs in each cluster. */
export const apiServer: Flow = { peers: [{ cidr: '0.0.0.0/0' }], ports: [{ port: 443 }] };

/** HTTPS outside the cluster: Azure's APIs, certificate authorities. Private ranges are left out. */
export const internetHttps: Flow = {
  peers: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] }],
  ports: [{ port: 443 }],
};

/** Prometheus, on the ports that it scrapes. */
export function scrapedByPrometheus(...ports: readonly Port[]): Flow {
  return { peers: [{ namespace: prometheus.namespace, podLabels: prometheus.podLabels }], ports };
}

/** The public Gateway: with class `approuting-istio` its proxies run in the Gateway's own namespace. */
export function routedByGateway(...ports: readonly Port[]): Flow {
  return { peers: [{ namespace: publicGateway.namespace }], ports };
}

/**
 * An admission webhook: the API server calls it, and comes from outside the pod network or through a konnectivity agent,
 * so no selector fits all; the webhook's TLS and the API server's CA bundle tell who is who.
 */
export function calledByApiServer(...ports: readonly Port[]): Flow {
  return { peers: ['anywhere'], ports };
}
