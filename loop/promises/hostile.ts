// What an application's chart must not be able to put into a cluster: for synth, which refuses all of it, and for the API
// server, which refuses what its rights and quotas can see.
import type { PolicyName } from '../../lib/policy/names.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { pinnedImage } from '../pinned-image.ts';

export interface Hostile {
  readonly name: string;
  readonly object: KubeObject;
  /** The field that synth names. */
  readonly field: string;
  /**
   * What the API server says to the application's account, pushed past synth. Of the fields within a kind that the account
   * may have, rights see nothing: where the cluster's admission policies do not deny, they are admitted.
   */
  readonly server: RegExp;
  /** The admission policy that refuses it, where the cluster's policies deny. @default none looks at the field */
  readonly policy?: PolicyName;
}

const admitted = /^admitted$/;
const forbidden = /forbidden: User "system:serviceaccount:cluster-config:applier-[a-z0-9-]+" cannot patch/;

const amounts = { cpu: '1m', memory: '1Mi' };
const pod = {
  containers: [{ name: 'c', image: pinnedImage, resources: { requests: amounts, limits: amounts } }],
};
const template = (spec: object) => ({ metadata: { labels: { app: 'hostile' } }, spec: { ...pod, ...spec } });

function object(apiVersion: string, kind: string, body: object, namespace?: string): KubeObject {
  return { apiVersion, kind, metadata: { name: 'hostile', ...(namespace && { namespace }) }, ...body };
}

/** The policies that look at fields of a kind, by what synth calls the field. */
const policed: readonly (readonly [kind: string, fields: RegExp, policy: PolicyName])[] = [
  ['CiliumNetworkPolicy', /^spec\.egress/, 'cilium-rules'],
  ['Deployment', /\.(?:terminationGracePeriodSeconds|priorityClassName|nodeName|tolerations)$/, 'pod-placement'],
  ['ExternalSecret', /\.secretStoreRef/, 'secret-stores'],
  ['HTTPRoute', /^spec\./, 'route-hosts'],
  ['NetworkPolicy', /^spec\.egress/, 'network-rules'],
  ['Secret', /^type$/, 'account-tokens'],
  ['SecretStore', /^spec\./, 'secret-stores'],
  ['Service', /^spec\./, 'service-exposure'],
];

/** @param own the application's namespace. @param host one of its own hosts */
export function hostileObjects(own: string, host: string): readonly Hostile[] {
  return pushedPastSynth(own, host).map((hostile) => {
    const [, , policy] =
      policed.find(([kind, fields]) => kind === hostile.object.kind && fields.test(hostile.field)) ?? [];
    return { ...hostile, ...(policy && { policy }) };
  });
}

