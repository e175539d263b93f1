// The real API server is asked for each change of a field: what it refuses, the diff calls refused, and nothing else.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compareObjects } from '../../diff/fields/changes.ts';
import { sentencesOf } from '../../diff/words/sentences.ts';
import { installDefinitions } from '../../loop/definitions.ts';
import { Objects } from '../../loop/objects.ts';
import { StatusError } from '../../loop/rest.ts';
import { until } from '../../loop/until.ts';
import { asArray, asRecord, at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { scopeOf } from '../../render/schema/index.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { bareServerPrograms } from '../../loop/bare-server.ts';
import { Admission } from '../support/admission.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An object, and its fields that change: what the API server takes, and what it does not. */
interface Row {
  readonly object: readonly [apiVersion: string, kind: string, fields: Fields, name?: string];
  /** A part of its status that a controller would write. */
  readonly status?: Fields;
  readonly refused?: readonly Fields[];
  readonly taken?: readonly Fields[];
}

const labels = { app: 'web' };
const selector = { matchLabels: labels };
const pod = { containers: [{ name: 'web', image: 'web:1' }] };
const template = { metadata: { labels }, spec: pod };
const other = { matchLabels: { app: 'web', tier: 'a' } };
const wider = { selector: other, template: { ...template, metadata: { labels: other.matchLabels } } };
const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } };
const job = { ...template, spec: { ...pod, restartPolicy: 'Never' } };
const image = (name: string): Fields => ({ containers: [{ name: 'web', image: name }] });
const versions = (...names: readonly string[]): Fields[] =>
  names.map((name) => ({
    name,
    served: true,
    storage: name === 'v1',
    schema: { openAPIV3Schema: { type: 'object' } },
  }));
const kind = { group: 'example.com', scope: 'Namespaced', versions: versions('v1', 'v2') };
const names = { kind: 'Web', plural: 'webs', singular: 'web', listKind: 'WebList' };
const nodes = (name: string): Fields => ({
  required: { nodeSelectorTerms: [{ matchExpressions: [{ key: name, operator: 'Exists' }] }] },
});
const device = (name: string): Fields => ({
  devices: { requests: [{ name, exactly: { deviceClassName: 'gpu' } }] },
});

const headless: Row['object'] = [
  'v1',
  'Service',
  { spec: { clusterIP: 'None', selector: labels, ports: [{ port: 80 }] } },
  'headless',
];

/** The class of which claims may grow. */
const growing: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'grows' },
  provisioner: 'disk.csi.azure.com',
  allowVolumeExpansion: true,
};

