// The peers that workloads on AKS have in common.
import { prometheus, publicGateway } from '../platform.ts';
import type { Flow, Port } from './traffic.ts';

/**
 * Name resolution: CoreDNS, and LocalDNS where the node pool has it. LocalDNS listens on the node, and Cilium from 1.17 on
 * lets no address match a node, so nothing narrower than "anywhere" on port 53 reaches it with a plain NetworkPolicy.
 * Source: AKS documentation, "Configure LocalDNS", section on Cilium network policies.
 */
export const dns: Flow = {
  peers: ['anywhere'],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

/**
 * The Kubernetes API server. On AKS it is never a pod or node of the cluster, whether its address is public, a private
 * endpoint or in a delegated subnet, so a range matches it even with Cilium; the address differs in each cluster.
 * Source: AKS documentation, "API Server VNet Integration" and "Private clusters"; Cilium, `pkg/ipcache/metadata.go`.
 */
export const apiServer: Flow = { peers: [{ cidr: '0.0.0.0/0' }], ports: [{ port: 443 }] };

/**
 * HTTPS outside the cluster: Azure's APIs, certificate authorities. Private and link-local ranges are left out, so an Azure
 * service behind a private endpoint needs a flow of its own, to its subnet.
 */
export const internetHttps: Flow = {
  peers: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'] }],
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
