// The peers that workloads on AKS have in common.
import { deepFreeze } from '../deep-freeze.ts';
import { prometheus, publicGateway } from '../platform.ts';
import type { Flow, Port } from './traffic.ts';

/**
 * Name resolution: CoreDNS, and LocalDNS where the node pool has it, which listens on the node itself.
 * Source: AKS documentation, "Configure LocalDNS", section on Cilium network policies (Cilium 1.17 or newer).
 */
export const dns: Flow = deepFreeze({
  peers: [{ namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }, 'own-node'],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
});

/**
 * The Kubernetes API server. Cilium knows it by the addresses of the Service `kubernetes`, whether those are public, of a
 * private endpoint or in a delegated subnet. On AKS it is never a pod or node, so without Cilium a range matches it.
 * Source: Cilium documentation, "Access to/from kube-apiserver"; AKS documentation, "API Server VNet Integration".
 */
export const apiServer: Flow = deepFreeze({ peers: ['kubernetes-api'], ports: [{ port: 443 }] });

/**
 * HTTPS outside the cluster: Azure's APIs, certificate authorities. Private and link-local ranges are left out, so an Azure
 * service behind a private endpoint needs a flow of its own, to its subnet.
 */
export const internetHttps: Flow = deepFreeze({
  peers: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'] }],
  ports: [{ port: 443 }],
});

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
