// The dry run on the real API server: each object that it refuses is named, each change that it refuses too, and each pod; what
// it takes passes, and no cluster knows of another.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { bareServerPrograms } from '../../loop/bare-server.ts';
import type { ClusterToAsk } from '../../loop/dry-run/cluster.ts';
import { dryRun, type Refusal } from '../../loop/dry-run/dry-run.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { provided } from '../../lib/azure/aks.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { renderedFleet } from '../support/fixture-fleet.ts';

const namespace = 'shop';

function object(apiVersion: string, kind: string, name: string, rest: object = {}, metadata: object = {}): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace, ...metadata }, ...rest };
}

function global(apiVersion: string, kind: string, name: string, rest: object = {}): KubeObject {
  return { apiVersion, kind, metadata: { name }, ...rest };
}

const space = (level = 'restricted'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': level } },
});

const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
const container = { name: 'main', image: 'any', securityContext: restricted };

function template(spec: object = {}): object {
  return { metadata: { labels: { app: 'a' } }, spec: { containers: [container], ...spec } };
}

const selector = { matchLabels: { app: 'a' } };
const deployment = (spec: object = {}, metadata: object = {}): KubeObject =>
  object('apps/v1', 'Deployment', 'a', { spec: { selector, template: template(), ...spec } }, metadata);

const renamed = {
  selector: { matchLabels: { app: 'b' } },
  template: { metadata: { labels: { app: 'b' } }, spec: { containers: [container] } },
};

const statefulSet = (size: string, spec: object = {}): KubeObject =>
  object('apps/v1', 'StatefulSet', 'a', {
    spec: {
      selector,
      serviceName: 'a',
      template: template({
        containers: [{ ...container, volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
        volumes: [{ name: 'data', emptyDir: {} }],
      }),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } },
        },
      ],
      ...spec,
    },
  });

const job = (image: string, spec: object = {}): KubeObject =>
  object('batch/v1', 'Job', 'a', {
    spec: { template: { spec: { restartPolicy: 'Never', containers: [{ ...container, image }] } }, ...spec },
  });

const claim = (storage: string): KubeObject =>
  object('v1', 'PersistentVolumeClaim', 'a', {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'managed-csi', resources: { requests: { storage } } },
  });

const storageClass = (skuName: string): KubeObject =>
  global('storage.k8s.io/v1', 'StorageClass', 'fast', { provisioner: 'disk.csi.azure.com', parameters: { skuName } });

const priority = (value: number): KubeObject => global('scheduling.k8s.io/v1', 'PriorityClass', 'urgent', { value });

const service = (...ports: readonly object[]): KubeObject =>
  object('v1', 'Service', 'a', { spec: { selector: { app: 'a' }, ports } });

const secret = (type: string, key: string): KubeObject =>
  object('v1', 'Secret', 'a', {
    type,
    data: { [key]: 'ENC[AES256_GCM,data:canary,iv:a,tag:a,type:str]' },
    sops: { mac: 'ENC[AES256_GCM,data:a,iv:a,tag:a,type:str]', version: '3.13.3' },
  });

const limits = (max: string): KubeObject =>
  object('v1', 'LimitRange', 'a', { spec: { limits: [{ type: 'Container', max: { memory: max } }] } });

const greedy = template({
  containers: [{ ...container, resources: { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } } }],
});

const listener = { name: 'http', port: 80, protocol: 'HTTP' };
const gateway = (...listeners: readonly object[]): KubeObject =>
  object('gateway.networking.k8s.io/v1', 'Gateway', 'a', { spec: { gatewayClassName: 'any', listeners } });

const ownDefinition = (scope = 'Namespaced'): KubeObject =>
  global('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'boxes.shop.example.com', {
    spec: {
      group: 'shop.example.com',
      names: { kind: 'Box', listKind: 'BoxList', plural: 'boxes', singular: 'box' },
      scope,
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                size: {
                  type: 'integer',
                  'x-kubernetes-validations': [
                    { rule: 'self == oldSelf', message: 'a box keeps its size' },
                    { rule: 'self < 100', message: 'no box is so large' },
                  ],
                },
              },
            },
          },
        },
      ],
    },
  });
