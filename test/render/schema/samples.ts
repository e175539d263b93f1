// An object of each kind that the API server takes, and parts of some.
import type { KubeObject } from '../../../render/rendered.ts';

export const metadata = { name: 'a', namespace: 'a' };
export const labels = { app: 'a' };
export const container = {
  name: 'a',
  image: 'a',
  env: [{ name: 'A', value: 'a' }],
  ports: [{ name: 'http', containerPort: 8080 }],
  resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
  volumeMounts: [{ name: 'a', mountPath: '/a' }],
};
export const podSpec = { containers: [container], volumes: [{ name: 'a', emptyDir: {} }] };
export const template = { metadata: { labels }, spec: podSpec };
const apps = (kind: string, spec: object): KubeObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata,
  spec: { selector: { matchLabels: labels }, template, ...spec },
});

export const pod: KubeObject = { apiVersion: 'v1', kind: 'Pod', metadata, spec: podSpec };
export const deployment = apps('Deployment', {});
export const statefulSet = apps('StatefulSet', {
  serviceName: 'a',
  volumeClaimTemplates: [
    { metadata: { name: 'b' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  ],
});
export const daemonSet = apps('DaemonSet', {});
export const jobSpec = { template: { metadata: { labels }, spec: { ...podSpec, restartPolicy: 'Never' } } };
export const job: KubeObject = { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: jobSpec };
export const cronJob: KubeObject = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata,
  spec: { schedule: '0 3 * * *', jobTemplate: { spec: jobSpec } },
};
export const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata,
  spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
};
export const configMap: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'a' } };
export const secret: KubeObject = { apiVersion: 'v1', kind: 'Secret', metadata, data: { a: 'YQ==' } };
export const networkPolicy: KubeObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata,
  spec: {
    podSelector: { matchLabels: labels },
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 443 }] }],
  },
};
export const autoscaler: KubeObject = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata,
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
    minReplicas: 2,
    maxReplicas: 4,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
  },
};
export const budget: KubeObject = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata,
  spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
};
export const claim: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata,
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
export const ingress: KubeObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata,
  spec: {
    rules: [
      {
        host: 'a.example.com',
        http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }] },
      },
    ],
  },
};
export const role: KubeObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata,
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
};
export const roleBinding: KubeObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata,
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
  subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'a' }],
};
export const clusterRole: KubeObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'a' },
  rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
};
export const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b', labels } };
export const quota: KubeObject = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata,
  spec: { hard: { 'requests.cpu': '1', pods: '10' } },
};
export const limitRange: KubeObject = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata,
  spec: { limits: [{ type: 'Container', max: { cpu: '1' }, default: { cpu: '1' }, defaultRequest: { cpu: '100m' } }] },
};
export const priorityClass: KubeObject = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'a' },
  value: 1000,
};
export const storageClass: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'a' },
  provisioner: 'disk.csi.azure.com',
};
export const ociRepository: KubeObject = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'OCIRepository',
  metadata,
  spec: { interval: '1h', url: 'oci://example.com/a', ref: { tag: '1.0.0' } },
};
export const httpRoute: KubeObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata,
  spec: {
    parentRefs: [{ name: 'public', namespace: 'gateway' }],
    hostnames: ['a.example.com'],
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/a' } }], backendRefs: [{ name: 'a', port: 80 }] }],
  },
};
export const gateway: KubeObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata,
  spec: {
    gatewayClassName: 'a',
    listeners: [{ name: 'https', port: 443, protocol: 'HTTP', hostname: 'a.example.com' }],
  },
};
export const serviceMonitor: KubeObject = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata,
  spec: { selector: { matchLabels: labels }, endpoints: [{ port: 'http', interval: '30s' }] },
};
export const webhook: KubeObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'a' },
  webhooks: [
    {
      name: 'a.example.com',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      clientConfig: { service: { name: 'a', namespace: 'a' } },
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
    },
  ],
};

export const mutating: KubeObject = { ...webhook, kind: 'MutatingWebhookConfiguration' };
export const admissionPolicy: KubeObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: 'a' },
  spec: {
    matchConstraints: {
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
    },
    validations: [{ expression: 'true' }],
  },
};
export const policyBinding: KubeObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'a' },
  spec: { policyName: 'a', validationActions: ['Deny'] },
};
export const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } };
export const definition: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'boxes.example.com' },
  spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'boxes', kind: 'Box' }, versions: [version] },
};
export const apiService: KubeObject = {
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: 'v1.example.com' },
  spec: {
    group: 'example.com',
    version: 'v1',
    groupPriorityMinimum: 100,
    versionPriority: 100,
    service: { name: 'a', namespace: 'a' },
    insecureSkipTLSVerify: true,
  },
};
/** One that the API server serves itself. */
export const ownApi = { group: 'example.com', version: 'v1', groupPriorityMinimum: 100, versionPriority: 100 };
export const volume: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'a' },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteMany'],
    csi: { driver: 'file.csi.azure.com', volumeHandle: 'a' },
  },
};
export const endpointSlice: KubeObject = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata,
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.9.8.7'] }],
};
export const endpoints: KubeObject = {
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata,
  subsets: [{ addresses: [{ ip: '10.9.8.7' }], ports: [{ port: 80 }] }],
};
export const clusterRoleBinding: KubeObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'a' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
  subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'a' }],
};
const inCluster = (apiVersion: string, kind: string, rest: object): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
  ...rest,
});
export const runtimeClass = inCluster('node.k8s.io/v1', 'RuntimeClass', { handler: 'kata' });
export const ingressClass = inCluster('networking.k8s.io/v1', 'IngressClass', {
  spec: { controller: 'example.com/a' },
});
export const attributesClass = inCluster('storage.k8s.io/v1', 'VolumeAttributesClass', {
  driverName: 'disk.csi.azure.com',
  parameters: { a: '1' },
});

