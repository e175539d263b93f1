// What an AKS cluster brings along before Flux applies anything: uses of it need no provider in Git.

import { fluxNamespace, gitRepository, rootKustomization } from '../platform.ts';

/** What is there before Flux applies anything. */
export interface Provided {
  /** API groups whose custom resource definitions the cluster's operator manages. */
  readonly groups: readonly string[];
  /** Objects that exist, as `group/Kind/namespace/name` (core group: empty; cluster-scoped: empty namespace). */
  readonly objects: readonly string[];
  /** Namespaces that belong to an operator, each with the kinds (`group/Kind`) that a chart may put there. @default none */
  readonly closed?: Readonly<Record<string, readonly string[]>>;
}

const namespaces = [
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'flux-system',
  fluxNamespace,
  'aks-istio-system',
];
const storageClasses = [
  'managed-csi',
  'managed-csi-premium',
  'azurefile-csi',
  'azurefile-csi-premium',
  'azureblob-nfs-premium',
];
const priorityClasses = ['system-cluster-critical', 'system-node-critical'];
const clusterRoles = ['cluster-admin', 'admin', 'edit', 'view'];

/**
 * What enforces the rules of the network. `cilium`: Azure CNI powered by Cilium, which brings its own kinds of policies
 * along. `plain`: any other plugin, which knows Kubernetes' NetworkPolicy alone.
 */
export type Network = 'cilium' | 'plain';

/** What a cluster with this network brings along. */
export function provided(network: Network): Provided {
  return network === 'cilium' ? { ...aks, groups: [...aks.groups, 'cilium.io'] } : aks;
}

/**
 * AKS with the `microsoft.flux` extension and application routing with Gateway API (class `approuting-istio`, whose
 * CRDs AKS installs and upgrades), Azure Disk and Azure Files drivers, metrics server.
 * Sources: AKS documentation, "Application routing add-on with the Gateway API", "CSI storage drivers", "GitOps with
 * Flux v2"; Kubernetes documentation, "Default roles", "PriorityClass".
 */
export const aks: Provided = {
  groups: [
    'gateway.networking.k8s.io',
    'helm.toolkit.fluxcd.io',
    'kustomize.toolkit.fluxcd.io',
    'notification.toolkit.fluxcd.io',
    'source.toolkit.fluxcd.io',
  ],
  objects: [
    ...namespaces.map((name) => `/Namespace//${name}`),
    ...storageClasses.map((name) => `storage.k8s.io/StorageClass//${name}`),
    ...priorityClasses.map((name) => `scheduling.k8s.io/PriorityClass//${name}`),
    ...clusterRoles.map((name) => `rbac.authorization.k8s.io/ClusterRole//${name}`),
    'gateway.networking.k8s.io/GatewayClass//approuting-istio',
    `/ServiceAccount/${fluxNamespace}/flux-applier`,
    `source.toolkit.fluxcd.io/GitRepository/${fluxNamespace}/${gitRepository}`,
    `kustomize.toolkit.fluxcd.io/Kustomization/${fluxNamespace}/${rootKustomization}`,
  ],
  closed: {
    'flux-system': [],
    [fluxNamespace]: [
      '/ServiceAccount',
      'helm.toolkit.fluxcd.io/HelmRelease',
      'kustomize.toolkit.fluxcd.io/Kustomization',
      'source.toolkit.fluxcd.io/OCIRepository',
    ],
  },
};
