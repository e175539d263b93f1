// The real kubelet: it runs the pods, asks their probes and restarts what fails.
import { writeFileSync } from 'node:fs';
import type { ApiServer } from '../api-server.ts';
import { isReady } from '../conditions.ts';
import type { Objects } from '../objects.ts';
import type { Sandbox } from '../sandbox.ts';
import { until } from '../until.ts';
import { makeControlGroup } from './control-groups.ts';
import { type Namespace, nodeAddress } from './namespace.ts';

export const nodeName = 'real-1';

/** What the names of Services end with. */
export const clusterDomain = 'cluster.local';

export interface KubeletOptions {
  /** Where the container runtime is. */
  readonly endpoint: string;
  readonly zone: string;
  /** Address of the Service of a DNS server, which pods then ask. @default they ask nobody */
  readonly dns?: string;
}

/** Starts a kubelet and waits until its node is ready. */
export async function startKubelet(
  sandbox: Sandbox,
  namespace: Namespace,
  program: string,
  { api, objects }: { readonly api: ApiServer; readonly objects: Objects },
  { endpoint, zone, dns }: KubeletOptions,
): Promise<void> {
  const controlGroup = sandbox.controlGroup();
  makeControlGroup(controlGroup);
  const file = sandbox.path('kubelet.json');
  writeFileSync(
    file,
    JSON.stringify({
      ...configuration(namespace, endpoint, controlGroup),
      ...(dns && { clusterDNS: [dns], clusterDomain }),
    }),
  );
  namespace.start(program, [
    `--config=${file}`,
    `--kubeconfig=${api.kubeconfigFile}`,
    `--root-dir=${namespace.path('kubelet')}`,
    `--cert-dir=${namespace.path('kubelet-certificate')}`,
    `--hostname-override=${nodeName}`,
    `--node-ip=${nodeAddress}`,
    `--node-labels=topology.kubernetes.io/zone=${zone}`,
  ]);
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: nodeName } };
  await until(async () => isReady(await objects.get(node)), {
    what: 'the kubelet says that its node is ready',
    hopeless: () => sandbox.casualty(),
  });
}

function configuration(namespace: Namespace, endpoint: string, controlGroup: string): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: nodeAddress,
    healthzPort: 0,
    // Who can reach it is in the node's network already, or is the API server.
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    containerRuntimeEndpoint: endpoint,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${controlGroup}`,
    // Machines for tests still have version 1 of control groups.
    failCgroupV1: false,
    failSwapOn: false,
    enforceNodeAllocatable: [],
    // How full the machine's disk is says nothing about this node.
    evictionHard: { 'memory.available': '100Mi' },
    // An application asks for scratch space: without this the node has none to give, and no pod fits.
    localStorageCapacityIsolation: true,
    imageGCHighThresholdPercent: 100,
    // The rules that it would make are those of a mode of kube-proxy that is not used.
    makeIPTablesUtilChains: false,
    oomScoreAdj: 0,
    podLogsDir: namespace.path('pod-logs'),
    volumePluginDir: namespace.path('volume-plugins'),
    resolvConf: '',
    nodeStatusUpdateFrequency: '5s',
  };
}
