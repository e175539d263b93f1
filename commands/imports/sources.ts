// Where the definition of every custom kind comes from. Versions stand in imports/sources/<pin>/go.mod, and in repositories.ts.
import type { Origin } from './origin.ts';
import { externalSecrets } from './repositories.ts';

export type Source = Origin & {
  /** Folder of ready CRDs in the source. @default they are generated from its Go types with controller-gen */
  readonly crds?: string;
  /** The API groups that are taken over. */
  readonly groups: readonly string[];
  /** The kinds of these groups that are taken over. @default all of them */
  readonly kinds?: readonly string[];
  /**
   * Kinds that become TypeScript classes: those that a person writes. Flux' kinds come from `@kubernetes-models/flux-cd`,
   * and what a Helm release or a controller creates needs no class.
   */
  readonly classes: readonly string[];
};

/** The OpenAPI document of what Kubernetes itself serves, and the code that makes it. */
export const kubernetes = {
  pin: 'kubernetes',
  module: 'k8s.io/kubernetes',
  openApi: 'api/openapi-spec/swagger.json',
  code: 'pkg/generated/openapi/zz_generated.openapi.go',
};

export const sources: readonly Source[] = [
  {
    pin: 'cert-manager',
    module: 'github.com/cert-manager/cert-manager',
    crds: 'deploy/crds',
    groups: ['acme.cert-manager.io', 'cert-manager.io'],
    classes: ['Certificate', 'ClusterIssuer'],
  },
  {
    pin: 'cilium',
    module: 'github.com/cilium/cilium',
    crds: 'pkg/k8s/apis/cilium.io/client/crds/v2',
    groups: ['cilium.io'],
    kinds: ['CiliumNetworkPolicy'],
    classes: [],
  },
  {
    repository: externalSecrets,
    crds: 'config/crds/bases',
    groups: ['external-secrets.io'],
    classes: ['ExternalSecret', 'SecretStore'],
  },
  {
    pin: 'gateway-api',
    module: 'sigs.k8s.io/gateway-api',
    crds: 'config/crd/standard',
    groups: ['gateway.networking.k8s.io'],
    classes: ['Gateway', 'GRPCRoute', 'HTTPRoute', 'ReferenceGrant'],
  },
  {
    pin: 'keda',
    module: 'github.com/kedacore/keda/v2',
    crds: 'config/crd/bases',
    groups: ['keda.sh'],
    // That of a job holds a whole pod, and makes a large file of this.
    kinds: ['ClusterTriggerAuthentication', 'ScaledObject', 'TriggerAuthentication'],
    classes: [],
  },
  {
    pin: 'prometheus-operator',
    module: 'github.com/prometheus-operator/prometheus-operator',
    crds: 'example/prometheus-operator-crd',
    groups: ['monitoring.coreos.com'],
    classes: ['PodMonitor', 'Probe', 'PrometheusRule', 'ServiceMonitor'],
  },
  {
    pin: 'flux',
    module: 'github.com/fluxcd/kustomize-controller',
    crds: 'config/crd/bases',
    groups: ['kustomize.toolkit.fluxcd.io'],
    classes: [],
  },
  {
    pin: 'flux',
    module: 'github.com/fluxcd/helm-controller/api',
    groups: ['helm.toolkit.fluxcd.io'],
    classes: [],
  },
  {
    pin: 'flux',
    module: 'github.com/fluxcd/source-controller/api',
    groups: ['source.toolkit.fluxcd.io'],
    classes: [],
  },
  {
    pin: 'flux',
    module: 'github.com/fluxcd/notification-controller/api',
    groups: ['notification.toolkit.fluxcd.io'],
    classes: [],
  },
];
