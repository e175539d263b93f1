// The real kube-proxy: it makes the packet filter lead a Service's address to pods that are ready.
import { writeFileSync } from 'node:fs';
import type { ApiServer } from '../api-server.ts';
import type { Sandbox } from '../sandbox.ts';
import { nodeName } from './kubelet.ts';
import { type Namespace, podRange } from './namespace.ts';

/** Starts kube-proxy. A Service can be reached a moment after it has a pod that is ready. */
export function startKubeProxy(sandbox: Sandbox, namespace: Namespace, program: string, api: ApiServer): void {
  const file = sandbox.path('kube-proxy.json');
  const configuration = {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'nftables',
    hostnameOverride: nodeName,
    clientConnection: { kubeconfig: api.kubeconfigFile },
    clusterCIDR: podRange,
    // It would set limits of the whole machine's.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  };
  writeFileSync(file, JSON.stringify(configuration));
  namespace.start(program, [`--config=${file}`]);
}
