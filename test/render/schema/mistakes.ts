// Objects with one mistake each, and the same object without it: what the real API server refuses, synth refuses.
import type { KubeObject } from '../../../render/rendered.ts';

/** A field of an object: what the API server refuses there, and what it takes. Undefined where the field is left out. */
export type Mistake = readonly [what: string, object: KubeObject, field: string, wrong: unknown, right: unknown];

/** The object with another value in a field, written `spec.ports[0].name`; a key with dots stands in brackets. */
export function changed(object: KubeObject, field: string, value: unknown): KubeObject {
  const copy = structuredClone(object);
  const steps = [...field.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, ...found]) => found.find(Boolean) ?? '',
  );
  const last = steps.pop() ?? '';
  let inner = copy as Record<string, unknown>;
  for (const step of steps) inner = (inner[step] ??= {}) as Record<string, unknown>;
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return copy;
}

const metadata = { name: 'a', namespace: 'a' };
const labels = { app: 'a' };
const container = {
  name: 'a',
  image: 'a',
  env: [{ name: 'A', value: 'a' }],
  ports: [{ name: 'http', containerPort: 8080 }],
  resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
  volumeMounts: [{ name: 'a', mountPath: '/a' }],
};
const podSpec = { containers: [container], volumes: [{ name: 'a', emptyDir: {} }] };
const template = { metadata: { labels }, spec: podSpec };
const apps = (kind: string, spec: object): KubeObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata,
  spec: { selector: { matchLabels: labels }, template, ...spec },
});

const pod: KubeObject = { apiVersion: 'v1', kind: 'Pod', metadata, spec: podSpec };
const deployment = apps('Deployment', {});
const statefulSet = apps('StatefulSet', {
  serviceName: 'a',
  volumeClaimTemplates: [
    { metadata: { name: 'b' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  ],
});
const daemonSet = apps('DaemonSet', {});
const jobSpec = { template: { metadata: { labels }, spec: { ...podSpec, restartPolicy: 'Never' } } };
const job: KubeObject = { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: jobSpec };
const cronJob: KubeObject = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata,
  spec: { schedule: '0 3 * * *', jobTemplate: { spec: jobSpec } },
};
const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata,
  spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
};
const configMap: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'a' } };
const secret: KubeObject = { apiVersion: 'v1', kind: 'Secret', metadata, data: { a: 'YQ==' } };
const networkPolicy: KubeObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata,
  spec: {
    podSelector: { matchLabels: labels },
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 443 }] }],
  },
};
const autoscaler: KubeObject = {
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
const budget: KubeObject = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata,
  spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
};
const claim: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata,
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const ingress: KubeObject = {
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
const role: KubeObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata,
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
};
const roleBinding: KubeObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata,
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
  subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'a' }],
};
const clusterRole: KubeObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'a' },
  rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
};
const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b', labels } };
const quota: KubeObject = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata,
  spec: { hard: { 'requests.cpu': '1', pods: '10' } },
};
const limitRange: KubeObject = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata,
  spec: { limits: [{ type: 'Container', max: { cpu: '1' }, default: { cpu: '1' }, defaultRequest: { cpu: '100m' } }] },
};
const priorityClass: KubeObject = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'a' },
  value: 1000,
};
const storageClass: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'a' },
  provisioner: 'disk.csi.azure.com',
};
const ociRepository: KubeObject = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'OCIRepository',
  metadata,
  spec: { interval: '1h', url: 'oci://example.com/a', ref: { tag: '1.0.0' } },
};
const httpRoute: KubeObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata,
  spec: {
    parentRefs: [{ name: 'public', namespace: 'gateway' }],
    hostnames: ['a.example.com'],
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/a' } }], backendRefs: [{ name: 'a', port: 80 }] }],
  },
};
const gateway: KubeObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata,
  spec: {
    gatewayClassName: 'a',
    listeners: [{ name: 'https', port: 443, protocol: 'HTTP', hostname: 'a.example.com' }],
  },
};
const serviceMonitor: KubeObject = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata,
  spec: { selector: { matchLabels: labels }, endpoints: [{ port: 'http', interval: '30s' }] },
};
const webhook: KubeObject = {
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

const mutating: KubeObject = { ...webhook, kind: 'MutatingWebhookConfiguration' };
const admissionPolicy: KubeObject = {
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
const policyBinding: KubeObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'a' },
  spec: { policyName: 'a', validationActions: ['Deny'] },
};
const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } };
const definition: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'boxes.example.com' },
  spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'boxes', kind: 'Box' }, versions: [version] },
};
const apiService: KubeObject = {
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
const volume: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'a' },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteMany'],
    csi: { driver: 'file.csi.azure.com', volumeHandle: 'a' },
  },
};
const endpointSlice: KubeObject = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata,
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.9.8.7'] }],
};
const endpoints: KubeObject = {
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata,
  subsets: [{ addresses: [{ ip: '10.9.8.7' }], ports: [{ port: 80 }] }],
};
const clusterRoleBinding: KubeObject = {
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
const runtimeClass = inCluster('node.k8s.io/v1', 'RuntimeClass', { handler: 'kata' });
const ingressClass = inCluster('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'example.com/a' } });
const attributesClass = inCluster('storage.k8s.io/v1', 'VolumeAttributesClass', {
  driverName: 'disk.csi.azure.com',
  parameters: { a: '1' },
});

const inTemplate = 'spec.template.spec';
const inContainer = `${inTemplate}.containers[0]`;
const indexed = { ...jobSpec, completionMode: 'Indexed', completions: 3 };
const onPodConditions = [{ type: 'DisruptionTarget', status: 'True' }];
const failing = (rule: object): object => ({ ...jobSpec, podFailurePolicy: { rules: [rule] } });
const failingJob: KubeObject = { ...job, spec: failing({ action: 'Ignore', onPodConditions }) };
const labelledPod: KubeObject = { ...pod, metadata: { ...metadata, labels } };
const spread = {
  maxSkew: 1,
  topologyKey: 'zone',
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: labels },
};
const backend = { service: { name: 'a', port: { number: 80 } } };
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' };
const nodes = (nodeAffinity: object): object => ({ nodeAffinity });
const terms = [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['a'] }] }];
const requiredNodes = (nodeSelectorTerms: readonly object[]): object => ({
  requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
});
const requiredPods = (term: object): object => ({ requiredDuringSchedulingIgnoredDuringExecution: [term] });
const typed = (type: string): KubeObject => ({ ...secret, type });