const rows: readonly Row[] = [
  {
    object: ['v1', 'ConfigMap', { data: { a: '1' }, immutable: true }],
    refused: [{ data: { a: '2' } }, { immutable: false }, { binaryData: { b: 'YQ==' } }],
  },
  { object: ['v1', 'ConfigMap', { data: { a: '1' } }, 'b'], taken: [{ data: { a: '2' } }, { immutable: true }] },
  {
    object: ['v1', 'Secret', { data: { a: 'YQ==' }, immutable: true }],
    refused: [{ data: { a: 'Yg==' } }, { type: 'example.com/other' }],
    taken: [{ type: 'Opaque' }],
  },
  {
    object: [
      'v1',
      'PersistentVolume',
      {
        spec: {
          capacity: { storage: '1Gi' },
          accessModes: ['ReadWriteOnce'],
          nfs: { server: 'a', path: '/' },
          nodeAffinity: nodes('a'),
        },
      },
    ],
    refused: [
      { spec: { nfs: { server: 'b', path: '/' } } },
      { spec: { volumeMode: 'Block' } },
      { spec: { nodeAffinity: nodes('b') } },
    ],
    taken: [
      { spec: { volumeMode: 'Filesystem' } },
      { spec: { capacity: { storage: '2Gi' } } },
      { spec: { persistentVolumeReclaimPolicy: 'Retain' } },
    ],
  },
  {
    object: [
      'v1',
      'PersistentVolume',
      { spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/a' } } },
      'b',
    ],
    refused: [{ spec: { hostPath: { path: '/b' } } }],
    taken: [{ spec: { nodeAffinity: nodes('a') } }],
  },
  {
    object: ['v1', 'PersistentVolumeClaim', { spec: { ...claim, storageClassName: 'grows', volumeName: 'v' } }],
    status: { phase: 'Bound', capacity: { storage: '2Gi' } },
    refused: [
      { spec: { resources: { requests: { storage: '1Gi' } } } },
      { spec: { accessModes: ['ReadWriteMany'] } },
      { spec: { storageClassName: 'other' } },
      { spec: { volumeName: 'w' } },
      { spec: { volumeMode: 'Block' } },
      { spec: { selector } },
      { spec: { resources: { limits: { storage: '4Gi' }, requests: { storage: '2Gi' } } } },
      { spec: { dataSource: { kind: 'PersistentVolumeClaim', name: 'b' } } },
    ],
    taken: [
      { spec: { resources: { requests: { storage: '3Gi' } } } },
      { spec: { resources: { requests: { storage: '2048Mi' } } } },
      { spec: { volumeMode: 'Filesystem' } },
    ],
  },
  {
    object: ['v1', 'Pod', { spec: { ...pod, activeDeadlineSeconds: 60 } }],
    refused: [
      { spec: { nodeSelector: { a: 'b' } } },
      { spec: { activeDeadlineSeconds: 90 } },
      { spec: { containers: [{ name: 'web', image: 'web:1', command: ['a'] }] } },
    ],
    taken: [
      { spec: image('web:2') },
      { spec: { activeDeadlineSeconds: 30 } },
      { spec: { tolerations: [{ key: 'a', operator: 'Exists' }] } },
    ],
  },
  {
    object: ['v1', 'ResourceQuota', { spec: { hard: { pods: '1' }, scopes: ['BestEffort'] } }],
    refused: [{ spec: { scopes: ['NotBestEffort'] } }],
    taken: [{ spec: { hard: { pods: '2' } } }],
  },
  {
    object: ['v1', 'Service', { spec: { selector: labels, ports: [{ port: 80 }] } }],
    refused: [{ spec: { clusterIP: 'None' } }, { spec: { ipFamilies: ['IPv6'] } }],
    taken: [{ spec: { type: 'NodePort' } }, { spec: { ipFamilies: ['IPv4'] } }],
  },
  {
    object: headless,
    taken: [{ spec: { selector: { app: 'b' } } }],
  },
  {
    object: ['v1', 'Service', { spec: { type: 'ExternalName', externalName: 'a.example.com' } }, 'outside'],
    taken: [{ spec: { externalName: 'b.example.com' } }],
  },
  {
    object: [
      'v1',
      'Service',
      {
        spec: {
          type: 'LoadBalancer',
          loadBalancerClass: 'example.com/a',
          externalTrafficPolicy: 'Local',
          healthCheckNodePort: 31_000,
          ports: [{ port: 80 }],
        },
      },
      'balanced',
    ],
    refused: [{ spec: { loadBalancerClass: 'example.com/b' } }, { spec: { healthCheckNodePort: 31_001 } }],
  },
  {
    object: ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec: { ...kind, names } }, 'webs.example.com'],
    status: { storedVersions: ['v1'] },
    refused: [
      { spec: { scope: 'Cluster' } },
      { spec: { group: 'example.org' } },
      { spec: { names: { ...names, kind: 'Site' } } },
      { spec: { names: { ...names, plural: 'sites' } } },
      { spec: { versions: versions('v2').map((version) => ({ ...version, storage: true })) } },
    ],
    taken: [{ spec: { versions: versions('v1') } }],
  },
  {
    object: [
      'apiregistration.k8s.io/v1',
      'APIService',
      {
        spec: {
          group: 'example.net',
          version: 'v1',
          groupPriorityMinimum: 1000,
          versionPriority: 10,
          service: { name: 'a', namespace: 'a' },
          insecureSkipTLSVerify: true,
        },
      },
      'v1.example.net',
    ],
    refused: [{ spec: { version: 'v2' } }, { spec: { group: 'example.org' } }],
    taken: [{ spec: { versionPriority: 20 } }],
  },
  {
    object: ['apps/v1', 'ControllerRevision', { data: { a: 1 }, revision: 1 }],
    refused: [{ data: { a: 2 } }],
    taken: [{ revision: 2 }],
  },
  ...['DaemonSet', 'Deployment', 'ReplicaSet'].map((workload): Row => ({
    object: ['apps/v1', workload, { spec: { selector, template } }],
    refused: [{ spec: wider }],
    taken: [{ spec: { template: { ...template, spec: image('web:2') } } }],
  })),
  {
    object: [
      'apps/v1',
      'StatefulSet',
      {
        spec: {
          selector,
          serviceName: 'a',
          template,
          volumeClaimTemplates: [{ metadata: { name: 'v' }, spec: claim }],
        },
      },
    ],
    refused: [
      { spec: wider },
      { spec: { serviceName: 'b' } },
      { spec: { podManagementPolicy: 'Parallel' } },
      { spec: { volumeClaimTemplates: [{ metadata: { name: 'w' }, spec: claim }] } },
    ],
    taken: [
      { spec: { podManagementPolicy: 'OrderedReady' } },
      { spec: { replicas: 3 } },
      { spec: { ordinals: { start: 1 } } },
      { spec: { revisionHistoryLimit: 3 } },
      { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' } } },
    ],
  },
  {
    object: ['batch/v1', 'Job', { spec: { completions: 2, template: job } }],
    refused: [
      { spec: { completions: 3 } },
      { spec: { completionMode: 'Indexed' } },
      { spec: { template: { ...job, spec: { ...job.spec, ...image('web:2') } } } },
      { spec: { managedBy: 'example.com/a' } },
      {
        spec: { podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'A', status: 'True' }] }] } },
      },
    ],
    taken: [
      { spec: { completionMode: 'NonIndexed' } },
      { spec: { parallelism: 2 } },
      { spec: { backoffLimit: 1 } },
      { spec: { activeDeadlineSeconds: 60 } },
      { spec: { ttlSecondsAfterFinished: 60 } },
    ],
  },
  {
    object: [
      'batch/v1',
      'Job',
      { spec: { completions: 2, parallelism: 2, completionMode: 'Indexed', template: job } },
      'indexed',
    ],
    refused: [
      { spec: { completions: 3 } },
      { spec: { backoffLimitPerIndex: 1 } },
      { spec: { successPolicy: { rules: [{ succeededCount: 1 }] } } },
    ],
    taken: [{ spec: { completions: 3, parallelism: 3 } }],
  },
  {
    object: ['batch/v1', 'Job', { spec: { suspend: true, template: job } }, 'suspended'],
    refused: [{ spec: { template: { ...job, spec: { ...job.spec, ...image('web:2') } } } }],
    taken: [
      { spec: { template: { ...job, spec: { ...job.spec, nodeSelector: { a: 'b' } } } } },
      { spec: { suspend: false } },
    ],
  },
  {
    object: ['discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [] }],
    refused: [{ addressType: 'FQDN' }],
    taken: [{ ports: [{ name: 'a', port: 80 }] }],
  },
  {
    object: ['gateway.networking.k8s.io/v1', 'GatewayClass', { spec: { controllerName: 'example.com/a' } }],
    refused: [{ spec: { controllerName: 'example.com/b' } }],
    taken: [{ spec: { description: 'a' } }],
  },
  {
    object: [
      'networking.k8s.io/v1',
      'IPAddress',
      { spec: { parentRef: { resource: 'services', namespace: 'a', name: 'a' } } },
      '192.168.7.7',
    ],
    refused: [{ spec: { parentRef: { resource: 'services', namespace: 'a', name: 'b' } } }],
  },
  {
    object: ['networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'example.com/a' } }],
    refused: [{ spec: { controller: 'example.com/b' } }],
    taken: [{ spec: { parameters: { kind: 'ConfigMap', name: 'a', scope: 'Cluster' } } }],
  },
  {
    object: ['networking.k8s.io/v1', 'ServiceCIDR', { spec: { cidrs: ['10.9.0.0/24'] } }],
    refused: [{ spec: { cidrs: ['10.8.0.0/24'] } }],
    taken: [{ spec: { cidrs: ['10.9.0.0/24', 'fd00::/108'] } }],
  },
  { object: ['node.k8s.io/v1', 'RuntimeClass', { handler: 'a' }], refused: [{ handler: 'b' }] },
  {
    object: ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { roleRef, subjects: [] }],
    refused: [{ roleRef: { ...roleRef, name: 'edit' } }],
  },
  {
    object: ['rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef, subjects: [] }],
    refused: [{ roleRef: { ...roleRef, name: 'edit' } }],
  },
  { object: ['resource.k8s.io/v1', 'ResourceClaim', { spec: device('a') }], refused: [{ spec: device('b') }] },
  {
    object: ['resource.k8s.io/v1', 'ResourceClaimTemplate', { spec: { spec: device('a') } }],
    refused: [{ spec: { spec: device('b') } }],
  },
  {
    object: [
      'resource.k8s.io/v1',
      'ResourceSlice',
      {
        spec: {
          driver: 'a.example.com',
          nodeName: 'a',
          pool: { name: 'a', generation: 1, resourceSliceCount: 1 },
          devices: [{ name: 'a' }],
        },
      },
    ],
    refused: [
      { spec: { driver: 'b.example.com' } },
      { spec: { nodeName: 'b' } },
      { spec: { pool: { name: 'b', generation: 1, resourceSliceCount: 1 } } },
    ],
    taken: [{ spec: { devices: [{ name: 'b' }] } }],
  },
  {
    object: ['scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }],
    refused: [{ value: 2 }, { preemptionPolicy: 'Never' }],
    taken: [{ preemptionPolicy: 'PreemptLowerPriority' }, { description: 'a' }],
  },
  {
    object: ['storage.k8s.io/v1', 'CSIDriver', { spec: {} }, 'a.example.com'],
    refused: [{ spec: { attachRequired: false } }, { spec: { volumeLifecycleModes: ['Ephemeral'] } }],
    taken: [
      { spec: { attachRequired: true } },
      { spec: { volumeLifecycleModes: ['Persistent'] } },
      { spec: { podInfoOnMount: true } },
    ],
  },
  {
    object: [
      'storage.k8s.io/v1',
      'CSIStorageCapacity',
      { storageClassName: 'a', nodeTopology: { matchLabels: { a: 'b' } }, capacity: '1Gi' },
    ],
    refused: [{ storageClassName: 'b' }, { nodeTopology: { matchLabels: { a: 'c' } } }],
    taken: [{ capacity: '2Gi' }],
  },
  {
    object: ['storage.k8s.io/v1', 'StorageClass', { provisioner: 'a.example.com', parameters: { a: '1' } }],
    refused: [
      { provisioner: 'b.example.com' },
      { parameters: { a: '2' } },
      { reclaimPolicy: 'Retain' },
      { volumeBindingMode: 'WaitForFirstConsumer' },
    ],
    taken: [
      { reclaimPolicy: 'Delete' },
      { volumeBindingMode: 'Immediate' },
      { allowVolumeExpansion: true },
      { mountOptions: ['a'] },
    ],
  },
  {
    object: [
      'storage.k8s.io/v1',
      'VolumeAttachment',
      { spec: { attacher: 'a.example.com', nodeName: 'a', source: { persistentVolumeName: 'a' } } },
    ],
    refused: [{ spec: { nodeName: 'b' } }],
  },
  {
    object: ['storage.k8s.io/v1', 'VolumeAttributesClass', { driverName: 'a.example.com', parameters: { a: '1' } }],
    refused: [{ driverName: 'b.example.com' }, { parameters: { a: '2' } }],
  },
  // Kinds of which nothing is fixed.
  {
    object: ['batch/v1', 'CronJob', { spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: job } } } }],
    taken: [
      { spec: { schedule: '0 4 * * *' } },
      { spec: { jobTemplate: { spec: { completions: 2, template: job } } } },
    ],
  },
  {
    object: ['policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 1, selector } }],
    taken: [{ spec: { selector: other } }, { spec: { maxUnavailable: 2 } }],
  },
  {
    object: [
      'admissionregistration.k8s.io/v1',
      'ValidatingAdmissionPolicyBinding',
      { spec: { policyName: 'a', validationActions: ['Deny'] } },
    ],
    taken: [{ spec: { policyName: 'b' } }],
  },
  {
    object: [
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      { spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } } },
    ],
    taken: [{ spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'b' } } }],
  },
];