function pushedPastSynth(own: string, host: string): readonly Hostile[] {
  const rbac = 'rbac.authorization.k8s.io';
  const admin = { roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'cluster-admin' } };
  const me = { subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: own }] };
  const wholeCluster = (apiVersion: string, kind: string, body: object): Hostile => ({
    name: `a ${kind}`,
    object: object(apiVersion, kind, body),
    field: 'kind',
    server: forbidden,
  });
  const elsewhere = (namespace: string, apiVersion: string, kind: string, body: object): Hostile => ({
    name: `a ${kind} in ${namespace}`,
    object: object(apiVersion, kind, body, namespace),
    field: 'metadata.namespace',
    server: forbidden,
  });
  const unlisted = (apiVersion: string, kind: string, body: object): Hostile => ({
    name: `a ${kind}`,
    object: object(apiVersion, kind, body, own),
    field: 'kind',
    server: forbidden,
  });
  const within = (
    name: string,
    apiVersion: string,
    kind: string,
    body: object,
    field: string,
    server: RegExp = admitted,
  ): Hostile => ({ name, object: object(apiVersion, kind, body, own), field, server });
  const deployment = (name: string, spec: object, field: string): Hostile =>
    within(
      name,
      'apps/v1',
      'Deployment',
      { spec: { selector: { matchLabels: { app: 'hostile' } }, template: template(spec) } },
      `spec.template.spec.${field}`,
    );
  const parentRefs = [{ name: 'public', namespace: 'public-gateway', sectionName: 'https' }];
  const backendRefs = [{ name: 'web', port: 80 }];
  const httpRoute = (name: string, spec: object, field: string): Hostile =>
    within(
      name,
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      { spec: { parentRefs, hostnames: [host], rules: [{ backendRefs }], ...spec } },
      field,
    );
  const monitor = (name: string, spec: object, field: string): Hostile =>
    within(
      name,
      'monitoring.coreos.com/v1',
      'ServiceMonitor',
      { spec: { selector: { matchLabels: { app: 'x' } }, endpoints: [{ port: 'http' }], ...spec } },
      field,
    );

  const ownerReferences = [{ apiVersion: 'v1', kind: 'Secret', name: 'x', uid: '00000000' }];
  const token = { name: 'hostile', namespace: own, annotations: { 'kubernetes.io/service-account.name': 'default' } };
  const dashboard = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'hostile', namespace: own, labels: { grafana_dashboard: '1' } },
  };
  const owned = { name: 'hostile', namespace: own, ownerReferences };

  return [
    wholeCluster(`${rbac}/v1`, 'ClusterRoleBinding', { ...admin, ...me }),
    wholeCluster(`${rbac}/v1`, 'ClusterRole', { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] }),
    wholeCluster('v1', 'Namespace', {}),
    wholeCluster('external-secrets.io/v1', 'ClusterSecretStore', {
      spec: { provider: { azurekv: { vaultUrl: 'https://kv-example-dev.vault.azure.net' } } },
    }),
    wholeCluster('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', { webhooks: [] }),
    wholeCluster('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', { webhooks: [] }),
    wholeCluster('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', {
      spec: { matchConstraints: { resourceRules: [] }, validations: [{ expression: 'true' }] },
    }),
    wholeCluster('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', {
      spec: { policyName: 'image-digest.fleetwright.dev', validationActions: ['Audit'] },
    }),
    wholeCluster('scheduling.k8s.io/v1', 'PriorityClass', { value: 1_000_000 }),
    wholeCluster('storage.k8s.io/v1', 'StorageClass', { provisioner: 'disk.csi.azure.com' }),
    wholeCluster('cert-manager.io/v1', 'ClusterIssuer', { spec: { selfSigned: {} } }),
    wholeCluster('gateway.networking.k8s.io/v1', 'GatewayClass', { spec: { controllerName: 'example.com/mine' } }),
    elsewhere('monitoring', 'networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] },
    }),
    elsewhere('monitoring', 'cilium.io/v2', 'CiliumNetworkPolicy', {
      spec: { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }] },
    }),
    within(
      "another's secret for what Cilium decrypts",
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      {
        spec: {
          endpointSelector: {},
          egress: [
            {
              toPorts: [
                {
                  ports: [{ port: '443', protocol: 'TCP' }],
                  terminatingTLS: { secret: { name: 'wildcard-tls', namespace: 'public-gateway' } },
                },
              ],
            },
          ],
        },
      },
      'spec.egress.toPorts.terminatingTLS',
    ),
    within(
      "the identity of its node, by Cilium's range",
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      { spec: { endpointSelector: {}, egress: [{ toCIDR: ['169.254.169.254/32'] }] } },
      'spec.egress.toCIDR',
    ),
    within(
      "its node's setup, by Cilium's set of ranges",
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      { spec: { endpointSelector: {}, egress: [{ toCIDRSet: [{ cidr: '168.63.129.16/32' }] }] } },
      'spec.egress.toCIDRSet.cidr',
    ),
    within(
      'the identity of its node',
      'networking.k8s.io/v1',
      'NetworkPolicy',
      { spec: { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: '169.254.169.254/32' } }] }] } },
      'spec.egress.to.ipBlock.cidr',
    ),
    elsewhere('monitoring', 'v1', 'ServiceAccount', {}),
    elsewhere('monitoring', 'v1', 'ConfigMap', { data: { a: 'b' } }),
    elsewhere('monitoring', 'batch/v1', 'Job', { spec: { template: template({ restartPolicy: 'Never' }) } }),
    elsewhere('public-gateway', 'apps/v1', 'Deployment', {
      spec: { selector: { matchLabels: { app: 'hostile' } }, template: template({}) },
    }),
    elsewhere('cluster-config', 'kustomize.toolkit.fluxcd.io/v1', 'Kustomization', {
      spec: { interval: '1m', prune: true, path: './', sourceRef: { kind: 'GitRepository', name: 'fleetwright' } },
    }),
    elsewhere('cluster-config', 'v1', 'ServiceAccount', {}),
    elsewhere('kube-system', `${rbac}/v1`, 'RoleBinding', { ...admin, ...me }),
    unlisted(`${rbac}/v1`, 'RoleBinding', { ...admin, ...me }),
    unlisted(`${rbac}/v1`, 'Role', { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] }),
    unlisted('v1', 'ResourceQuota', { spec: { hard: { pods: '1000' } } }),
    unlisted('v1', 'LimitRange', { spec: { limits: [] } }),
    unlisted('v1', 'Pod', { spec: pod }),
    unlisted('apps/v1', 'DaemonSet', {
      spec: { selector: { matchLabels: { app: 'hostile' } }, template: template({}) },
    }),
    unlisted('networking.k8s.io/v1', 'Ingress', {
      spec: { defaultBackend: { service: { name: 'a', port: { number: 1 } } } },
    }),
    unlisted('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }] }),
    unlisted('helm.toolkit.fluxcd.io/v2', 'HelmRelease', {
      spec: { interval: '1m', chartRef: { kind: 'OCIRepository', name: 'x' } },
    }),
    unlisted('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', {
      spec: { interval: '1m', prune: true, sourceRef: { kind: 'GitRepository', name: 'fleetwright' } },
    }),
    unlisted('monitoring.coreos.com/v1', 'Prometheus', { spec: {} }),
    unlisted('gateway.networking.k8s.io/v1', 'Gateway', {
      spec: { gatewayClassName: 'approuting-istio', listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }] },
    }),
    unlisted('gateway.networking.k8s.io/v1', 'ReferenceGrant', {
      spec: { from: [{ group: '', kind: 'Service', namespace: 'monitoring' }], to: [{ group: '', kind: 'Secret' }] },
    }),
    within(
      'a LoadBalancer',
      'v1',
      'Service',
      { spec: { type: 'LoadBalancer', selector: { app: 'x' }, ports: [{ port: 80 }] } },
      'spec.type',
      /exceeded quota: quota/,
    ),
    within(
      'a NodePort',
      'v1',
      'Service',
      { spec: { type: 'NodePort', selector: { app: 'x' }, ports: [{ port: 80 }] } },
      'spec.type',
      /exceeded quota: quota/,
    ),
    within(
      'an ExternalName',
      'v1',
      'Service',
      { spec: { type: 'ExternalName', externalName: 'example.com' } },
      'spec.type',
    ),
    within(
      "another's address",
      'v1',
      'Service',
      { spec: { selector: { app: 'x' }, externalIPs: ['203.0.113.1'], ports: [{ port: 80 }] } },
      'spec.externalIPs',
    ),
    {
      name: 'a token of an account that lasts for ever',
      object: { apiVersion: 'v1', kind: 'Secret', metadata: token, type: 'kubernetes.io/service-account-token' },
      field: 'type',
      server: admitted,
    },
    within(
      'a Secret that External Secrets makes, with a token that lasts for ever',
      'external-secrets.io/v1',
      'ExternalSecret',
      {
        spec: {
          secretStoreRef: { kind: 'SecretStore', name: 'own' },
          data: [{ secretKey: 'a', remoteRef: { key: 'a' } }],
          target: { template: { type: 'kubernetes.io/service-account-token' } },
        },
      },
      'spec.target.template.type',
    ),
    deployment(
      'a pod that keeps its node for hours',
      { terminationGracePeriodSeconds: 86_400 },
      'terminationGracePeriodSeconds',
    ),
    deployment('a pod of high priority', { priorityClassName: 'system-cluster-critical' }, 'priorityClassName'),
    deployment(
      "a pod that keeps others' pods off its nodes",
      {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'kubernetes.io/os', namespaceSelector: {}, labelSelector: {} },
            ],
          },
        },
      },
      'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.namespaceSelector',
    ),
    deployment('a pod on a node by name', { nodeName: 'node-1' }, 'nodeName'),
    deployment('a pod where no other may run', { tolerations: [{ operator: 'Exists' }] }, 'tolerations'),
    deployment("a pod on the node's network", { hostNetwork: true }, 'hostNetwork'),
    deployment('a folder of the node', { volumes: [{ name: 'node', hostPath: { path: '/' } }] }, 'volumes.hostPath'),
    deployment(
      "a driver's volume",
      { volumes: [{ name: 'csi', csi: { driver: 'secrets-store.csi.k8s.io' } }] },
      'volumes.csi',
    ),
    within(
      "another's disk",
      'v1',
      'PersistentVolumeClaim',
      {
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
          volumeName: 'pv-of-others',
        },
      },
      'spec.volumeName',
    ),
    httpRoute("another's host", { hostnames: ['other.example.com'] }, 'spec.hostnames'),
    httpRoute('every host', { hostnames: [] }, 'spec.hostnames'),
    httpRoute('every host, unsaid', { hostnames: undefined }, 'spec.hostnames'),
    httpRoute('another Gateway', { parentRefs: [{ name: 'mine' }] }, 'spec.parentRefs.name'),
    httpRoute(
      "another's service",
      { rules: [{ backendRefs: [{ name: 'prometheus', namespace: 'monitoring', port: 9090 }] }] },
      'spec.rules.backendRefs.namespace',
    ),
    httpRoute(
      "a mirror of requests to another's service",
      {
        rules: [
          {
            backendRefs,
            filters: [
              {
                type: 'RequestMirror',
                requestMirror: { backendRef: { name: 'x', namespace: 'monitoring', port: 80 } },
              },
            ],
          },
        ],
      },
      'spec.rules.filters.requestMirror.backendRef.namespace',
    ),
    monitor(
      "a file of Prometheus' own",
      { endpoints: [{ port: 'http', bearerTokenFile: '/etc/passwd' }] },
      'spec.endpoints.bearerTokenFile',
    ),
    monitor("another's pods", { namespaceSelector: { any: true } }, 'spec.namespaceSelector.any'),
    monitor(
      "labels that pass for another's",
      { endpoints: [{ port: 'http', honorLabels: true }] },
      'spec.endpoints.honorLabels',
    ),
    within(
      "a secret of the whole cluster's store",
      'external-secrets.io/v1',
      'ExternalSecret',
      {
        spec: {
          secretStoreRef: { kind: 'ClusterSecretStore', name: 'all' },
          data: [{ secretKey: 'a', remoteRef: { key: 'a' } }],
        },
      },
      'spec.secretStoreRef.kind',
    ),
    within(
      "a store that reads with External Secrets' own account",
      'external-secrets.io/v1',
      'SecretStore',
      {
        spec: {
          provider: { azurekv: { authType: 'WorkloadIdentity', vaultUrl: 'https://kv-example-dev.vault.azure.net' } },
        },
      },
      'spec.provider.azurekv.serviceAccountRef',
    ),
    within(
      "a store that reads with another's account",
      'external-secrets.io/v1',
      'SecretStore',
      {
        spec: {
          provider: {
            azurekv: {
              authType: 'WorkloadIdentity',
              vaultUrl: 'https://kv-example-dev.vault.azure.net',
              serviceAccountRef: { name: 'key-vault', namespace: 'monitoring' },
            },
          },
        },
      },
      'spec.provider.azurekv.serviceAccountRef.namespace',
    ),
    within(
      'a scaler that has KEDA ask an address',
      'keda.sh/v1alpha1',
      'ScaledObject',
      {
        spec: {
          scaleTargetRef: { name: 'hostile' },
          triggers: [{ type: 'metrics-api', metadata: {}, authenticationRef: { name: 'hostile' } }],
        },
      },
      'spec.triggers.type',
    ),
    within(
      "a scaler that sends KEDA's token elsewhere",
      'keda.sh/v1alpha1',
      'ScaledObject',
      {
        spec: {
          scaleTargetRef: { name: 'hostile' },
          triggers: [
            {
              type: 'azure-servicebus',
              metadata: { namespace: 'example.com/', queueName: 'a' },
              authenticationRef: { name: 'hostile' },
            },
          ],
        },
      },
      'spec.triggers.metadata.namespace',
    ),
    within(
      "access that is KEDA's own",
      'keda.sh/v1alpha1',
      'TriggerAuthentication',
      { spec: { podIdentity: { provider: 'azure-workload' } } },
      'spec.podIdentity.identityId',
    ),
    {
      name: "an object that Flux' own annotation keeps from being corrected",
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'hostile',
          namespace: own,
          annotations: { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' },
        },
        data: {},
      },
      field: 'metadata.annotations.kustomize.toolkit.fluxcd.io/reconcile',
      server: admitted,
    },
    {
      name: "a dashboard in the place of another's",
      object: { ...dashboard, data: { 'monitoring-overview.json': '{}' } },
      field: 'data["monitoring-overview.json"]',
      server: admitted,
    },
    {
      name: 'a file that has Grafana fetch an address',
      object: { ...dashboard, data: { [`${own}-evil.url`]: 'http://alertmanager-operated.monitoring:9093/' } },
      field: `data["${own}-evil.url"]`,
      server: admitted,
    },
    {
      name: 'a label that some program may look for',
      object: {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'hostile', namespace: own, labels: { grafana_datasource: '1' } },
        type: 'Opaque',
      },
      field: 'metadata.labels.grafana_datasource',
      server: admitted,
    },
    {
      name: 'an object that another one owns',
      object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: owned, data: {} },
      field: 'metadata.ownerReferences',
      server: admitted,
    },
  ];
}