// prettier-ignore
export const mistakes: readonly Mistake[] = [
  // Lists that the schema gives keys.
  ['a variable twice', deployment, `${inContainer}.env`, [{ name: 'A', value: '1' }, { name: 'A', value: '2' }], [{ name: 'A', value: '1' }, { name: 'B', value: '2' }]],
  ['a container port twice', deployment, `${inContainer}.ports`, [{ name: 'http', containerPort: 80 }, { name: 'b', containerPort: 80 }], [{ name: 'http', containerPort: 80 }, { name: 'b', containerPort: 80, protocol: 'UDP' }]],
  ['a mount twice', deployment, `${inContainer}.volumeMounts`, [{ name: 'a', mountPath: '/a' }, { name: 'a', mountPath: '/a' }], [{ name: 'a', mountPath: '/a' }, { name: 'a', mountPath: '/b' }]],
  ['a container twice', pod, 'spec.containers', [container, container], [container, { name: 'b', image: 'a' }]],
  ['an init container of the same name', deployment, `${inTemplate}.initContainers`, [{ name: 'a', image: 'a' }], [{ name: 'b', image: 'a' }]],
  ['a volume twice', statefulSet, `${inTemplate}.volumes`, [{ name: 'a', emptyDir: {} }, { name: 'a', emptyDir: {} }], [{ name: 'a', emptyDir: {} }, { name: 'c', emptyDir: {} }]],
  ['a port of a Service twice', service, 'spec.ports', [{ name: 'a', port: 80 }, { name: 'b', port: 80 }], [{ name: 'a', port: 80 }, { name: 'b', port: 80, protocol: 'UDP' }]],
  ['a name of a port of a Service twice', service, 'spec.ports', [{ name: 'a', port: 80 }, { name: 'a', port: 81 }], [{ name: 'a', port: 80 }, { name: 'b', port: 81 }]],
  ['a listener twice', gateway, 'spec.listeners', [{ name: 'a', port: 80, protocol: 'HTTP' }, { name: 'a', port: 81, protocol: 'HTTP' }], [{ name: 'a', port: 80, protocol: 'HTTP' }, { name: 'b', port: 81, protocol: 'HTTP' }]],
  ['a spread twice', deployment, `${inTemplate}.topologySpreadConstraints`, [1, 2].map((maxSkew) => ({ maxSkew, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: labels } })), ['DoNotSchedule', 'ScheduleAnyway'].map((whenUnsatisfiable) => ({ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable, labelSelector: { matchLabels: labels } }))],
  ['a webhook twice', webhook, 'webhooks', [0, 1].map(() => (webhook.webhooks as object[])[0]), webhook.webhooks],
  ['a finalizer twice', deployment, 'metadata.finalizers', ['a.example.com/b', 'a.example.com/b'], ['a.example.com/b']],
  ['a capability twice', deployment, `${inContainer}.securityContext`, { capabilities: { drop: 'ALL' } }, { capabilities: { drop: ['ALL', 'ALL'] } }],

  // Formats.
  ['no amount', deployment, `${inContainer}.resources.requests.cpu`, '1 core', '1.5'],
  ['an amount with a wrong unit', deployment, `${inContainer}.resources.requests.memory`, '64MB', '64M'],
  ['an amount below zero', deployment, `${inContainer}.resources.requests.cpu`, '-1', '0'],
  ['a quota below zero', quota, 'spec.hard.pods', '-1', '0'],
  ['half a pod in a quota', quota, 'spec.hard.pods', '1.5', '2'],
  ['a claim of nothing', claim, 'spec.resources.requests.storage', '0', '1'],
  ['no base64', secret, 'data.a', 'hunter2!', 'aHVudGVyMg=='],
  ['base64 cut off', secret, 'data.a', 'aHVudGVyMg', 'aHVudGVyMg=='],
  ['no base64 in a ConfigMap', configMap, 'binaryData', { b: '%' }, { b: '' }],
  ['no base64 in a bundle', webhook, 'webhooks[0].clientConfig.caBundle', 'a', ''],
  ['a number that does not fit', deployment, 'spec.replicas', 3_000_000_000, 3],
  ['fewer than no pods', deployment, 'spec.replicas', -1, 0],
  ['no time', pod, 'metadata.creationTimestamp', 'yesterday', '2026-01-01T00:00:00Z'],

  // Whom the API server asks, and what it serves.
  ['a webhook that is asked for a minute', webhook, 'webhooks[0].timeoutSeconds', 60, 30],
  ['a webhook that changes, asked for no time', mutating, 'webhooks[0].timeoutSeconds', 0, 1],
  ['a webhook without TLS', webhook, 'webhooks[0].clientConfig', { url: 'http://a.example.com' }, { url: 'https://a.example.com' }],
  ['a version of questions that nobody asks', webhook, 'webhooks[0].admissionReviewVersions', ['v2'], ['v2', 'v1']],
  ['all operations and another', webhook, 'webhooks[0].rules[0].operations', ['*', 'CREATE'], ['*']],
  ['all groups and another', webhook, 'webhooks[0].rules[0].apiGroups', ['*', 'apps'], ['*']],
  ['all versions and another', webhook, 'webhooks[0].rules[0].apiVersions', ['*', 'v1'], ['*']],
  ['all there is and another', webhook, 'webhooks[0].rules[0].resources', ['pods', '*/*'], ['*/*']],
  ['all of a resource and a part of it', webhook, 'webhooks[0].rules[0].resources', ['pods/*', 'pods/status'], ['pods/status', 'pods/*', 'pods']],
  ['a part of all and of one', webhook, 'webhooks[0].rules[0].resources', ['*/status', 'pods/status'], ['*/status', 'pods/scale', '*']],
  ['all operations of a policy and another', admissionPolicy, 'spec.matchConstraints.resourceRules[0].operations', ['*', 'CREATE'], ['*']],
  ['all resources but all', admissionPolicy, 'spec.matchConstraints.excludeResourceRules', [{ apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['*', 'pods'] }], [{ apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['pods'] }]],
  ['a policy about nothing', admissionPolicy, 'spec.matchConstraints', undefined, { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }] }],
  ['a binding that does nothing', policyBinding, 'spec.validationActions', [], ['Warn', 'Audit']],
  ['a binding to parameters that may be missing', policyBinding, 'spec.paramRef', { name: 'a' }, { name: 'a', parameterNotFoundAction: 'Deny' }],
  ['a webhook that is asked with a name', webhook, 'webhooks[0].clientConfig', { url: 'https://a@b.example.com/c' }, { url: 'https://b.example.com:8443/c' }],
  ['a webhook that is asked with a query', webhook, 'webhooks[0].clientConfig', { url: 'https://b.example.com/?a=1' }, { url: 'https://b.example.com/' }],
  ['a webhook at port 0', webhook, 'webhooks[0].clientConfig.service.port', 0, 65_535],
  ['a webhook whose path is none', webhook, 'webhooks[0].clientConfig.service.path', 'a', '/a'],
  ['all resources and another', webhook, 'webhooks[0].rules[0].resources', ['*', 'pods'], ['*', 'pods/status']],
  ['a policy of nothing', admissionPolicy, 'spec.validations', [], [{ expression: 'true' }]],
  ['a reason of a policy', admissionPolicy, 'spec.validations', [{ expression: 'true', reason: 'Because' }], [{ expression: 'true', reason: 'Forbidden' }]],
  ['a binding that denies and warns', policyBinding, 'spec.validationActions', ['Deny', 'Warn'], ['Deny', 'Audit']],
  ['a definition of another name', definition, 'metadata.name', 'box.example.com', 'boxes.example.com'],
  ['a definition of two stored versions', definition, 'spec.versions', [version, { ...version, name: 'v2' }], [version, { ...version, name: 'v2', storage: false }]],
  ['a definition of no stored version', definition, 'spec.versions[0].storage', false, true],
  ['a definition of no object', definition, 'spec.versions[0].schema.openAPIV3Schema', { properties: {} }, { type: 'object' }],
  ['a definition without a schema', definition, 'spec.versions[0].schema', undefined, version.schema],
  ['an API of another name', apiService, 'metadata.name', 'v1.b.example.com', 'v1.example.com'],

  // What the whole cluster shares.
  ['an account of no namespace', clusterRoleBinding, 'subjects[0].namespace', undefined, 'a'],
  ['a Role for the whole cluster', clusterRoleBinding, 'roleRef.kind', 'Role', 'ClusterRole'],
  ['a role made of no others', clusterRole, 'aggregationRule', { clusterRoleSelectors: [] }, { clusterRoleSelectors: [{ matchLabels: labels }] }],
  ['a volume from nowhere', volume, 'spec.csi', undefined, { driver: 'file.csi.azure.com', volumeHandle: 'a' }],
  ['a volume from two places', volume, 'spec.nfs', { server: 'a', path: '/a' }, undefined],
  ['a volume of no size', volume, 'spec.capacity', undefined, { storage: '1Gi' }],
  ['a volume that nobody may use', volume, 'spec.accessModes', [], ['ReadOnlyMany']],
  ['a volume that its driver has no name for', volume, 'spec.csi.volumeHandle', '', 'a'],
  ['a driver whose name is none', storageClass, 'provisioner', 'a b', 'kubernetes.io/no-provisioner'],
  ['a class of attributes that has none', attributesClass, 'parameters', undefined, { a: '1' }],
  ['a priority that is called as the system\'s', priorityClass, 'metadata.name', 'system-a', 'systematic'],
  ['a handler of a runtime', runtimeClass, 'handler', 'A_b', 'kata-qemu'],
  ['a controller of Ingresses that is none', ingressClass, 'spec', {}, { controller: 'nginx/ingress' }],
  ['a controller of Ingresses with a gap', ingressClass, 'spec.controller', 'example.com/a b', 'example.com/a/b'],
  ['a controller of Ingresses whose domain is none', ingressClass, 'spec.controller', '-example.com/a', '1-example.com/a'],
  ['a volume for one pod and for others', volume, 'spec.accessModes', ['ReadWriteOncePod', 'ReadWriteOnce'], ['ReadWriteOncePod']],
  ['a controller of Ingresses without a domain', ingressClass, 'spec.controller', 'nginx', 'k8s.io/ingress-nginx'],
  ['a comparison of taints', deployment, `${inTemplate}.tolerations`, [{ key: 'a', operator: 'Lt', value: '5' }], [{ key: 'a', operator: 'Equal', value: '5' }]],

  // What answers for a Service that selects no pods.
  ['a name among addresses', endpointSlice, 'endpoints[0].addresses', ['db.example.com'], ['10.1.2.3']],
  ['an address of another family', endpointSlice, 'endpoints[0].addresses', ['2001:db8::1'], ['192.0.2.1']],
  ['an address of the pod itself', endpointSlice, 'endpoints[0].addresses', ['127.0.0.1'], ['128.0.0.1']],
  ['the address of Azure\'s metadata', endpointSlice, 'endpoints[0].addresses', ['169.254.169.254'], ['169.253.0.1']],
  ['an end without an address', endpointSlice, 'endpoints[0].addresses', [], ['10.1.2.3']],
  ['an address of version 4 in disguise, of a slice', { ...endpointSlice, addressType: 'IPv6' }, 'endpoints[0].addresses', ['::ffff:a00:1'], ['::fffe:a00:1']],
  ['an address in capitals', { ...endpointSlice, addressType: 'IPv6' }, 'endpoints[0].addresses', ['2001:DB8::1'], ['2001:db8::1']],
  ['an address of a link', { ...endpointSlice, addressType: 'IPv6' }, 'endpoints[0].addresses', ['fd00::1%eth0'], ['fd00::1']],
  ['an address of the pod itself, in Endpoints', endpoints, 'subsets[0].addresses[0].ip', '127.0.0.1', '2001:DB8::1'],
  ['an address that is a name, in Endpoints', endpoints, 'subsets[0].addresses[0].ip', 'a', '10.9.8.8'],

  // Words of a list.
  ['a restart policy', pod, 'spec.restartPolicy', 'Sometimes', 'OnFailure'],
  ['a pull policy', deployment, `${inContainer}.imagePullPolicy`, 'always', 'Always'],
  ['a DNS policy', deployment, `${inTemplate}.dnsPolicy`, 'cluster', 'ClusterFirst'],
  ['a protocol', deployment, `${inContainer}.ports[0].protocol`, 'HTTP', 'TCP'],
  ['a type of Service', service, 'spec.type', 'Internal', 'NodePort'],
  ['a traffic policy', service, 'spec.internalTrafficPolicy', 'Near', 'Local'],
  ['a session affinity', service, 'spec.sessionAffinity', 'Cookie', 'ClientIP'],
  ['an access mode', claim, 'spec.accessModes', ['ReadWriteTwice'], ['ReadWriteMany']],
  ['a volume mode', claim, 'spec.volumeMode', 'Disk', 'Block'],
  ['a concurrency policy', cronJob, 'spec.concurrencyPolicy', 'Never', 'Forbid'],
  ['a policy type', networkPolicy, 'spec.policyTypes', ['Out'], ['Egress']],
  ['a strategy', deployment, 'spec.strategy', { type: 'BlueGreen' }, { type: 'Recreate' }],
  ['an update strategy', daemonSet, 'spec.updateStrategy', { type: 'Recreate' }, { type: 'OnDelete' }],
  ['a pod management policy', statefulSet, 'spec.podManagementPolicy', 'Serial', 'Parallel'],
  ['a path type', ingress, 'spec.rules[0].http.paths[0].pathType', 'Regex', 'Exact'],
  ['a toleration', deployment, `${inTemplate}.tolerations`, [{ key: 'a', operator: 'In', value: 'a' }], [{ key: 'a', operator: 'Exists' }]],
  ['an effect', deployment, `${inTemplate}.tolerations`, [{ operator: 'Exists', effect: 'Never' }], [{ operator: 'Exists', effect: 'NoExecute' }]],
  ['a seccomp profile', deployment, `${inTemplate}.securityContext`, { seccompProfile: { type: 'Default' } }, { seccompProfile: { type: 'RuntimeDefault' } }],
  ['whether a spread may fail', deployment, `${inTemplate}.topologySpreadConstraints`, [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'Ignore' }], [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }]],
  ['a type of metric', autoscaler, 'spec.metrics[0].type', 'CPU', 'Resource'],
  ['a type of target', autoscaler, 'spec.metrics[0].resource.target.type', 'Percent', 'Utilization'],
  ['a policy of evictions', budget, 'spec.unhealthyPodEvictionPolicy', 'Never', 'AlwaysAllow'],
  ['a failure policy', webhook, 'webhooks[0].failurePolicy', 'Skip', 'Ignore'],
  ['side effects', webhook, 'webhooks[0].sideEffects', 'Some', 'NoneOnDryRun'],
  ['an operation', webhook, 'webhooks[0].rules[0].operations', ['READ'], ['UPDATE']],
  ['a reclaim policy', storageClass, 'reclaimPolicy', 'Recycle', 'Retain'],
  ['a binding mode', storageClass, 'volumeBindingMode', 'Late', 'WaitForFirstConsumer'],
  ['a preemption policy', priorityClass, 'preemptionPolicy', 'Always', 'Never'],
  ['a type of limit', limitRange, 'spec.limits[0].type', 'Containers', 'Container'],
  ['a kind of subject', roleBinding, 'subjects[0].kind', 'Account', 'ServiceAccount'],
  ['an operator', networkPolicy, 'spec.podSelector', { matchExpressions: [{ key: 'a', operator: 'Equals', values: ['a'] }] }, { matchExpressions: [{ key: 'a', operator: 'In', values: ['a'] }] }],

  // Metadata.
  ['a label value with a blank', configMap, 'metadata.labels', { a: 'b c' }, { a: 'b-c' }],
  ['a label value that is too long', configMap, 'metadata.labels', { a: 'a'.repeat(64) }, { a: 'a'.repeat(63) }],
  ['a label key with two slashes', configMap, 'metadata.labels', { 'a/b/c': 'a' }, { 'example.com/b_c.d': '' }],
  ['a label key with a bad prefix', configMap, 'metadata.labels', { 'Example_com/b': 'a' }, { 'example.com/B': 'a' }],
  ['a label of a pod', deployment, 'spec.template.metadata.labels', { app: 'a', team: 'a b' }, { app: 'a', team: 'a_b' }],
  ['an annotation key', configMap, 'metadata.annotations', { 'a b': 'a' }, { 'example.com/b': 'a b\nc' }],
  ['annotations that are too long', configMap, 'metadata.annotations', { a: 'a'.repeat(262_144) }, { a: 'a'.repeat(262_143) }],
  ['a selector value', service, 'spec.selector', { app: 'a b' }, { app: 'a.b' }],
  ['a label in a selector', networkPolicy, 'spec.podSelector.matchLabels', { a: 'b c' }, { a: 'b' }],
  ['In without values', networkPolicy, 'spec.podSelector', { matchExpressions: [{ key: 'a', operator: 'In' }] }, { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['a'] }] }],
  ['Exists with values', networkPolicy, 'spec.podSelector', { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['a'] }] }, { matchExpressions: [{ key: 'a', operator: 'Exists' }] }],
  ['a node selector', deployment, `${inTemplate}.nodeSelector`, { a: 'b c' }, { a: 'b' }],
  ['a finalizer without a domain', configMap, 'metadata.finalizers', ['mine'], ['example.com/mine']],
  ['a level of Pod Security', namespace, 'metadata.labels', { 'pod-security.kubernetes.io/enforce': 'strict' }, { 'pod-security.kubernetes.io/enforce': 'restricted' }],
  ['a level to be warned of', namespace, 'metadata.labels', { 'pod-security.kubernetes.io/warn': 'Baseline' }, { 'pod-security.kubernetes.io/warn': 'baseline' }],
  ['a version of Pod Security', namespace, 'metadata.labels', { 'pod-security.kubernetes.io/enforce': 'baseline', 'pod-security.kubernetes.io/enforce-version': '1.36' }, { 'pod-security.kubernetes.io/enforce': 'baseline', 'pod-security.kubernetes.io/enforce-version': 'v1.36' }],
  ['what the API server keeps of who wrote what', configMap, 'metadata.managedFields', [{ manager: 'a' }], undefined],

  // Names of things inside.
  ['a name of a container', deployment, `${inTemplate}.initContainers`, [{ name: 'B_1', image: 'a' }], [{ name: 'b-1', image: 'a' }]],
  ['a name of a volume', deployment, `${inTemplate}.volumes`, [{ name: 'a', emptyDir: {} }, { name: 'a.b', emptyDir: {} }], [{ name: 'a', emptyDir: {} }, { name: 'a-b', emptyDir: {} }]],
  ['a name of a port', deployment, `${inContainer}.ports`, [{ name: 'http', containerPort: 80 }, { name: 'a-name-too-long-for-it', containerPort: 81 }], [{ name: 'http', containerPort: 80 }, { name: 'a-name-of-15-ch', containerPort: 81 }]],
  ['a name of a port without a letter', deployment, `${inContainer}.ports`, [{ name: 'http', containerPort: 80 }, { name: '81', containerPort: 81 }], [{ name: 'http', containerPort: 80 }, { name: 'a81', containerPort: 81 }]],
  ['a name of a port twice', deployment, `${inContainer}.ports`, [{ name: 'http', containerPort: 80 }, { name: 'http', containerPort: 81 }], [{ name: 'http', containerPort: 80 }, { containerPort: 81 }]],
  ['a port beyond the last', deployment, `${inContainer}.ports[0].containerPort`, 70_000, 65_535],
  ['a port of a Service beyond the last', service, 'spec.ports[0].port', 70_000, 65_535],
  ['a name of a target port', service, 'spec.ports[0].targetPort', 'Http_1', 'http-1'],
  ['ports without names', service, 'spec.ports', [{ port: 80 }, { port: 81 }], [{ port: 80 }]],
  ['a name of a port of a Service', service, 'spec.ports[0].name', 'Http', 'a-name-that-is-longer-than-fifteen'],
  ['a variable with an equals sign', deployment, `${inContainer}.env`, [{ name: 'A=B', value: 'a' }], [{ name: 'a.b-c d', value: 'a' }]],
  ['a key of a ConfigMap', configMap, 'data', { 'a/b': 'a' }, { 'a_b.C-1': 'a' }],
  ['a key in data and in binaryData', configMap, 'binaryData', { a: 'YQ==' }, { b: 'YQ==' }],
  ['a key of a Secret', secret, 'data', { 'a b': 'YQ==' }, { 'a-b': 'YQ==' }],
  ['the name of a ServiceAccount', deployment, `${inTemplate}.serviceAccountName`, 'A_b', 'default'],
  ['a name of a class', deployment, `${inTemplate}.priorityClassName`, 'A_b', 'system-node-critical'],
  ['a name of a Secret in a volume', deployment, `${inTemplate}.volumes`, [{ name: 'a', secret: { secretName: '' } }], [{ name: 'a', secret: { secretName: 'b' } }]],
  ['a host of a rule', ingress, 'spec.rules[0].host', 'a_b.example.com', '*.example.com'],
  ['a host of a route', httpRoute, 'spec.hostnames', ['a b.example.com'], ['*.example.com']],
  ['a path that is not absolute', ingress, 'spec.rules[0].http.paths[0].path', 'a', '/a'],
  ['a name of a namespace', namespace, 'metadata.name', 'a.b', 'b'],
  ['a name of a CronJob that is too long', cronJob, 'metadata.name', 'a'.repeat(53), 'a'.repeat(52)],
  ['a name of a pod with a capital', pod, 'metadata.name', 'A', 'a.b'],

  // References inside an object.
  ['a mount without its volume', deployment, `${inContainer}.volumeMounts`, [{ name: 'b', mountPath: '/a' }], [{ name: 'a', mountPath: '/a' }]],
  ['a mount of a claim without its template', statefulSet, `${inContainer}.volumeMounts`, [{ name: 'c', mountPath: '/a' }], [{ name: 'b', mountPath: '/a' }]],
  ['a claim that no pod has', deployment, `${inContainer}.resources.claims`, [{ name: 'gpu' }], []],
  ['a selector that misses its pods', daemonSet, 'spec.selector.matchLabels', { app: 'b' }, { app: 'a' }],
  ['an empty selector', deployment, 'spec.selector', {}, { matchLabels: labels }],
  ['an expression that misses its pods', deployment, 'spec.selector', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] }, { matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] }],

  // Amounts against each other.
  ['a request above its limit', deployment, `${inContainer}.resources.requests.memory`, '65Mi', '63Mi'],
  ['fewer pods at most than at least', autoscaler, 'spec.maxReplicas', 1, 2],
  ['an autoscaler of at most none', autoscaler, 'spec.minReplicas', -1, 1],
  ['a default above its maximum', limitRange, 'spec.limits[0].default', { cpu: '2' }, { cpu: '1' }],
  ['a default of a pod', limitRange, 'spec.limits[0]', { type: 'Pod', default: { cpu: '1' } }, { type: 'Pod', max: { cpu: '1' }, default: {} }],
  ['a limit of claims that limits nothing', limitRange, 'spec.limits[0]', { type: 'PersistentVolumeClaim', max: { cpu: '1' } }, { type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }],
  ['a quota of CPU for pods that ask for none', quota, 'spec', { hard: { 'requests.cpu': '1' }, scopes: ['BestEffort'] }, { hard: { pods: '1' }, scopes: ['BestEffort'] }],
  ['a quota of disks for some pods', quota, 'spec', { hard: { 'requests.storage': '1Gi' }, scopes: ['Terminating'] }, { hard: { 'requests.cpu': '1', 'count/jobs.batch': '1' }, scopes: ['Terminating'] }],
  ['a quota of huge pages for some pods', quota, 'spec', { hard: { 'requests.hugepages-2Mi': '1Gi' }, scopes: ['NotTerminating'] }, { hard: { 'requests.memory': '1Gi' }, scopes: ['NotTerminating'] }],
  ['a quota for pods that are two things', quota, 'spec', { hard: { pods: '1' }, scopes: ['BestEffort', 'NotBestEffort'] }, { hard: { pods: '1' }, scopes: ['BestEffort', 'Terminating'] }],
  ['a quota for pods that are two things, by expressions', quota, 'spec', { hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'Terminating', operator: 'Exists' }, { scopeName: 'NotTerminating', operator: 'Exists' }] } }, { hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'Terminating', operator: 'Exists' }, { scopeName: 'PriorityClass', operator: 'In', values: ['a'] }] } }],
  ['a scope that has no values', quota, 'spec', { hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'BestEffort', operator: 'In', values: ['a'] }] } }, { hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'BestEffort', operator: 'Exists' }] } }],
  ['a scope without its values', quota, 'spec', { hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }] } }, { hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'NotIn', values: ['a'] }] } }],
  ['a scope with values of none', quota, 'spec', { hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists', values: ['a'] }] } }, { hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'DoesNotExist' }] } }],
  ['a class of claims of a quota of pods', quota, 'spec', { hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'In', values: ['a'] }] } }, { hard: { persistentvolumeclaims: '1' }, scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'In', values: ['a'] }] } }],
  ['a default request above the default', limitRange, 'spec.limits[0]', { type: 'Container', defaultRequest: { cpu: '2' }, default: { cpu: '1' } }, { type: 'Container', defaultRequest: { cpu: '1' }, default: { cpu: '1' } }],
  ['both ends of a budget', budget, 'spec.minAvailable', 1, undefined],
  ['a budget by no percentage', budget, 'spec.maxUnavailable', 'half', '50%'],
  ['a rollout that neither adds nor takes', deployment, 'spec.strategy', { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }, { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }],
  ['a rollout by no percentage', deployment, 'spec.strategy', { rollingUpdate: { maxUnavailable: 'one' } }, { rollingUpdate: { maxUnavailable: '10%' } }],
  ['a rolling update of what is recreated', deployment, 'spec.strategy', { type: 'Recreate', rollingUpdate: { maxSurge: 1 } }, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } }],
  ['a deadline before it is ready', deployment, 'spec', { ...(deployment.spec as object), progressDeadlineSeconds: 10, minReadySeconds: 10 }, { ...(deployment.spec as object), progressDeadlineSeconds: 11, minReadySeconds: 10 }],
  ['a probe with no time', deployment, `${inContainer}.livenessProbe.timeoutSeconds`, -1, 1],
  ['a liveness probe that must succeed twice', deployment, `${inContainer}.livenessProbe.successThreshold`, 2, 1],
  ['a skew of nothing', deployment, `${inTemplate}.topologySpreadConstraints`, [{ maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }], [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }]],
  ['a user below zero', deployment, `${inTemplate}.securityContext`, { runAsUser: -1 }, { runAsUser: 0 }],
  ['a Job with as many as -1 at once', job, 'spec.parallelism', -1, 0],
  ['a history below zero', cronJob, 'spec.successfulJobsHistoryLimit', -1, 0],

  // Addresses.
  ['no range', networkPolicy, 'spec.egress[0].to[0].ipBlock', { cidr: '10.0.0.0' }, { cidr: '10.0.0.0/32' }],
  ['no address', networkPolicy, 'spec.egress[0].to[0].ipBlock', { cidr: '10.0.0.300/8' }, { cidr: '2001:db8::/32' }],
  ['a range with leading zeroes', networkPolicy, 'spec.egress[0].to[0].ipBlock', { cidr: '010.0.0.0/8' }, { cidr: '0.0.0.0/0' }],
  ['an exception outside its range', networkPolicy, 'spec.egress[0].to[0].ipBlock.except', ['192.168.0.0/16'], ['10.2.0.0/16']],
  ['an exception as wide as its range', networkPolicy, 'spec.egress[0].to[0].ipBlock.except', ['10.0.0.0/8'], ['10.0.0.0/9']],
  ['a range with bits beyond its mask', networkPolicy, 'spec.egress[0].to[0].ipBlock', { cidr: '10.0.0.1/8' }, { cidr: '10.0.0.1/32' }],
  ['a longer range with bits beyond its mask', networkPolicy, 'spec.egress[0].to[0].ipBlock', { cidr: '2001:db8::1/64' }, { cidr: '2001:db8::1:0/112' }],
  ['a longer range without a gap', networkPolicy, 'spec.egress[0].to[0].ipBlock', { cidr: '2001:db8:1:2:3:4:5:6/127x' }, { cidr: '2001:db8:1:2:3:4:5:6/127' }],
  ['an exception outside a longer range', networkPolicy, 'spec.egress[0].to[0].ipBlock', { cidr: '::/0', except: ['10.0.0.0/8'] }, { cidr: '::/0', except: ['fe80::/10'] }],
  ['an address of version 4 in disguise', networkPolicy, 'spec.egress[0].to[0].ipBlock', { cidr: '::ffff:10.0.0.0/104' }, { cidr: '::fffe:a00:0/104' }],
  ['a peer by two ways', networkPolicy, 'spec.egress[0].to', [{ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }], [{ podSelector: {}, namespaceSelector: {} }]],
  ['a peer by none', networkPolicy, 'spec.egress[0].to', [{}], []],
  ['a port beyond the last of a policy', networkPolicy, 'spec.egress[0].ports', [{ port: 0 }], [{ port: 1 }]],
  ['a range of ports that ends before', networkPolicy, 'spec.egress[0].ports', [{ port: 90, endPort: 80 }], [{ port: 80, endPort: 90 }]],
  ['the end of a port with a name', networkPolicy, 'spec.egress[0].ports', [{ port: 'http', endPort: 80 }], [{ port: 'http' }]],
  ['a cluster address', service, 'spec.clusterIP', '10.0.0', 'None'],
  ['ranges of a load balancer', service, 'spec', { ...(service.spec as object), type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0'] }, { ...(service.spec as object), type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] }],
  ['an alias of no address', deployment, `${inTemplate}.hostAliases`, [{ ip: 'a', hostnames: ['a'] }], [{ ip: '10.0.0.1', hostnames: ['a'] }]],
  ['a server of names', deployment, `${inTemplate}.dnsConfig`, { nameservers: ['dns.example.com'] }, { nameservers: ['10.0.0.10'] }],

  // Sizes.
  ['a ConfigMap above 1 MiB', configMap, 'data.a', 'a'.repeat(1_048_577), 'a'.repeat(1_048_576)],
  ['a ConfigMap above 1 MiB by letters of two bytes', configMap, 'data.a', 'ä'.repeat(524_289), 'ä'.repeat(524_288)],
  ['a Secret above 1 MiB', secret, 'data.a', Buffer.alloc(1_048_577).toString('base64'), Buffer.alloc(1_048_576).toString('base64')],

  // Schedules.
  ['no schedule', cronJob, 'spec.schedule', 'every night', '@daily'],
  ['a schedule of four fields', cronJob, 'spec.schedule', '0 3 * *', '0 3 * * *'],
  ['an hour that is not there', cronJob, 'spec.schedule', '0 24 * * *', '0 23 * * *'],
  ['a step of nothing', cronJob, 'spec.schedule', '*/0 * * * *', '*/5 * * * *'],
  ['a month of the calendar', cronJob, 'spec.schedule', '0 0 1 foo *', '0 0 1 JAN-mar mon,FRI'],
  ['a range backwards', cronJob, 'spec.schedule', '0 5-3 * * *', '0 3-5/2 * * *'],
  ['a day 7', cronJob, 'spec.schedule', '0 0 * * 7', '0 0 ? * 0'],
  ['a schedule with its own time zone', cronJob, 'spec.schedule', 'TZ=Europe/Berlin 0 3 * * *', '0 3 * * *'],
  ['every so often', cronJob, 'spec.schedule', '@every soon', '@every 1h30m'],
  ['a time zone', cronJob, 'spec.timeZone', 'Europe/Berln', 'Europe/Berlin'],
  ['the machine\'s own time zone', cronJob, 'spec.timeZone', 'Local', 'Etc/UTC'],
  ['no time zone', cronJob, 'spec.timeZone', '', undefined],
  ['a Job that restarts always', job, `${inTemplate}.restartPolicy`, 'Always', 'OnFailure'],
  ['a Job that does not say', job, `${inTemplate}.restartPolicy`, undefined, 'Never'],
  ['a Deployment that restarts never', deployment, `${inTemplate}.restartPolicy`, 'Never', 'Always'],
  ['a schedule of pods that restart always', cronJob, 'spec.jobTemplate.spec.template.spec.restartPolicy', undefined, 'OnFailure'],
  ['a Job with a selector of its own', job, 'spec.selector', { matchLabels: labels }, undefined],

  // One of several.
  ['a volume from two sources', deployment, `${inTemplate}.volumes[0]`, { name: 'a', emptyDir: {}, configMap: { name: 'a' } }, { name: 'a', configMap: { name: 'a' } }],
  ['a probe by two ways', deployment, `${inContainer}.livenessProbe`, { exec: { command: ['true'] }, tcpSocket: { port: 8080 } }, { tcpSocket: { port: 8080 } }],
  ['a probe by none', deployment, `${inContainer}.livenessProbe`, { periodSeconds: 5 }, { exec: { command: ['true'] } }],
  ['a hook by none', deployment, `${inContainer}.lifecycle`, { preStop: {} }, { preStop: { sleep: { seconds: 5 } } }],
  ['a value from two sources', deployment, `${inContainer}.env`, [{ name: 'A', value: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }], [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }]],
  ['a value from nowhere', deployment, `${inContainer}.env`, [{ name: 'A', valueFrom: {} }], [{ name: 'A' }]],
  ['a field that no variable gets', deployment, `${inContainer}.env`, [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.foo' } } }], [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }]],
  ['variables from nowhere', deployment, `${inContainer}.envFrom`, [{ prefix: 'A_' }], [{ prefix: 'A_', configMapRef: { name: 'a' } }]],
  ['a backend of two kinds', ingress, 'spec.rules[0].http.paths[0].backend', { service: { name: 'a', port: { number: 80, name: 'http' } } }, { service: { name: 'a', port: { name: 'http' } } }],
  ['a backend of none', ingress, 'spec.rules[0].http.paths[0].backend', {}, { service: { name: 'a', port: { number: 80 } } }],
  ['a metric without its part', autoscaler, 'spec.metrics', [{ type: 'Resource' }], [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '1' } } }]],
  ['a target by two values', autoscaler, 'spec.metrics[0].resource.target', { type: 'Utilization', averageUtilization: 50, averageValue: '1' }, { type: 'Utilization', averageUtilization: 50 }],
  ['an ingress of nothing', ingress, 'spec', {}, { defaultBackend: { service: { name: 'a', port: { number: 80 } } } }],

  // Fields that are missing.
  ['no image', deployment, `${inContainer}.image`, undefined, 'a'],
  ['an empty image', deployment, `${inContainer}.image`, '', 'a'],
  ['no container', deployment, `${inTemplate}.containers`, [], [container]],
  ['no spec', deployment, 'spec', undefined, deployment.spec],
  ['no spec of a claim', claim, 'spec', undefined, claim.spec],
  ['one pod and others', claim, 'spec.accessModes', ['ReadWriteOncePod', 'ReadWriteOnce'], ['ReadWriteOncePod']],
  ['no amount of a claim', claim, 'spec.resources', {}, { requests: { storage: '1Gi' } }],
  ['no access mode', claim, 'spec.accessModes', [], ['ReadWriteOnce']],
  ['no ports', service, 'spec.ports', [], [{ port: 80 }]],
  ['no verbs', role, 'rules[0].verbs', [], ['get']],
  ['no groups', role, 'rules[0].apiGroups', [], ['']],
  ['no resources', role, 'rules[0].resources', [], ['pods']],
  ['paths in a Role', role, 'rules', [{ nonResourceURLs: ['/a'], verbs: ['get'] }], [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]],
  ['paths and resources', clusterRole, 'rules', [{ nonResourceURLs: ['/a'], resources: ['pods'], apiGroups: [''], verbs: ['get'] }], [{ nonResourceURLs: ['/a'], verbs: ['get'] }]],
  ['a role of another kind', roleBinding, 'roleRef.kind', 'Roles', 'ClusterRole'],
  ['a role of another group', roleBinding, 'roleRef.apiGroup', 'apps', 'rbac.authorization.k8s.io'],
  ['a group without its API group', roleBinding, 'subjects', [{ kind: 'Group', name: 'a', apiGroup: 'b' }], [{ kind: 'Group', name: 'a', apiGroup: 'rbac.authorization.k8s.io' }]],
  ['a mount without a path', deployment, `${inContainer}.volumeMounts[0].mountPath`, '', '/a'],
  ['a sub path that leads out', deployment, `${inContainer}.volumeMounts[0].subPath`, '../a', 'a/b'],
  ['a sub path from the root', deployment, `${inContainer}.volumeMounts[0].subPath`, '/a', 'a'],
  ['an item that leads out', deployment, `${inTemplate}.volumes[0]`, { name: 'a', configMap: { name: 'a', items: [{ key: 'a', path: '../a' }] } }, { name: 'a', configMap: { name: 'a', items: [{ key: 'a', path: 'a/b' }] } }],
  ['a mode beyond 0777', deployment, `${inTemplate}.volumes[0]`, { name: 'a', configMap: { name: 'a', defaultMode: 0o1777 } }, { name: 'a', configMap: { name: 'a', defaultMode: 0o444 } }],
  ['a resource of a quota', quota, 'spec.hard', { 'requests.gpu': '1' }, { 'requests.example.com/gpu': '1' }],
  ['a resource of a container', deployment, `${inContainer}.resources.limits`, { memory: '64Mi', gpu: '1' }, { memory: '64Mi', 'example.com/gpu': '1' }],
  ['a share of a device', deployment, `${inContainer}.resources.limits`, { memory: '64Mi', 'example.com/gpu': '500m' }, { memory: '64Mi', 'example.com/gpu': '1' }],
  ['no provisioner', storageClass, 'provisioner', '', 'disk.csi.azure.com'],
  ['a priority of the system', priorityClass, 'value', 2_000_000_000, 1_000_000_000],
  ['an external name that is missing', service, 'spec', { type: 'ExternalName' }, { type: 'ExternalName', externalName: 'example.com' }],

  // What the type of a Secret asks for.
  ['a certificate without its key', typed('kubernetes.io/tls'), 'data', { 'tls.crt': 'YQ==' }, { 'tls.crt': 'YQ==', 'tls.key': 'YQ==' }],
  ['a login to a registry under another key', typed('kubernetes.io/dockerconfigjson'), 'data', { config: 'e30=' }, { '.dockerconfigjson': 'e30=' }],
  ['an old login to a registry', typed('kubernetes.io/dockercfg'), 'data', { a: 'e30=' }, { '.dockercfg': 'e30=' }],
  ['an SSH key under another key', typed('kubernetes.io/ssh-auth'), 'data', { key: 'YQ==' }, { 'ssh-privatekey': 'YQ==' }],
  ['a login without a name', typed('kubernetes.io/basic-auth'), 'data', { a: 'YQ==' }, { password: 'YQ==' }],

  // Custom resources: their definitions say it all.
  ['a word of a route', httpRoute, 'spec.rules[0].matches[0].path.type', 'Prefix', 'Exact'],
  ['a port of a route', httpRoute, 'spec.rules[0].backendRefs[0].port', 0, 80],
  ['an interval', serviceMonitor, 'spec.endpoints[0].interval', 'often', '1m'],
  ['a label of a custom resource', serviceMonitor, 'metadata.labels', { a: 'b c' }, { a: 'b' }],

  // Jobs.
  ['a failure policy beside restarts in place', failingJob, `${inTemplate}.restartPolicy`, 'OnFailure', 'Never'],
  ['retries of an index without indexes', job, 'spec', { ...jobSpec, backoffLimitPerIndex: 1 }, { ...indexed, backoffLimitPerIndex: 1 }],
  ['failed indexes without retries of each', job, 'spec', { ...indexed, maxFailedIndexes: 1 }, { ...indexed, maxFailedIndexes: 1, backoffLimitPerIndex: 1 }],
  ['more failed indexes than there are', job, 'spec', { ...indexed, backoffLimitPerIndex: 1, maxFailedIndexes: 4 }, { ...indexed, backoffLimitPerIndex: 1, maxFailedIndexes: 3 }],
  ['indexes without a number of them', job, 'spec', { ...jobSpec, completionMode: 'Indexed', parallelism: 2 }, indexed],
  ['more at once than there may be indexes', job, 'spec', { ...indexed, parallelism: 100_001 }, { ...indexed, parallelism: 100_000 }],
  ['very many indexes with retries of each', job, 'spec', { ...indexed, completions: 100_001, backoffLimitPerIndex: 1 }, { ...indexed, completions: 100_001, backoffLimitPerIndex: 1, maxFailedIndexes: 1, parallelism: 1 }],
  ['a mode of completion', job, 'spec', { ...indexed, completionMode: 'Index' }, { ...indexed, completionMode: 'NonIndexed' }],
  ['a success policy without indexes', job, 'spec', { ...jobSpec, successPolicy: { rules: [{ succeededCount: 1 }] } }, { ...indexed, successPolicy: { rules: [{ succeededCount: 1 }] } }],
  ['a success policy of nothing', job, 'spec', { ...indexed, successPolicy: { rules: [] } }, { ...indexed, successPolicy: { rules: [{ succeededIndexes: '0,2' }] } }],
  ['a rule of success of nothing', job, 'spec', { ...indexed, successPolicy: { rules: [{}] } }, { ...indexed, successPolicy: { rules: [{ succeededIndexes: '0-1', succeededCount: 2 }] } }],
  ['more successes than indexes', job, 'spec', { ...indexed, successPolicy: { rules: [{ succeededCount: 4 }] } }, { ...indexed, successPolicy: { rules: [{ succeededCount: 3 }] } }],
  ['an index that is not there', job, 'spec', { ...indexed, successPolicy: { rules: [{ succeededIndexes: '0,3' }] } }, { ...indexed, successPolicy: { rules: [{ succeededIndexes: '0-2' }] } }],
  ['indexes that overlap', job, 'spec', { ...indexed, successPolicy: { rules: [{ succeededIndexes: '0-1,1' }] } }, { ...indexed, successPolicy: { rules: [{ succeededIndexes: '0-1,2' }] } }],
  ['more successes than the indexes that count', job, 'spec', { ...indexed, successPolicy: { rules: [{ succeededIndexes: '0-1', succeededCount: 3 }] } }, { ...indexed, successPolicy: { rules: [{ succeededIndexes: '0-1', succeededCount: 1 }] } }],
  ['new pods before the old ones failed, with a failure policy', job, 'spec', { ...failing({ action: 'Ignore', onPodConditions }), podReplacementPolicy: 'TerminatingOrFailed' }, { ...failing({ action: 'Ignore', onPodConditions }), podReplacementPolicy: 'Failed' }],
  ['a replacement policy', job, 'spec.podReplacementPolicy', 'Never', 'TerminatingOrFailed'],
  ['a rule of failure of nothing', job, 'spec', failing({ action: 'Ignore' }), failing({ action: 'Ignore', onPodConditions })],
  ['a rule of failure by two ways', job, 'spec', failing({ action: 'Ignore', onPodConditions, onExitCodes: { operator: 'In', values: [1] } }), failing({ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } })],
  ['an action of a rule of failure', job, 'spec', failing({ action: 'Stop', onPodConditions }), failing({ action: 'Count', onPodConditions })],
  ['a rule that fails an index of none', job, 'spec', failing({ action: 'FailIndex', onPodConditions }), { ...failing({ action: 'FailIndex', onPodConditions }), completionMode: 'Indexed', completions: 1, backoffLimitPerIndex: 0 }],
  ['success as a failure', job, 'spec', failing({ action: 'FailJob', onExitCodes: { operator: 'In', values: [0] } }), failing({ action: 'FailJob', onExitCodes: { operator: 'NotIn', values: [0] } })],
  ['exit codes out of order', job, 'spec', failing({ action: 'FailJob', onExitCodes: { operator: 'In', values: [2, 1] } }), failing({ action: 'FailJob', onExitCodes: { operator: 'In', values: [1, 2] } })],
  ['an exit code twice', job, 'spec', failing({ action: 'FailJob', onExitCodes: { operator: 'In', values: [1, 1] } }), failing({ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } })],
  ['no exit codes', job, 'spec', failing({ action: 'FailJob', onExitCodes: { operator: 'In', values: [] } }), failing({ action: 'FailJob', onExitCodes: { operator: 'In', values: [255] } })],
  ['an exit code of a container that is not there', job, 'spec', failing({ action: 'FailJob', onExitCodes: { containerName: 'b', operator: 'In', values: [1] } }), failing({ action: 'FailJob', onExitCodes: { containerName: 'a', operator: 'In', values: [1] } })],
  ['a status of a condition', job, 'spec', failing({ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'Yes' }] }), failing({ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' , status: 'True' }] })],
  ['a type of a condition', job, 'spec', failing({ action: 'Ignore', onPodConditions: [{ type: 'a b', status: 'True' }] }), failing({ action: 'Ignore', onPodConditions: [{ type: 'example.com/a', status: 'True' }] })],
  ['a controller of Jobs without a domain', job, 'spec.managedBy', 'mine', 'example.com/mine'],
  ['a deadline of a Job below zero', job, 'spec.activeDeadlineSeconds', -1, 0],
  ['a name that is too long with its indexes', { ...job, spec: indexed }, 'metadata.name', 'a'.repeat(62), 'a'.repeat(61)],
  ['a schedule whose Jobs have a mistake', cronJob, 'spec.jobTemplate.spec', { ...jobSpec, backoffLimitPerIndex: 1 }, { ...indexed, backoffLimitPerIndex: 1 }],
  ['a start that may be late by less than nothing', cronJob, 'spec.startingDeadlineSeconds', -1, 0],

  // Pods.
  ['a probe of what ends before the others start', deployment, `${inTemplate}.initContainers`, [{ name: 'b', image: 'a', readinessProbe: { tcpSocket: { port: 80 } } }], [{ name: 'b', image: 'a', restartPolicy: 'Always', readinessProbe: { tcpSocket: { port: 80 } } }]],
  ['a hook of what ends before the others start', deployment, `${inTemplate}.initContainers`, [{ name: 'b', image: 'a', lifecycle: { preStop: { sleep: { seconds: 1 } } } }], [{ name: 'b', image: 'a', restartPolicy: 'Always', lifecycle: { preStop: { sleep: { seconds: 1 } } } }]],
  ['a sleep that is longer than the default grace period', deployment, `${inContainer}.lifecycle`, { preStop: { sleep: { seconds: 31 } } }, { preStop: { sleep: { seconds: 30 } } }],
  ['a sleep that is longer than the grace period', pod, 'spec', { ...podSpec, containers: [{ ...container, lifecycle: { preStop: { sleep: { seconds: 61 } } } }], terminationGracePeriodSeconds: 60 }, { ...podSpec, containers: [{ ...container, lifecycle: { preStop: { sleep: { seconds: 60 } } } }], terminationGracePeriodSeconds: 60 }],
  ['a sleep of less than nothing', deployment, `${inContainer}.lifecycle`, { postStart: { sleep: { seconds: -1 } } }, { postStart: { sleep: { seconds: 0 } } }],
  ['a sleep of a sidecar that is longer than the grace period', deployment, `${inTemplate}.initContainers`, [{ name: 'b', image: 'a', restartPolicy: 'Always', lifecycle: { preStop: { sleep: { seconds: 31 } } } }], [{ name: 'b', image: 'a', restartPolicy: 'Always', lifecycle: { preStop: { sleep: { seconds: 30 } } } }]],
  ['no DNS and no servers of its own', deployment, inTemplate, { ...podSpec, dnsPolicy: 'None' }, { ...podSpec, dnsPolicy: 'Default' }],
  ['no DNS, and an empty list of servers', deployment, 'spec.template.spec', { ...podSpec, dnsPolicy: 'None', dnsConfig: { nameservers: [] } }, { ...podSpec, dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10'] } }],
  ['four servers of names', deployment, `${inTemplate}.dnsConfig`, { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] }, { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] }],
  ['too many search domains', deployment, `${inTemplate}.dnsConfig`, { searches: Array.from({ length: 33 }, (_, index) => `a${index}`) }, { searches: Array.from({ length: 32 }, (_, index) => `a${index}`) }],
  ['a search domain', deployment, `${inTemplate}.dnsConfig`, { searches: ['A b'] }, { searches: ['.', '_a.example.com.'] }],
  ['an option of DNS without a name', deployment, `${inTemplate}.dnsConfig`, { options: [{ value: '5' }] }, { options: [{ name: 'ndots', value: '5' }] }],
  ['label keys of a spread without a selector', deployment, `${inTemplate}.topologySpreadConstraints`, [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['pod-template-hash'] }], [{ ...spread, matchLabelKeys: ['pod-template-hash'] }]],
  ['a label key of a spread that its selector has', labelledPod, 'spec.topologySpreadConstraints', [{ ...spread, labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, matchLabelKeys: ['app'] }], [{ ...spread, labelSelector: { matchExpressions: [{ key: 'team', operator: 'Exists' }] }, matchLabelKeys: ['app'] }]],
  ['a label key of a spread that its labels have', labelledPod, 'spec.topologySpreadConstraints', [{ ...spread, matchLabelKeys: ['app'] }], [{ ...spread, matchLabelKeys: ['a'] }]],
  ['a label key of a spread that is none', deployment, `${inTemplate}.topologySpreadConstraints`, [{ ...spread, matchLabelKeys: ['a b'] }], [{ ...spread, matchLabelKeys: ['a-b'] }]],
  ['domains at least of a spread that may fail', deployment, `${inTemplate}.topologySpreadConstraints`, [{ ...spread, whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 }], [{ ...spread, minDomains: 2 }]],
  ['no domain at least', deployment, `${inTemplate}.topologySpreadConstraints`, [{ ...spread, minDomains: 0 }], [{ ...spread, minDomains: 1 }]],
  ['a policy of nodes of a spread', deployment, `${inTemplate}.topologySpreadConstraints`, [{ ...spread, nodeTaintsPolicy: 'Honour' }], [{ ...spread, nodeTaintsPolicy: 'Honor' }]],
  ['a spread over nothing', deployment, `${inTemplate}.topologySpreadConstraints`, [{ ...spread, topologyKey: '' }], [spread]],
  ['a toleration of any value with a value', deployment, `${inTemplate}.tolerations`, [{ key: 'a', operator: 'Exists', value: 'a' }], [{ key: 'a', operator: 'Equal', value: 'a' }]],
  ['a toleration of nothing', deployment, `${inTemplate}.tolerations`, [{ value: 'a' }], [{ operator: 'Exists' }]],
  ['a toleration for a time of what does not evict', deployment, `${inTemplate}.tolerations`, [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }], [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }]],
  ['a value of a toleration', deployment, `${inTemplate}.tolerations`, [{ key: 'a', value: 'a b' }], [{ key: 'a', value: 'a_b' }]],
  ['a key of a toleration', deployment, `${inTemplate}.tolerations`, [{ key: 'a b', operator: 'Exists' }], [{ key: 'example.com/a', operator: 'Exists' }]],
  ['a value of nodes that are preferred', deployment, `${inTemplate}.affinity`, nodes({ preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'a b', operator: 'In', values: ['a b'] }] } }] }), nodes({ preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['a b'] }] } }] })],
  ['a weight of nodes', deployment, `${inTemplate}.affinity`, nodes({ preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, preference: terms[0] }] }), nodes({ preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: terms[0] }] })],
  ['nodes that are none', deployment, `${inTemplate}.affinity`, nodes(requiredNodes([])), nodes(requiredNodes(terms))],
  ['an operator of nodes', deployment, `${inTemplate}.affinity`, nodes(requiredNodes([{ matchExpressions: [{ key: 'a', operator: 'Is', values: ['a'] }] }])), nodes(requiredNodes([{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['a'] }] }]))],
  ['nodes that have none of no values', deployment, `${inTemplate}.affinity`, nodes(requiredNodes([{ matchExpressions: [{ key: 'a', operator: 'In' }] }])), nodes(requiredNodes([{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }]))],
  ['nodes that have a value in any case', deployment, `${inTemplate}.affinity`, nodes(requiredNodes([{ matchExpressions: [{ key: 'a', operator: 'DoesNotExist', values: ['a'] }] }])), nodes(requiredNodes([{ matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }]))],
  ['nodes above two values', deployment, `${inTemplate}.affinity`, nodes(requiredNodes([{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1', '2'] }] }])), nodes(requiredNodes([{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] }]))],
  ['a key of nodes', deployment, `${inTemplate}.affinity`, nodes(requiredNodes([{ matchExpressions: [{ key: 'a b', operator: 'Exists' }] }])), nodes(requiredNodes([{ matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'Exists' }] }]))],
  ['a value of nodes', deployment, `${inTemplate}.affinity`, nodes(requiredNodes([{ matchExpressions: [{ key: 'a', operator: 'In', values: ['a b'] }] }])), nodes(requiredNodes([{ matchExpressions: [{ key: 'a', operator: 'In', values: ['a_b'] }] }]))],
  ['a field of nodes', deployment, `${inTemplate}.affinity`, nodes(requiredNodes([{ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a'] }] }])), nodes(requiredNodes([{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }]))],
  ['two names of a node', deployment, `${inTemplate}.affinity`, nodes(requiredNodes([{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }])), nodes(requiredNodes([{ matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['a'] }] }]))],
  ['pods nearby in no topology', deployment, `${inTemplate}.affinity`, { podAffinity: requiredPods({ labelSelector: { matchLabels: labels }, topologyKey: '' }) }, { podAffinity: requiredPods({ labelSelector: { matchLabels: labels }, topologyKey: 'zone' }) }],
  ['a weight of pods', deployment, `${inTemplate}.affinity`, { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: { topologyKey: 'zone' } }] } }, { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: 'zone' } }] } }],
  ['a namespace of pods nearby', deployment, `${inTemplate}.affinity`, { podAntiAffinity: requiredPods({ topologyKey: 'zone', namespaces: ['A'] }) }, { podAntiAffinity: requiredPods({ topologyKey: 'zone', namespaces: ['a'] }) }],
  ['label keys of pods nearby without a selector', deployment, `${inTemplate}.affinity`, { podAffinity: requiredPods({ topologyKey: 'zone', matchLabelKeys: ['a'] }) }, { podAffinity: requiredPods({ topologyKey: 'zone', labelSelector: { matchLabels: labels }, matchLabelKeys: ['a'] }) }],
  ['a label key of pods nearby and not', deployment, `${inTemplate}.affinity`, { podAffinity: requiredPods({ topologyKey: 'zone', labelSelector: { matchLabels: labels }, matchLabelKeys: ['a'], mismatchLabelKeys: ['a'] }) }, { podAffinity: requiredPods({ topologyKey: 'zone', labelSelector: { matchLabels: labels }, matchLabelKeys: ['a'], mismatchLabelKeys: ['b'] }) }],
  ['a port of the node twice', deployment, `${inTemplate}.containers`, [{ ...container, ports: [{ name: 'http', containerPort: 8080, hostPort: 80 }] }, { name: 'b', image: 'a', ports: [{ containerPort: 8081, hostPort: 80 }] }], [{ ...container, ports: [{ name: 'http', containerPort: 8080, hostPort: 80 }] }, { name: 'b', image: 'a', ports: [{ containerPort: 8081, hostPort: 80, protocol: 'UDP' }] }]],
  ['another port of the node in its network', deployment, inTemplate, { ...podSpec, hostNetwork: true, containers: [{ ...container, ports: [{ name: 'http', containerPort: 8080, hostPort: 80 }] }] }, { ...podSpec, hostNetwork: true, containers: [{ ...container, ports: [{ name: 'http', containerPort: 8080, hostPort: 8080 }] }] }],
  ['a port of the node beyond the last', deployment, `${inContainer}.ports[0].hostPort`, 65_536, 65_535],
  ['privileges without escalation', deployment, `${inContainer}.securityContext`, { privileged: true, allowPrivilegeEscalation: false }, { privileged: true }],
  ['all of an administrator without escalation', deployment, `${inContainer}.securityContext`, { allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } }, { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'] } }],
  ['a profile of the node without its name', deployment, `${inContainer}.securityContext`, { seccompProfile: { type: 'Localhost' } }, { seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } }],
  ['a name of a profile that is not of the node', deployment, `${inContainer}.securityContext`, { seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'a.json' } }, { seccompProfile: { type: 'Unconfined' } }],
  ['a profile of AppArmor without its name', deployment, `${inTemplate}.securityContext`, { appArmorProfile: { type: 'Localhost' } }, { appArmorProfile: { type: 'Localhost', localhostProfile: 'a' } }],
  ['a name of a profile of AppArmor that is not of the node', deployment, `${inTemplate}.securityContext`, { appArmorProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } }, { appArmorProfile: { type: 'RuntimeDefault' } }],
  ['an unmasked /proc', deployment, `${inContainer}.securityContext`, { procMount: 'Unmasked' }, { procMount: 'Default' }],
  ['a group below zero', deployment, `${inTemplate}.securityContext`, { fsGroup: -1 }, { fsGroup: 0 }],
  ['a group of many below zero', deployment, `${inTemplate}.securityContext`, { supplementalGroups: [-1] }, { supplementalGroups: [1] }],
  ['when a group is given', deployment, `${inTemplate}.securityContext`, { fsGroupChangePolicy: 'Never' }, { fsGroupChangePolicy: 'OnRootMismatch' }],
  ['a policy of groups', deployment, `${inTemplate}.securityContext`, { supplementalGroupsPolicy: 'All' }, { supplementalGroupsPolicy: 'Strict' }],
  ['a setting of the kernel', deployment, `${inTemplate}.securityContext`, { sysctls: [{ name: 'Net', value: '1' }] }, { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] }],
  ['a setting of the kernel twice', deployment, `${inTemplate}.securityContext`, { sysctls: [{ name: 'net.core.somaxconn', value: '1' }, { name: 'net.core.somaxconn', value: '2' }] }, { sysctls: [{ name: 'net.core.somaxconn', value: '1' }, { name: 'net.ipv4.tcp_rmem', value: '2' }] }],
  ['the queues of the node, by users of its own', deployment, inTemplate, { ...podSpec, hostUsers: false, hostIPC: true }, { ...podSpec, hostIPC: true }],
  ['an unmasked /proc of the users of the node', deployment, inTemplate, { ...podSpec, containers: [{ ...container, securityContext: { procMount: 'Unmasked' } }] }, { ...podSpec, hostUsers: false, containers: [{ ...container, securityContext: { procMount: 'Unmasked' } }] }],
  ['processes that see each other and those of the node', deployment, inTemplate, { ...podSpec, hostPID: true, shareProcessNamespace: true }, { ...podSpec, shareProcessNamespace: true }],
  ['users of its own among the processes of the node', deployment, inTemplate, { ...podSpec, hostUsers: false, hostPID: true }, { ...podSpec, hostUsers: false }],
  ['a name of a host', deployment, `${inTemplate}.hostname`, 'a.b', 'a-b'],
  ['a domain of a host', deployment, `${inTemplate}.subdomain`, 'a.b', 'a-b'],
  ['a name of an alias', deployment, `${inTemplate}.hostAliases`, [{ ip: '10.0.0.1', hostnames: ['a b'] }], [{ ip: '10.0.0.1', hostnames: ['a.b'] }]],
  ['a condition of readiness', deployment, `${inTemplate}.readinessGates`, [{ conditionType: 'a b' }], [{ conditionType: 'example.com/a' }]],
  ['a gate of scheduling', deployment, `${inTemplate}.schedulingGates`, [{ name: 'a b' }], [{ name: 'example.com/a' }]],
  ['a deadline of a pod of nothing', pod, 'spec.activeDeadlineSeconds', 0, 1],
  ['a deadline of pods that run for ever', deployment, `${inTemplate}.activeDeadlineSeconds`, 5, undefined],
  ['a deadline of pods of a StatefulSet', statefulSet, `${inTemplate}.activeDeadlineSeconds`, 5, undefined],
  ['an operating system', deployment, `${inTemplate}.os`, { name: 'darwin' }, { name: 'linux' }],
  ['a name of a runtime class', deployment, `${inTemplate}.runtimeClassName`, 'A_b', undefined],
  ['a name of a node', pod, 'spec.nodeName', 'A_b', 'a.b'],
  ['a blank around an image', pod, 'spec.containers[0].image', ' a', 'a'],
  ['a policy of last words', deployment, `${inContainer}.terminationMessagePolicy`, 'Logs', 'FallbackToLogsOnError'],
  ['a grace period of a readiness probe', deployment, `${inContainer}.readinessProbe`, { tcpSocket: { port: 80 }, terminationGracePeriodSeconds: 5 }, { tcpSocket: { port: 80 } }],
  ['a grace period of a probe of nothing', deployment, `${inContainer}.livenessProbe.terminationGracePeriodSeconds`, 0, 1],
  ['a probe without a command', deployment, `${inContainer}.livenessProbe`, { exec: { command: [] } }, { exec: { command: ['a'] } }],
  ['a probe of a port beyond the last', deployment, `${inContainer}.livenessProbe`, { tcpSocket: { port: 65_536 } }, { tcpSocket: { port: 65_535 } }],
  ['a probe of a port whose name is none', deployment, `${inContainer}.livenessProbe`, { httpGet: { path: '/', port: 'Http_1' } }, { httpGet: { path: '/', port: 'http-1' } }],
  ['a scheme of a probe', deployment, `${inContainer}.livenessProbe.httpGet.scheme`, 'https', 'HTTPS'],
  ['a header of a probe', deployment, `${inContainer}.livenessProbe.httpGet.httpHeaders`, [{ name: 'a b', value: 'a' }], [{ name: 'A-b', value: 'a' }]],
  ['a hook of a port that is none', deployment, `${inContainer}.lifecycle`, { preStop: { httpGet: { port: 0 } } }, { preStop: { httpGet: { port: 80 } } }],
  ['a resource that is resized', deployment, `${inContainer}.resizePolicy`, [{ resourceName: 'disk', restartPolicy: 'NotRequired' }], [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
  ['a resize that restarts what never does', job, `${inContainer}.resizePolicy`, [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }], [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
  ['a restart of a container', deployment, `${inTemplate}.initContainers`, [{ name: 'b', image: 'a', restartPolicy: 'Sometimes' }], [{ name: 'b', image: 'a', restartPolicy: 'Always' }]],
  ['rules of restarts without a policy', deployment, `${inContainer}.restartPolicyRules`, [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }], undefined],
  ['a container for debugging', deployment, `${inTemplate}.ephemeralContainers`, [{ name: 'b', image: 'a' }], undefined],
  ['a device without a limit', deployment, `${inContainer}.resources`, { requests: { 'example.com/gpu': '1' } }, { limits: { 'example.com/gpu': '1' } }],
  ['fewer devices than their limit', deployment, `${inContainer}.resources`, { requests: { 'example.com/gpu': '1' }, limits: { 'example.com/gpu': '2' } }, { requests: { 'example.com/gpu': '2' }, limits: { 'example.com/gpu': '2' } }],
  ['large pages without memory', deployment, `${inContainer}.resources`, { limits: { 'hugepages-2Mi': '2Mi' } }, { limits: { 'hugepages-2Mi': '2Mi', memory: '64Mi' } }],
  ['part of a large page', deployment, `${inContainer}.resources`, { limits: { 'hugepages-2Mi': '3Mi', memory: '64Mi' } }, { limits: { 'hugepages-2Mi': '4Mi', memory: '64Mi' } }],
  ['a resource of a pod', deployment, `${inTemplate}.resources`, { limits: { 'ephemeral-storage': '1Gi' } }, { limits: { memory: '1Gi' } }],
  ['a claim from nowhere', deployment, `${inTemplate}.resourceClaims`, [{ name: 'a' }], [{ name: 'a', resourceClaimName: 'b' }]],
  ['a claim from two places', deployment, `${inTemplate}.resourceClaims`, [{ name: 'a', resourceClaimName: 'b', resourceClaimTemplateName: 'c' }], [{ name: 'a', resourceClaimTemplateName: 'c' }]],

  // Volumes.
  ['a volume of a claim without a name', deployment, `${inTemplate}.volumes[0]`, { name: 'a', persistentVolumeClaim: { claimName: '' } }, { name: 'a', persistentVolumeClaim: { claimName: 'b' } }],
  ['a volume of a ConfigMap without a name', deployment, `${inTemplate}.volumes[0]`, { name: 'a', configMap: {} }, { name: 'a', configMap: { name: 'b' } }],
  ['a volume of a node that leads out', deployment, `${inTemplate}.volumes[0]`, { name: 'a', hostPath: { path: '/a/../b' } }, { name: 'a', hostPath: { path: '/a' } }],
  ['a type of a volume of a node', deployment, `${inTemplate}.volumes[0]`, { name: 'a', hostPath: { path: '/a', type: 'Folder' } }, { name: 'a', hostPath: { path: '/a', type: 'Directory' } }],
  ['a medium of a volume of less than nothing', deployment, `${inTemplate}.volumes[0]`, { name: 'a', emptyDir: { sizeLimit: '-1' } }, { name: 'a', emptyDir: { sizeLimit: '1' } }],
  ['a volume of several that has two in one', deployment, `${inTemplate}.volumes[0]`, { name: 'a', projected: { sources: [{ secret: { name: 'a' }, configMap: { name: 'a' } }] } }, { name: 'a', projected: { sources: [{ secret: { name: 'a' } }, { configMap: { name: 'b' } }] } }],
  ['a token that is too short', deployment, `${inTemplate}.volumes[0]`, { name: 'a', projected: { sources: [{ serviceAccountToken: { path: 'a', expirationSeconds: 599 } }] } }, { name: 'a', projected: { sources: [{ serviceAccountToken: { path: 'a', expirationSeconds: 600 } }] } }],
  ['a path of a token that leads out', deployment, `${inTemplate}.volumes[0]`, { name: 'a', projected: { sources: [{ serviceAccountToken: { path: '../a' } }] } }, { name: 'a', projected: { sources: [{ serviceAccountToken: { path: 'a' } }] } }],
  ['a path of several twice', deployment, `${inTemplate}.volumes[0]`, { name: 'a', projected: { sources: [{ secret: { name: 'a', items: [{ key: 'a', path: 'a' }] } }, { configMap: { name: 'a', items: [{ key: 'a', path: 'a' }] } }] } }, { name: 'a', projected: { sources: [{ secret: { name: 'a', items: [{ key: 'a', path: 'a' }] } }, { configMap: { name: 'a', items: [{ key: 'a', path: 'b' }] } }] } }],
  ['a file of the pod itself from nowhere', deployment, `${inTemplate}.volumes[0]`, { name: 'a', downwardAPI: { items: [{ path: 'a' }] } }, { name: 'a', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.labels' } }] } }],
  ['a file of the pod itself that no pod has', deployment, `${inTemplate}.volumes[0]`, { name: 'a', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'spec.nodeName' } }] } }, { name: 'a', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: "metadata.annotations['a']" } }] } }],
  ['a file of an amount without its container', deployment, `${inTemplate}.volumes[0]`, { name: 'a', downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } }, { name: 'a', downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu', containerName: 'a' } }] } }],
  ['an item without a path', deployment, `${inTemplate}.volumes[0]`, { name: 'a', secret: { secretName: 'a', items: [{ key: 'a', path: '' }] } }, { name: 'a', secret: { secretName: 'a', items: [{ key: 'a', path: 'a' }] } }],
  ['a mode of an item', deployment, `${inTemplate}.volumes[0]`, { name: 'a', secret: { secretName: 'a', items: [{ key: 'a', path: 'a', mode: 0o1000 }] } }, { name: 'a', secret: { secretName: 'a', items: [{ key: 'a', path: 'a', mode: 0o777 }] } }],
  ['a share of a server without its path', deployment, `${inTemplate}.volumes[0]`, { name: 'a', nfs: { server: 'a', path: 'a' } }, { name: 'a', nfs: { server: 'a', path: '/a' } }],
  ['a driver', deployment, `${inTemplate}.volumes[0]`, { name: 'a', csi: { driver: 'a_b' } }, { name: 'a', csi: { driver: 'file.csi.azure.com' } }],
  ['a claim of its own of nothing', deployment, `${inTemplate}.volumes[0]`, { name: 'a', ephemeral: {} }, { name: 'a', ephemeral: { volumeClaimTemplate: { spec: claim.spec } } }],
  ['a sub path by two ways', deployment, `${inContainer}.volumeMounts[0]`, { name: 'a', mountPath: '/a', subPath: 'a', subPathExpr: '$(A)' }, { name: 'a', mountPath: '/a', subPathExpr: '$(A)' }],
  ['a mount that spreads to the node', deployment, `${inContainer}.volumeMounts[0].mountPropagation`, 'Bidirectional', 'HostToContainer'],
  ['a mount that cannot be written to, below', deployment, `${inContainer}.volumeMounts[0].recursiveReadOnly`, 'Enabled', 'Disabled'],
  ['a device that is mounted as well', statefulSet, inContainer, { ...container, volumeMounts: [{ name: 'b', mountPath: '/b' }], volumeDevices: [{ name: 'b', devicePath: '/dev/b' }] }, { ...container, volumeMounts: [], volumeDevices: [{ name: 'b', devicePath: '/dev/b' }] }],
  ['a device of what is no claim', deployment, `${inContainer}.volumeDevices`, [{ name: 'a', devicePath: '/dev/a' }], undefined],
  ['a variable of an amount that is none', deployment, `${inContainer}.env`, [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.disk' } } }], [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } }]],
  ['a field of files in a variable', deployment, `${inContainer}.env`, [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }], [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.annotations['a']" } } }]],
  ['a part of a core', deployment, `${inContainer}.env`, [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'requests.cpu', divisor: '100m' } } }], [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'requests.cpu', divisor: '1m' } } }]],
  ['a part of an amount', deployment, `${inContainer}.env`, [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '2Mi' } } }], [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } }]],
  ['a key of no Secret', deployment, `${inContainer}.env`, [{ name: 'A', valueFrom: { secretKeyRef: { key: 'a' } } }], [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'a' } } }]],
  ['a key that is none', deployment, `${inContainer}.env`, [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'a', key: 'a/b' } } }], [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'a', key: 'a.b' } } }]],
  ['variables of no Secret', deployment, `${inContainer}.envFrom`, [{ secretRef: {} }], [{ secretRef: { name: 'a' } }]],
  ['a prefix of variables', deployment, `${inContainer}.envFrom`, [{ prefix: 'A=', secretRef: { name: 'a' } }], [{ prefix: 'a.', secretRef: { name: 'a' } }]],

  // Services.
  ['a protocol of an application', service, 'spec.ports[0].appProtocol', 'HTTP 2', 'kubernetes.io/h2c'],
  ['a port of the nodes of a Service inside', service, 'spec.ports[0].nodePort', 30_000, undefined],
  ['a port of the nodes twice', service, 'spec', { type: 'NodePort', ports: [{ name: 'a', port: 80, nodePort: 30_080 }, { name: 'b', port: 81, nodePort: 30_080 }] }, { type: 'NodePort', ports: [{ name: 'a', port: 80, nodePort: 30_080 }, { name: 'b', port: 81, nodePort: 30_081 }] }],
  ['a policy of traffic of a Service with addresses outside', service, 'spec', { ...(service.spec as object), externalTrafficPolicy: 'Cluster' }, { ...(service.spec as object), externalIPs: ['192.0.2.1'], externalTrafficPolicy: 'Cluster' }],
  ['a headless Service of the nodes', service, 'spec', { ...(service.spec as object), type: 'NodePort', clusterIP: 'None' }, { ...(service.spec as object), type: 'ClusterIP', clusterIP: 'None' }],
  ['a headless load balancer', service, 'spec', { ...(service.spec as object), type: 'LoadBalancer', clusterIP: 'None' }, { ...(service.spec as object), type: 'LoadBalancer' }],
  ['a name outside with an address', service, 'spec', { type: 'ExternalName', externalName: 'example.com', clusterIP: '10.0.0.9' }, { type: 'ExternalName', externalName: 'example.com' }],
  ['a name outside with families of addresses', service, 'spec', { type: 'ExternalName', externalName: 'example.com', ipFamilyPolicy: 'SingleStack' }, { type: 'ExternalName', externalName: 'example.com.' }],
  ['a name outside that is none', service, 'spec', { type: 'ExternalName', externalName: 'a b' }, { type: 'ExternalName', externalName: 'a.b' }],
  ['an affinity of no time', service, 'spec', { ...(service.spec as object), sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } }, { ...(service.spec as object), sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_400 } } }],
  ['ranges of what is no load balancer', service, 'spec.loadBalancerSourceRanges', ['10.0.0.0/8'], undefined],
  ['ports of nodes of what is no load balancer', service, 'spec.allocateLoadBalancerNodePorts', false, undefined],
  ['a class of what is no load balancer', service, 'spec.loadBalancerClass', 'example.com/a', undefined],
  ['a class of load balancers', service, 'spec', { ...(service.spec as object), type: 'LoadBalancer', loadBalancerClass: 'a b' }, { ...(service.spec as object), type: 'LoadBalancer', loadBalancerClass: 'example.com/a' }],
  ['traffic from outside of a Service inside', service, 'spec.externalTrafficPolicy', 'Local', undefined],
  ['a port for health of what needs none', service, 'spec.healthCheckNodePort', 30_000, undefined],
  ['a distribution of traffic', service, 'spec.trafficDistribution', 'Close', 'PreferClose'],
  ['a family of addresses', service, 'spec.ipFamilies', ['IPv5'], ['IPv4']],
  ['a family of addresses twice', service, 'spec.ipFamilies', ['IPv4', 'IPv4'], ['IPv4']],
  ['a policy of families', service, 'spec.ipFamilyPolicy', 'DualStack', 'PreferDualStack'],
  ['two families for one', service, 'spec', { ...(service.spec as object), ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] }, { ...(service.spec as object), ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv4', 'IPv6'] }],
  ['addresses without the first', service, 'spec.clusterIPs', ['10.0.0.9'], undefined],
  ['an address of the node itself', service, 'spec.externalIPs', ['127.0.0.1'], ['192.0.2.1']],

  // Autoscalers and budgets.
  ['a target of no kind', autoscaler, 'spec.scaleTargetRef.kind', '', 'Deployment'],
  ['a target of a kind that is none', autoscaler, 'spec.scaleTargetRef.kind', 'a/b', 'Deployment'],
  ['a target without a name', autoscaler, 'spec.scaleTargetRef.name', '', 'a'],
  ['a target of no group', autoscaler, 'spec.scaleTargetRef', { kind: 'Deployment', name: 'a' }, { apiVersion: 'example.com/v1beta1', kind: 'Widget', name: 'a' }],
  ['a target of the core group', autoscaler, 'spec.scaleTargetRef.apiVersion', 'v1', 'apps/v1'],
  ['an autoscaler down to none by CPU', autoscaler, 'spec.minReplicas', 0, 1],
  ['an autoscaler of none', autoscaler, 'spec', { scaleTargetRef, maxReplicas: 0 }, { scaleTargetRef, maxReplicas: 1 }],
  ['a share of nothing', autoscaler, 'spec.metrics[0].resource.target.averageUtilization', 0, 1],
  ['a value of nothing', autoscaler, 'spec.metrics[0].resource.target', { type: 'AverageValue', averageValue: '0' }, { type: 'AverageValue', averageValue: '1' }],
  ['a value of a resource that is no average', autoscaler, 'spec.metrics[0].resource.target', { type: 'Value', value: '1' }, { type: 'AverageValue', averageValue: '1' }],
  ['a value of pods that is no average', autoscaler, 'spec.metrics', [{ type: 'Pods', pods: { metric: { name: 'a' }, target: { type: 'Value', value: '1' } } }], [{ type: 'Pods', pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '1' } } }]],
  ['a share of an object', autoscaler, 'spec.metrics', [{ type: 'Object', object: { describedObject: { apiVersion: 'v1', kind: 'Service', name: 'a' }, metric: { name: 'a' }, target: { type: 'Utilization', averageUtilization: 1 } } }], [{ type: 'Object', object: { describedObject: { apiVersion: 'v1', kind: 'Service', name: 'a' }, metric: { name: 'a' }, target: { type: 'Value', value: '1' } } }]],
  ['a share of what is outside', autoscaler, 'spec.metrics', [{ type: 'External', external: { metric: { name: 'a' }, target: { type: 'Utilization', averageUtilization: 1 } } }], [{ type: 'External', external: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '1' } } }]],
  ['a metric without a name', autoscaler, 'spec.metrics', [{ type: 'Pods', pods: { metric: { name: '' }, target: { type: 'AverageValue', averageValue: '1' } } }], [{ type: 'Pods', pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '1' } } }]],
  ['a metric of two parts', autoscaler, 'spec.metrics[0].pods', { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '1' } }, undefined],
  ['a container of a metric', autoscaler, 'spec.metrics', [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'A', target: { type: 'Utilization', averageUtilization: 1 } } }], [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'a', target: { type: 'Utilization', averageUtilization: 1 } } }]],
  ['a window that is too long', autoscaler, 'spec.behavior', { scaleDown: { stabilizationWindowSeconds: 3601 } }, { scaleDown: { stabilizationWindowSeconds: 3600 } }],
  ['a period that is too long', autoscaler, 'spec.behavior', { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 1801 }] } }, { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 1800 }] } }],
  ['a step of nothing at a time', autoscaler, 'spec.behavior', { scaleUp: { policies: [{ type: 'Pods', value: 0, periodSeconds: 1 }] } }, { scaleUp: { policies: [{ type: 'Percent', value: 1, periodSeconds: 1 }] } }],
  ['a kind of step', autoscaler, 'spec.behavior', { scaleUp: { policies: [{ type: 'Pod', value: 1, periodSeconds: 1 }] } }, { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 1 }] } }],
  ['which step', autoscaler, 'spec.behavior', { scaleUp: { selectPolicy: 'Most' } }, { scaleUp: { selectPolicy: 'Disabled' } }],
  ['a list of no steps', autoscaler, 'spec.behavior', { scaleUp: { policies: [] } }, { scaleUp: {} }],
  ['more than all of them', budget, 'spec.maxUnavailable', '101%', '100%'],
  ['fewer than none', budget, 'spec.maxUnavailable', -1, 0],
  ['more than all in a rollout', deployment, 'spec.strategy', { rollingUpdate: { maxUnavailable: '101%' } }, { rollingUpdate: { maxUnavailable: '100%', maxSurge: '200%' } }],
  ['fewer than none in a rollout', deployment, 'spec.strategy', { rollingUpdate: { maxSurge: -1 } }, { rollingUpdate: { maxSurge: 0 } }],
  ['a DaemonSet that adds pods and takes one', daemonSet, 'spec.updateStrategy', { rollingUpdate: { maxSurge: 1 } }, { rollingUpdate: { maxUnavailable: 2 } }],
  ['a DaemonSet that takes none', daemonSet, 'spec.updateStrategy', { rollingUpdate: { maxUnavailable: 0 } }, { rollingUpdate: { maxSurge: '10%', maxUnavailable: '0%' } }],
  ['both of a DaemonSet', daemonSet, 'spec.updateStrategy', { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }, { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }],
  ['a rolling update of what is deleted by hand', statefulSet, 'spec.updateStrategy', { type: 'OnDelete', rollingUpdate: { partition: 1 } }, { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }],
  ['a partition below zero', statefulSet, 'spec.updateStrategy', { rollingUpdate: { partition: -1 } }, { rollingUpdate: { partition: 0 } }],
  ['an ordinal below zero', statefulSet, 'spec.ordinals', { start: -1 }, { start: 0 }],
  ['what becomes of claims', statefulSet, 'spec.persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Keep' }, { whenDeleted: 'Retain', whenScaled: 'Delete' }],
  ['a Service of a StatefulSet', statefulSet, 'spec.serviceName', 'A_b', 'a-b'],
  ['a claim of a StatefulSet of nothing', statefulSet, 'spec.volumeClaimTemplates[0].spec.resources', {}, { requests: { storage: '1Gi' } }],
  ['seconds below zero', daemonSet, 'spec.minReadySeconds', -1, 0],
  ['a history of rollouts below zero', deployment, 'spec.revisionHistoryLimit', -1, 0],

  // Network policies and Ingresses.
  ['a protocol of a policy', networkPolicy, 'spec.egress[0].ports', [{ protocol: 'ICMP' }], [{ protocol: 'SCTP' }]],
  ['a name of a port of a policy', networkPolicy, 'spec.egress[0].ports', [{ port: 'Http_1' }], [{ port: 'http-1' }]],
  ['three types of a policy', networkPolicy, 'spec.policyTypes', ['Egress', 'Ingress', 'Egress'], ['Egress', 'Ingress']],
  ['a selector of pods of a policy', networkPolicy, 'spec.podSelector', { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['a'] }] }, { matchExpressions: [{ key: 'a', operator: 'Exists' }] }],
  ['a path of a prefix that is missing', ingress, 'spec.rules[0].http.paths[0]', { pathType: 'Prefix', backend }, { pathType: 'ImplementationSpecific', backend }],
  ['a path that leads back, for some', ingress, 'spec.rules[0].http.paths[0]', { path: '/a/./b', pathType: 'Exact', backend }, { path: '/a/./b', pathType: 'ImplementationSpecific', backend }],
  ['a host that is an address', ingress, 'spec.rules[0].host', '10.0.0.1', 'a.example.com'],
  ['a path with two slashes', ingress, 'spec.rules[0].http.paths[0].path', '/a//b', '/a/b'],
  ['a path that leads back', ingress, 'spec.rules[0].http.paths[0].path', '/a/..', '/a/'],
  ['a path with a slash in disguise', ingress, 'spec.rules[0].http.paths[0].path', '/a%2fb', '/a%20b'],
  ['no paths', ingress, 'spec.rules[0].http.paths', [], (ingress.spec as { rules: { http: { paths: object[] } }[] }).rules[0]?.http.paths],
  ['a host of a certificate', ingress, 'spec.tls', [{ hosts: ['A b'] }], [{ hosts: ['*.example.com'] }]],
  ['a Secret of a certificate', ingress, 'spec.tls', [{ hosts: ['a.example.com'], secretName: 'A_b' }], [{ hosts: ['a.example.com'], secretName: 'a' }]],
  ['a class of an Ingress', ingress, 'spec.ingressClassName', 'A_b', 'a'],
  ['a name of a backend', ingress, 'spec.rules[0].http.paths[0].backend', { service: { name: 'A_b', port: { number: 80 } } }, { service: { name: 'a', port: { number: 80 } } }],
  ['a port of a backend', ingress, 'spec.rules[0].http.paths[0].backend', { service: { name: 'a', port: { number: 65_536 } } }, { service: { name: 'a', port: { number: 65_535 } } }],
  ['a name of a port of a backend', ingress, 'spec.rules[0].http.paths[0].backend', { service: { name: 'a', port: { name: 'Http_1' } } }, { service: { name: 'a', port: { name: 'http-1' } } }],
  ['a bucket of no kind', ingress, 'spec.defaultBackend', { resource: { kind: '', name: 'a' } }, { resource: { apiGroup: 'example.com', kind: 'Bucket', name: 'a' } }],
];

