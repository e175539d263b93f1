// What an AKS cluster brings along before Flux applies anything: uses of it need no provider in Git.

import { fluxNamespace, rootOf } from '../platform.ts';
import { storageClasses } from './storage-classes.ts';

/** What is there before Flux applies anything. */
export interface Provided {
  /** API groups whose custom resource definitions the cluster's operator manages. */
  readonly groups: readonly string[];
  /** Objects that exist, as `group/Kind/namespace/name` (core group: empty; cluster-scoped: empty namespace). */
  readonly objects: readonly string[];
  /**
   * What charts may put into a namespace of {@link objects}: these kinds (`group/Kind`), or any. One that is not named
   * here is its operator's alone. @default none may be written to
   */
  readonly namespaces?: Readonly<Record<string, readonly string[] | 'any kind'>>;
  /** API groups that its operator may manage beside {@link groups}: no chart brings their definitions. @default none */
  readonly reservedGroups?: readonly string[];
  /** How identities begin that are the operator's to give, whether the object is there or not. @default none */
  readonly reserved?: readonly string[];
}

const namespaces = [
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'flux-system',
  fluxNamespace,
  'aks-istio-system',
  'app-routing-system',
  'gatekeeper-system',
];
const priorityClasses = ['system-cluster-critical', 'system-node-critical'];
const clusterRoles = ['cluster-admin', 'admin', 'edit', 'view'];
const clusterRoleBindings = ['cluster-admin'];

/** All that {@link Network} may be. */
export const networks = ['cilium', 'plain'] as const;

/**
 * What enforces the rules of the network. `cilium`: Azure CNI powered by Cilium, which brings its own kinds of policies
 * along. `plain`: any other plugin, which knows Kubernetes' NetworkPolicy alone.
 */
export type Network = (typeof networks)[number];

/** All that {@link AddOn} may be. */
export const addOns = ['keda'] as const;

/** Add-ons of AKS that bring kinds along. `keda`: KEDA, which scales by what waits in a queue (`az aks update --enable-keda`). */
export type AddOn = (typeof addOns)[number];

/** The API groups that add-ons bring, each with its add-on. */
export const groupsOfAddOns: Readonly<Record<string, AddOn>> = { 'keda.sh': 'keda' };

/**
 * What a cluster with this network, whose extension made this GitRepository, brings along.
 * @param on the add-ons that are on. @default none
 */
export function provided(network: Network, gitRepository: string, on: readonly AddOn[] = []): Provided {
  return {
    ...aks,
    groups: [
      ...aks.groups,
      ...(network === 'cilium' ? ['cilium.io'] : []),
      ...Object.keys(groupsOfAddOns).filter((group) => on.some((addOn) => addOn === groupsOfAddOns[group])),
    ],
    objects: [
      ...aks.objects,
      `source.toolkit.fluxcd.io/GitRepository/${fluxNamespace}/${gitRepository}`,
      `kustomize.toolkit.fluxcd.io/Kustomization/${fluxNamespace}/${rootOf(gitRepository)}`,
    ],
  };
}

/** The class of Gateways whose proxies AKS makes, in the Gateway's own namespace. */
export const gatewayClass = 'approuting-istio';

/**
 * AKS with the `microsoft.flux` extension and application routing with Gateway API (class `approuting-istio`, whose
 * CRDs AKS installs and upgrades), Azure Disk and Azure Files drivers, metrics server.
 * Sources: AKS documentation, "Application routing add-on with the Gateway API", "CSI storage drivers", "GitOps with
 * Flux v2", and issue 5645 of Azure/AKS on the namespaces that AKS protects; Kubernetes documentation, "Namespaces",
 * "Default roles", "PriorityClass".
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
    ...Object.keys(storageClasses).map((name) => `storage.k8s.io/StorageClass//${name}`),
    ...priorityClasses.map((name) => `scheduling.k8s.io/PriorityClass//${name}`),
    ...clusterRoles.map((name) => `rbac.authorization.k8s.io/ClusterRole//${name}`),
    ...clusterRoleBindings.map((name) => `rbac.authorization.k8s.io/ClusterRoleBinding//${name}`),
    `gateway.networking.k8s.io/GatewayClass//${gatewayClass}`,
    '/Service/default/kubernetes',
    `/ServiceAccount/${fluxNamespace}/flux-applier`,
  ],
  namespaces: {
    default: 'any kind',
    // Releases, their sources, what holds their values, and whom Flux tells: it reads these nowhere else.
    [fluxNamespace]: [
      '/ConfigMap',
      '/Secret',
      '/ServiceAccount',
      'external-secrets.io/ExternalSecret',
      'external-secrets.io/SecretStore',
      'helm.toolkit.fluxcd.io/HelmRelease',
      'notification.toolkit.fluxcd.io/Alert',
      'notification.toolkit.fluxcd.io/Provider',
      'source.toolkit.fluxcd.io/HelmChart',
      'source.toolkit.fluxcd.io/HelmRepository',
      'source.toolkit.fluxcd.io/OCIRepository',
    ],
  },
  // What add-ons and node auto-provisioning bring, once somebody turns them on; FluxConfig among them, from which all else here comes.
  reservedGroups: [
    'acn.azure.com',
    'clusterconfig.azure.com',
    'image.toolkit.fluxcd.io',
    'karpenter.azure.com',
    'karpenter.sh',
    'metrics.k8s.io',
    'networking.istio.io',
    'security.istio.io',
    'snapshot.storage.k8s.io',
    'telemetry.istio.io',
  ],
  reserved: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration//aks-',
    'admissionregistration.k8s.io/MutatingWebhookConfiguration//azure-',
    'admissionregistration.k8s.io/MutatingWebhookConfiguration//gatekeeper-',
    'admissionregistration.k8s.io/MutatingWebhookConfiguration//istio-',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration//aks-',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration//azure-',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration//gatekeeper-',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration//istio-',
    '/Namespace//aks-',
    '/Namespace//kube-',
    'rbac.authorization.k8s.io/ClusterRole//system:',
    'rbac.authorization.k8s.io/ClusterRoleBinding//system:',
    'scheduling.k8s.io/PriorityClass//system-',
  ],
};