function objectOf([apiVersion, kind, fields, name = 'a']: Row['object']): KubeObject {
  const namespace = scopeOf(apiVersion, kind) === 'Namespaced' ? { namespace: 'a' } : {};
  return { apiVersion, kind, metadata: { name, ...namespace }, ...fields };
}

/** With its own fields in the place of the object's, and those of its spec in the spec's. */
function changed(object: KubeObject, change: Fields): KubeObject {
  return {
    ...object,
    ...change,
    ...('spec' in change && { spec: { ...asRecord(object.spec), ...asRecord(change.spec) } }),
  };
}

const cases = rows.flatMap(({ object, refused = [], taken = [] }) =>
  [...refused.map((change) => [change, true] as const), ...taken.map((change) => [change, false] as const)].map(
    ([change, isRefused]) =>
      [`${object[1]} ${object[3] ?? ''} ${JSON.stringify(change)}`, objectOf(object), change, isRefused] as const,
  ),
);

describeWith(bareServerPrograms, 'what cannot change', (paths) => {
  let admission: Admission;
  let objects: Objects;
  beforeAll(async () => {
    admission = await Admission.start(paths);
    objects = new Objects(admission.rest);
    await admission.namespace('a');
    await installDefinitions(objects, 'gateway.networking.k8s.io');
    await objects.apply(growing);
    for (const { object, status } of rows) {
      const made = objectOf(object);
      await objects.apply(made);
      if (status) await objects.merge(made, { status }, { part: 'status' });
      if (made.kind === 'CustomResourceDefinition')
        await until(async () => isEstablished(await objects.get(made)), { what: 'the definition is served' });
    }
  }, 120_000);
  afterAll(() => admission.close());

  test.each(cases)('%s', async (_name, before, change, isRefused) => {
    const after = changed(before, change);
    const refusal = await objects.apply(after, { dryRun: true }).then(
      () => '',
      (error: unknown) => {
        if (error instanceof StatusError) return error.message;
        throw error;
      },
    );
    const said = sentencesOf({ before, after, inChart: () => [] }, compareObjects(before, after));
    const ours = said.filter(({ danger }) => danger === 'refused').map(({ text }) => text);
    expect({ refusal, ours, server: refusal !== '', diff: ours.length > 0 }).toEqual({
      refusal,
      ours,
      server: isRefused,
      diff: isRefused,
    });
  });

  test('a Service that says no address any more keeps it, and the diff says so', async () => {
    const before = objectOf(headless);
    const { clusterIP: _address, ...spec } = asRecord(before.spec);
    const after = { ...before, spec };
    expect(at(await objects.apply(after, { dryRun: true }), 'spec.clusterIP')).toBe('None');
    expect(sentencesOf({ before, after, inChart: () => [] }, compareObjects(before, after))).toEqual([
      { field: 'spec.clusterIP', text: 'says no clusterIP any more, and keeps None all the same' },
    ]);
  });
});

function isEstablished(definition: KubeObject | undefined): boolean {
  return asArray(at(definition, 'status.conditions')).some(
    (condition) => asRecord(condition).type === 'Established' && asRecord(condition).status === 'True',
  );
}