/** What the API server takes, and what never comes of it: the rows are as those of the mistakes. */
// prettier-ignore
export const futile: readonly Mistake[] = [
  ['a StatefulSet whose name is too long for a label of its pods', statefulSet, 'metadata.name', 'a'.repeat(53), 'a'.repeat(52)],
  ['30 February', cronJob, 'spec.schedule', '0 0 30 2 *', '0 0 29 2 *'],
  ['the 31st of short months', cronJob, 'spec.schedule', '0 0 31 4,jun,9-9 ?', '0 0 31 4,jul *'],
  ['the 31st of every other month', cronJob, 'spec.schedule', '0 0 31 4/5 *', '0 0 31 3/5 *'],
  ['days that are not in February', cronJob, 'spec.schedule', '0 0 30,31 feb *', '0 0 30,31 feb 1'],
  ['every 30 days of February', cronJob, 'spec.schedule', '0 0 30/1 2 *', '0 0 */30 2 *'],
  ['a registry without a path', ociRepository, 'spec.url', 'oci://example.com', 'oci://example.com/a'],
  ['a registry with a tag', ociRepository, 'spec.url', 'oci://example.com/a:1.0.0', 'oci://example.com:5000/a'],
  ['no registry', ociRepository, 'spec.url', 'oci://', 'oci://localhost:5000/a/b_c'],
  ['a repository in capitals', ociRepository, 'spec.url', 'oci://example.com/A', 'oci://example.com/a-b'],
];