/** Two versions, and a program in the cluster that converts between them. */
const convertedDefinition = (webhook: object): KubeObject => {
  const { spec, ...rest } = ownDefinition();
  const { versions } = spec as { readonly versions: readonly object[] };
  const versionsOf = [...versions, { ...versions[0], name: 'v1beta1', storage: false }];
  const conversion = { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'], ...webhook } };
  return { ...rest, spec: { ...(spec as object), versions: versionsOf, conversion } };
};
const converter = { clientConfig: { service: { name: 'a', namespace } } };
const box = (size: number): KubeObject => object('shop.example.com/v1', 'Box', 'a', { size });

const webhook = global('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'a', {
  webhooks: [
    {
      name: 'all.example.com',
      clientConfig: { service: { name: 'a', namespace } },
      rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }],
      failurePolicy: 'Fail',
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
    },
  ],
});

/** It asks for a name that begins with "b"; the cluster only warns yet. */
const policy = (): KubeObject[] => [
  global('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'names', {
    spec: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods', 'configmaps'] },
        ],
      },
      validations: [{ expression: "object.metadata.name.startsWith('b')", message: 'names begin with b' }],
    },
  }),
  global('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', 'names', {
    spec: { policyName: 'names', validationActions: ['Warn'] },
  }),
];
const configMap = (name: string): KubeObject => object('v1', 'ConfigMap', name, { data: {} });

interface Case {
  readonly objects: readonly KubeObject[];
  readonly before?: readonly KubeObject[];
  /** What is refused: the object by its kind, and why; nothing where it is empty. */
  readonly refused?: readonly (readonly [what: Refusal['what'], kind: string, said: RegExp])[];
}