export const inTemplate = 'spec.template.spec';
export const inContainer = `${inTemplate}.containers[0]`;
export const indexed = { ...jobSpec, completionMode: 'Indexed', completions: 3 };
export const onPodConditions = [{ type: 'DisruptionTarget', status: 'True' }];
export const failing = (rule: object): object => ({ ...jobSpec, podFailurePolicy: { rules: [rule] } });
export const failingJob: KubeObject = { ...job, spec: failing({ action: 'Ignore', onPodConditions }) };
export const labelledPod: KubeObject = { ...pod, metadata: { ...metadata, labels } };
export const spread = {
  maxSkew: 1,
  topologyKey: 'zone',
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: labels },
};
export const backend = { service: { name: 'a', port: { number: 80 } } };
export const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' };
export const nodes = (nodeAffinity: object): object => ({ nodeAffinity });
export const terms = [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['a'] }] }];
export const requiredNodes = (nodeSelectorTerms: readonly object[]): object => ({
  requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
});
export const requiredPods = (term: object): object => ({ requiredDuringSchedulingIgnoredDuringExecution: [term] });
export const typed = (type: string): KubeObject => ({ ...secret, type });

const inNamespace = (apiVersion: string, kind: string, rest: object): KubeObject => ({
  apiVersion,
  kind,
  metadata,
  ...rest,
});
export const v2 = { ...version, name: 'v2', storage: false };
export const withSpec = (object: KubeObject, more: object): object => ({ ...(object.spec as object), ...more });
export const localSource = { local: { path: '/mnt/a' } };
export const onNode = {
  required: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['a'] }] }],
  },
};
export const withoutSource = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] };
export const secretRef = { name: 'a', namespace: 'a' };
export const lease = inNamespace('coordination.k8s.io/v1', 'Lease', {
  spec: { holderIdentity: 'a', leaseDurationSeconds: 15 },
});
export const csiDriver = inCluster('storage.k8s.io/v1', 'CSIDriver', {
  metadata: { name: 'disk.csi.example.com' },
  spec: {},
});
export const flowSchema = inCluster('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', {
  spec: {
    matchingPrecedence: 1000,
    priorityLevelConfiguration: { name: 'workload-low' },
    rules: [
      {
        subjects: [{ kind: 'Group', group: { name: 'a' } }],
        resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'] }],
      },
    ],
  },
});
export const priorityLevel = inCluster('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', {
  spec: { type: 'Limited', limited: { nominalConcurrencyShares: 5, limitResponse: { type: 'Reject' } } },
});
export const queuing = { queues: 64, handSize: 6, queueLengthLimit: 50 };
export const queued = (more: object): object => ({ type: 'Queue', queuing: { ...queuing, ...more } });
export const replicationController: KubeObject = {
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata,
  spec: { replicas: 1, selector: labels, template },
};
export const autoscalerV1: KubeObject = {
  apiVersion: 'autoscaling/v1',
  kind: 'HorizontalPodAutoscaler',
  metadata,
  spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 2 },
};
export const mutatingPolicy = inCluster('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', {
  spec: {
    reinvocationPolicy: 'Never',
    matchConstraints: (admissionPolicy.spec as { matchConstraints: object }).matchConstraints,
    mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: '[JSONPatch{op: "add", path: "/a", value: 1}]' } }],
  },
});
export const mutatingBinding = inCluster('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicyBinding', {
  spec: { policyName: 'a' },
});
export const serviceCidr = inCluster('networking.k8s.io/v1', 'ServiceCIDR', {
  metadata: { name: 'a' },
  spec: { cidrs: ['10.200.0.0/16'] },
});
export const serviceAccountToken: KubeObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { ...metadata, annotations: { 'kubernetes.io/service-account.name': 'a' } },
  type: 'kubernetes.io/service-account-token',
};
export const helmRepository: KubeObject = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'HelmRepository',
  metadata,
  spec: { interval: '1h', url: 'https://example.com/charts' },
};
export const certificate: KubeObject = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata,
  spec: { secretName: 'a', issuerRef: { name: 'a' }, dnsNames: ['a.example.com'] },
};
export const issuer: KubeObject = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'Issuer',
  metadata,
  spec: { selfSigned: {} },
};
export const scaledObject: KubeObject = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata,
  spec: {
    scaleTargetRef: { name: 'a' },
    minReplicaCount: 1,
    maxReplicaCount: 3,
    triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }],
  },
};
export const cronTrigger = {
  type: 'cron',
  metadata: { timezone: 'Europe/Berlin', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '3' },
};
export const alertmanagerConfig: KubeObject = {
  apiVersion: 'monitoring.coreos.com/v1alpha1',
  kind: 'AlertmanagerConfig',
  metadata,
  spec: { route: { receiver: 'a' }, receivers: [{ name: 'a' }], muteTimeIntervals: [{ name: 'nights' }] },
};
export const podMonitor: KubeObject = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PodMonitor',
  metadata,
  spec: { selector: { matchLabels: labels }, podMetricsEndpoints: [{ port: 'http' }] },
};
export const externalSecret: KubeObject = {
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata,
  spec: { secretStoreRef: { name: 'a' }, data: [{ secretKey: 'a', remoteRef: { key: 'a' } }] },
};
export const ciliumPolicy: KubeObject = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata,
  spec: { endpointSelector: { matchLabels: labels }, egress: [{ toCIDR: ['10.0.0.0/8'] }] },
};
export const prometheusRule: KubeObject = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata,
  spec: { groups: [{ name: 'a', rules: [{ alert: 'A', expr: 'up == 0' }] }] },
};
