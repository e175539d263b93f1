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

const inTemplate = 'spec.template.spec';
const inContainer = `${inTemplate}.containers[0]`;
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
];