const cases: Readonly<Record<string, Case>> = {
  'a workload that nothing is wrong with': { objects: [space(), deployment()] },
  'a changed selector': {
    before: [deployment()],
    objects: [space(), deployment(renamed)],
    refused: [['change', 'Deployment', /spec\.selector: .*immutable/]],
  },
  'another number of copies': { before: [deployment()], objects: [space(), deployment({ replicas: 3 })] },
  'a changed selector, where Flux makes the object anew': {
    before: [deployment()],
    objects: [space(), deployment(renamed, { annotations: { 'kustomize.toolkit.fluxcd.io/force': 'Enabled' } })],
  },
  'a changed object that Flux leaves alone': {
    before: [deployment()],
    objects: [space(), deployment(renamed, { annotations: { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' } })],
  },
  'a changed selector, and a pod that is not admitted': {
    before: [deployment()],
    objects: [
      space(),
      deployment({
        ...renamed,
        template: { ...renamed.template, spec: { containers: [{ name: 'main', image: 'any' }] } },
      }),
    ],
    refused: [
      ['change', 'Deployment', /immutable/],
      ['pod', 'Deployment', /violates PodSecurity "restricted/],
    ],
  },
  'a port twice': {
    objects: [space(), service({ name: 'a', port: 80 }, { name: 'b', port: 80 })],
    refused: [['object', 'Service', /duplicate/i]],
  },
  'two ports': { objects: [space(), service({ name: 'a', port: 80 }, { name: 'b', port: 81 })] },
  'a value that a rule of the definition refuses': {
    objects: [space(), gateway({ ...listener, protocol: 'TCP', hostname: 'a.example.com' })],
    refused: [['object', 'Gateway', /hostname must not be specified for protocols/]],
  },
  'a Gateway': { objects: [space(), gateway(listener, { ...listener, name: 'other', port: 81 })] },
  'a field that is not there': {
    objects: [space(), deployment({ replcas: 1 })],
    refused: [['object', 'Deployment', /replcas/]],
  },
  'a pod that Pod Security refuses': {
    objects: [space(), deployment({ template: template({ hostNetwork: true }) })],
    refused: [['pod', 'Deployment', /violates PodSecurity "restricted.*hostNetwork/]],
  },
  'the same pod in a privileged namespace': {
    objects: [space('privileged'), deployment({ template: template({ hostNetwork: true }) })],
  },
  'a pod beyond the limits': {
    before: [limits('2Gi')],
    objects: [space(), limits('512Mi'), deployment({ template: greedy })],
    refused: [['pod', 'Deployment', /maximum memory usage per Container is 512Mi/]],
  },
  'a pod within them': {
    before: [limits('512Mi')],
    objects: [space(), limits('2Gi'), deployment({ template: greedy })],
  },
  'a pod with no limits about it': { objects: [space(), deployment({ template: greedy })] },
  'an account and a priority class that are there': {
    objects: [
      space(),
      priority(1),
      object('v1', 'ServiceAccount', 'runner'),
      deployment({ template: template({ serviceAccountName: 'runner', priorityClassName: 'urgent' }) }),
    ],
  },
  'those of another cluster': {
    objects: [space(), deployment({ template: template({ priorityClassName: 'urgent' }) })],
    refused: [['pod', 'Deployment', /no PriorityClass with name urgent/]],
  },
  'a priority of the cluster': {
    objects: [space(), deployment({ template: template({ priorityClassName: 'system-node-critical' }) })],
  },
  'a changed priority': {
    before: [priority(1)],
    objects: [space(), priority(2), deployment({ template: template({ priorityClassName: 'urgent' }) })],
    refused: [['change', 'PriorityClass', /value: .*may not be changed/]],
  },
  'a changed parameter of a StorageClass': {
    before: [storageClass('Premium_LRS')],
    objects: [storageClass('Premium_ZRS')],
    refused: [['change', 'StorageClass', /parameters: .*immutable/]],
  },
  'a StatefulSet whose pods have claims': { objects: [space(), statefulSet('1Gi')] },
  'a StatefulSet whose claims grow': {
    before: [statefulSet('1Gi')],
    objects: [space(), statefulSet('2Gi')],
    refused: [['change', 'StatefulSet', /updates to statefulset spec for fields other than/]],
  },
  'a claim that grows': { before: [claim('1Gi')], objects: [space(), claim('2Gi')] },
  'a claim that shrinks': {
    before: [claim('2Gi')],
    objects: [space(), claim('1Gi')],
    refused: [['change', 'PersistentVolumeClaim', /can not be less than/]],
  },
  'an encrypted Secret': {
    before: [secret('Opaque', 'token')],
    objects: [space(), secret('Opaque', 'other')],
  },
  'an encrypted Secret of a type that is looked into': {
    objects: [space(), secret('kubernetes.io/dockerconfigjson', '.dockerconfigjson')],
  },
  'a Secret without the key of its type': {
    objects: [space(), secret('kubernetes.io/dockerconfigjson', 'token')],
    refused: [['object', 'Secret', /\.dockerconfigjson/]],
  },
  'a Secret of another type': {
    before: [secret('Opaque', 'token')],
    objects: [space(), secret('example.com/token', 'token')],
    refused: [['change', 'Secret', /type: .*immutable/]],
  },
  'a definition of its own': { objects: [space(), ownDefinition(), box(1)] },
  'a definition whose versions a program converts, and an object of the older one': {
    before: [convertedDefinition(converter), box(1)],
    objects: [space(), convertedDefinition(converter), { ...box(1), apiVersion: 'shop.example.com/v1beta1' }],
  },
  'a definition whose versions nobody converts': {
    objects: [space(), convertedDefinition({}), box(1)],
    refused: [
      ['object', 'CustomResourceDefinition', /conversion\.webhookClientConfig: Required/],
      ['object', 'Box', /serves no Box/],
    ],
  },
  'an object of a definition that another cluster has': {
    objects: [space(), box(1)],
    refused: [['object', 'Box', /serves no Box/]],
  },
  'a change that a rule of the definition refuses': {
    before: [ownDefinition(), box(1)],
    objects: [space(), ownDefinition(), box(2)],
    refused: [['change', 'Box', /a box keeps its size/]],
  },
  'a change to what no box can be': {
    before: [ownDefinition(), box(1)],
    objects: [space(), ownDefinition(), box(100)],
    refused: [['object', 'Box', /no box is so large/]],
  },
  'a definition of another scope': {
    before: [ownDefinition()],
    objects: [ownDefinition('Cluster')],
    refused: [['change', 'CustomResourceDefinition', /scope: .*immutable/]],
  },
  'a webhook that nobody answers': { before: [webhook], objects: [space(), webhook, deployment()] },
  'a namespace that is nowhere': {
    objects: [deployment()],
    refused: [['object', 'Deployment', /namespaces "shop" not found/]],
  },
  'a runtime class that the cluster brings': {
    objects: [space(), deployment({ template: template({ runtimeClassName: 'kata-vm-isolation' }) })],
  },
  'a runtime class of its own': {
    objects: [
      space(),
      global('node.k8s.io/v1', 'RuntimeClass', 'own', { handler: 'own' }),
      deployment({ template: template({ runtimeClassName: 'own' }) }),
    ],
  },
  'a Service of both families of addresses': {
    objects: [
      space(),
      object('v1', 'Service', 'a', { spec: { ipFamilyPolicy: 'RequireDualStack', ports: [{ port: 80 }] } }),
    ],
  },
  'a Job that is another': {
    before: [job('first')],
    objects: [space(), job('second')],
    refused: [['change', 'Job', /spec\.template: .*immutable/]],
  },
  'a Job that is another, where it goes by itself': {
    before: [job('first', { ttlSecondsAfterFinished: 60 })],
    objects: [space(), job('second', { ttlSecondsAfterFinished: 60 })],
  },
  'what an admission policy of the cluster refuses': {
    objects: [space(), ...policy(), configMap('a'), deployment()],
    refused: [
      ['object', 'ConfigMap', /ValidatingAdmissionPolicy 'names' .* denied request: names begin with b/],
      ['pod', 'Deployment', /ValidatingAdmissionPolicy 'names' .* denied request: names begin with b/],
    ],
  },
  'what an admission policy of another cluster refuses': { objects: [space(), configMap('a'), deployment()] },
  'what an admission policy of the cluster takes': { objects: [space(), ...policy(), configMap('b')] },
  'nothing at all': { objects: [] },
};

describeWith(bareServerPrograms, 'the dry run', (programs) => {
  /** A cluster for each case, all on one server: so nothing of a case may be left for the next. */
  const names = Object.keys(cases);
  let refusals: readonly Refusal[] = [];
  beforeAll(async () => {
    refusals = await dryRun(
      programs,
      Object.entries(cases).map(([name, { objects, before = [] }]) => ({
        provided: provided('cilium', 'fleetwright').objects,
        before,
        objects: new Map(objects.map((each) => [`${name}#${each.kind}`, each])),
      })),
    );
  }, 120_000);

  test.each(names)('%s', (name) => {
    const mine = refusals.filter(({ file }) => file.startsWith(`${name}#`));
    const { refused = [] } = cases[name] ?? {};
    expect(mine.map(({ what, file }) => ({ what, file }))).toEqual(
      refused.map(([what, kind]) => ({ what, file: `${name}#${kind}` })),
    );
    for (const [index, [, , said]] of refused.entries()) expect(mine[index]?.said).toMatch(said);
  });

  test('no value of a Secret is sent, nor told', () => {
    expect(JSON.stringify(refusals)).not.toMatch(/ENC\[|canary/);
  });

  describe('a whole fleet', () => {
    const clusters = ['lab', 'pilot', 'live'].map((cluster): ClusterToAsk => ({
      provided: provided('cilium', 'fleetwright').objects,
      before: [],
      objects: new Map(
        [...renderedFleet()]
          .filter(([path]) => path.startsWith(`${cluster}/`))
          .map(([path, text]) => [path, load(text) as KubeObject]),
      ),
    }));

    test('passes, from nothing and from itself', async () => {
      const all = [...clusters, ...clusters.map((cluster) => ({ ...cluster, before: [...cluster.objects.values()] }))];
      expect(clusters.map(({ objects }) => objects.size)).not.toContain(0);
      expect(await dryRun(programs, all)).toEqual([]);
    }, 120_000);
  });
});
