// How many pods are counted, of each kind of workload, and when a quota that is too small for all at once is agreed to.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { Namespace, type NamespaceProps, type Quota } from '../../lib/namespace/namespace.ts';
import { restrictedContainer, restrictedPod } from '../../lib/workload/security.ts';
import { findingsOf, pinnedImage } from '../support/synthesize.ts';

const resources = { requests: { cpu: '1', memory: '128Mi' }, limits: { memory: '128Mi' } };
const spec = {
  securityContext: restrictedPod,
  containers: [{ name: 'a', image: pinnedImage, resources, securityContext: restrictedContainer }],
};
const job = { template: { spec: { ...spec, restartPolicy: 'Never' } } };

type Raw = readonly [kind: string, apiVersion: string, name: string, spec: object, annotations?: object];

function workload(kind: string, name: string, rest: object = {}): Raw {
  const template = { metadata: { labels: { app: name } }, spec };
  return [kind, 'apps/v1', name, { selector: { matchLabels: { app: name } }, template, ...rest }];
}

function scaled(target: string, minReplicas: number, maxReplicas: number, name = target, apiVersion = 'apps/v1'): Raw {
  const scaleTargetRef = { apiVersion, kind: 'Deployment', name: target };
  return ['HorizontalPodAutoscaler', 'autoscaling/v2', name, { minReplicas, maxReplicas, scaleTargetRef }];
}

function byKeda(numbers: object): Raw {
  return ['ScaledObject', 'keda.sh/v1alpha1', 'b', { scaleTargetRef: { name: 'b' }, ...numbers }];
}

function list(objects: Raw | readonly Raw[]): readonly Raw[] {
  return typeof objects[0] === 'string' ? [objects as Raw] : (objects as readonly Raw[]);
}

const missingOne = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } } };

type Settings = Partial<Omit<NamespaceProps, 'name' | 'quota'>> & { readonly quota?: Partial<Quota> };

/** What is said of pods that ask for a CPU each, in a namespace of four. */
function said(objects: readonly Raw[], { quota, ...settings }: Settings = {}): string[] {
  const findings = findingsOf({
    a: (chart: Chart) => {
      const roomy = { cpu: '4', memory: '8Gi', pods: 30, ...quota };
      new Namespace(chart, 'namespace', { name: 'a', ...settings, quota: roomy });
      for (const [kind, apiVersion, name, rest, annotations] of objects)
        new ApiObject(chart, `${kind}-${name}`, {
          apiVersion,
          kind,
          metadata: { name, annotations },
          spec: rest,
        } as never);
    },
  });
  return findings
    .filter(({ code }) => code === 'beyond-quota' || code === 'invalid-setting')
    .map(({ problem }) => problem);
}

describe('pods of', () => {
  test.each<[string, Raw | readonly Raw[], string]>([
    ['a Deployment of five', workload('Deployment', 'b', { replicas: 5, ...missingOne }), '5 pods'],
    [
      'a Deployment that begins a rollout with one more',
      workload('Deployment', 'b', { replicas: 4, strategy: { rollingUpdate: { maxUnavailable: 0 } } }),
      '5 pods, one of which a rollout adds',
    ],
    ['one that scales to five', [workload('Deployment', 'b'), scaled('b', 1, 5)], '5 pods'],
    ['one with two autoscalers', [workload('Deployment', 'b'), scaled('b', 1, 5), scaled('b', 1, 2, 'c')], '5 pods'],
    ['one that KEDA scales to five', [workload('Deployment', 'b'), byKeda({ maxReplicaCount: 5 })], '5 pods'],
    ['one that KEDA scales as by default', [workload('Deployment', 'b'), byKeda({})], '100 pods'],
    ['a StatefulSet', workload('StatefulSet', 'b', { serviceName: 'b', replicas: 5 }), '5 pods'],
  ])('%s are too many', (_what, objects, most) => {
    expect(said(list(objects))).toEqual([
      `the quota of the namespace "a" has room for 4 of its ${most} (requests.cpu: 4)`,
    ]);
  });

  test.each<[string, Raw | readonly Raw[]]>([
    ['a Deployment of four, one of which may be missing', workload('Deployment', 'b', { replicas: 4, ...missingOne })],
    ['one that recreates its pods', workload('Deployment', 'b', { replicas: 4, strategy: { type: 'Recreate' } })],
    ['one that adds none', workload('Deployment', 'b', { replicas: 3, strategy: { rollingUpdate: { maxSurge: 0 } } })],
    ['one of which, by default, a quarter may be missing', workload('Deployment', 'b', { replicas: 4 })],
    ['one of three, with room for a fourth', [workload('Deployment', 'b'), scaled('b', 3, 4)]],
    ['one that KEDA scales to four', [workload('Deployment', 'b'), byKeda({ maxReplicaCount: 4 })]],
    ['one without pods', workload('Deployment', 'b', { replicas: 0 })],
    ...[1.5, -3, 'many', null].map((replicas): [string, Raw] => [
      `one of ${JSON.stringify(replicas)}, which is refused elsewhere`,
      workload('Deployment', 'b', { replicas }),
    ]),
    [
      'one that an autoscaler of another kind of its name scales',
      [workload('Deployment', 'b'), scaled('b', 1, 9, 'c', 'x.io/v1')],
    ],
    ['a DaemonSet, on nodes that nobody knows', workload('DaemonSet', 'b')],
    ['a Job, which makes them as there is room', ['Job', 'batch/v1', 'b', { ...job, parallelism: 9 }]],
    ['a Job that waits', ['Job', 'batch/v1', 'b', { ...job, suspend: true }]],
    [
      'a schedule',
      ['CronJob', 'batch/v1', 'b', { schedule: '0 3 * * *', jobTemplate: { spec: { ...job, parallelism: 9 } } }],
    ],
  ])('%s are not', (_what, objects) => expect(said(list(objects))).toEqual([]));
});

test('a Job of which no pod fits is refused', () => {
  expect(said([['Job', 'batch/v1', 'b', job]], { quota: { cpu: '500m' } })).toEqual([
    'the quota of the namespace "a" has room for 0 of its 1 pods (requests.cpu: 500m)',
  ]);
});

test('what fits exactly fits, however it is written', () => {
  const small = { requests: { cpu: '0.1', memory: '1Mi' }, limits: { memory: '1Mi' } };
  const pod = {
    ...spec,
    containers: [{ name: 'a', image: pinnedImage, resources: small, securityContext: restrictedContainer }],
  };
  const template = { metadata: { labels: { app: 'b' } }, spec: pod };
  const three = workload('StatefulSet', 'b', { serviceName: 'b', replicas: 3, template });
  expect(said([three], { quota: { cpu: '300m' } })).toEqual([]);
  expect(said([three], { quota: { cpu: '299m' } })).toHaveLength(1);
});

test('three to ten pods of half a CPU need five of them, and not one (SREGym#879)', () => {
  const containers = [
    { ...spec.containers[0], resources: { ...resources, requests: { cpu: '500m', memory: '128Mi' } } },
  ];
  const half = workload('Deployment', 'b', {
    strategy: { rollingUpdate: { maxUnavailable: 0 } },
    template: { metadata: { labels: { app: 'b' } }, spec: { ...spec, containers } },
  });
  const objects = [half, scaled('b', 3, 10)];
  expect(said(objects, { quota: { cpu: '1' } })).toEqual([
    'the quota of the namespace "a" has room for 2 of its 10 pods (requests.cpu: 1)',
  ]);
  expect(said(objects, { quota: { cpu: '5' } })).toEqual([]);
});

test('of several lines that are too short, the shortest is named', () => {
  expect(said([workload('StatefulSet', 'b', { serviceName: 'b', replicas: 9 })], { quota: { pods: 3 } })).toEqual([
    'the quota of the namespace "a" has room for 3 of its 9 pods (pods: 3)',
  ]);
});

describe('what the operator of Prometheus and AKS make', () => {
  const monitoring = 'monitoring.coreos.com/v1';
  const asking = { resources: { requests: { cpu: '1' } } };
  const prometheus = (more: object): Raw => ['Prometheus', monitoring, 'b', { ...asking, ...more }];
  const alertmanager = (more: object): Raw => ['Alertmanager', monitoring, 'b', { ...asking, ...more }];
  const gateway = (gatewayClassName: string, annotations = {}): Raw => [
    'Gateway',
    'gateway.networking.k8s.io/v1',
    'b',
    { gatewayClassName, listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
    annotations,
  ];
  const free = { loadBalancers: true };
  const inCluster = { 'networking.istio.io/service-type': 'ClusterIP' };

  test.each<[string, Raw, Settings, string]>([
    ['copies of a Prometheus', prometheus({ replicas: 4 }), {}, 'room for 3 of its 4 pods (requests.cpu: 4)'],
    ['those of an Alertmanager', alertmanager({ replicas: 5 }), {}, 'room for 3 of its 5 pods (requests.cpu: 4)'],
    ['shards of a Prometheus', prometheus({ shards: 4 }), {}, 'ask for 101 % of it'],
    [
      'containers that are added to it',
      prometheus({ containers: [{ name: 'proxy', resources: { requests: { cpu: '3' } } }] }),
      {},
      'room for 0 of its 1 pods (requests.cpu: 4)',
    ],
    ['its Thanos', prometheus({ thanos: { resources: { requests: { cpu: '3' } } } }), {}, 'room for 0 of its 1 pods'],
    [
      'what is laid over its own',
      prometheus({ containers: [{ name: 'prometheus', resources: { requests: { cpu: '4' } } }] }),
      {},
      'room for 0 of its 1 pods',
    ],
    [
      'its disks',
      prometheus({
        replicas: 2,
        storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '30Gi' } } } } },
      }),
      { disk: { claims: '50Gi' } },
      'room for 1 of its 2 pods (requests.storage: 50Gi)',
    ],
    [
      'proxies of a Gateway',
      gateway('approuting-istio'),
      { ...free, quota: { cpu: '450m' } },
      'room for 4 of its 5 pods',
    ],
    ['its load balancer', gateway('approuting-istio'), {}, 'has no room for it (services.'],
  ])('is counted: %s', (_name, object, settings, problem) =>
    expect(said([object], settings)).toEqual([expect.stringContaining(problem)]),
  );

  test.each<[string, Raw, Settings]>([
    ['copies of a Prometheus', prometheus({ replicas: 3 }), {}],
    ['those of an Alertmanager', alertmanager({ replicas: 3 }), {}],
    ['shards of a Prometheus', prometheus({ shards: 3 }), {}],
    ['a Prometheus of no pods', prometheus({ replicas: 0, resources: { requests: { cpu: '9' } } }), {}],
    ['proxies of a Gateway', gateway('approuting-istio'), { ...free, quota: { cpu: '600m' } }],
    ['a Gateway of a class that others have', gateway('other'), {}],
    ['a Gateway for the cluster alone', gateway('approuting-istio', inCluster), {}],
  ])('has room: %s', (_name, object, settings) => expect(said([object], settings)).toEqual([]));

  test('listeners on one port are one port of their load balancer', () => {
    const on = (name: string, port: number) => ({ name, port, protocol: 'HTTP', hostname: `${name}.example.com` });
    const ports = (...listeners: readonly object[]): string[] => {
      const nodePorts: Raw = ['ResourceQuota', 'v1', 'c', { hard: { 'services.nodeports': '2' } }];
      return said(
        [
          ['Gateway', 'gateway.networking.k8s.io/v1', 'b', { gatewayClassName: 'approuting-istio', listeners }],
          nodePorts,
        ],
        free,
      );
    };
    expect(ports(on('a', 80), on('b', 80))).toEqual([]);
    expect(ports(on('a', 80), on('b', 81))).toEqual([expect.stringContaining('services.nodeports')]);
  });
});

describe('workloads that fit alone, and not together', () => {
  const two = [workload('Deployment', 'b'), scaled('b', 1, 3), workload('Deployment', 'c'), scaled('c', 1, 3)];

  test('are refused', () => {
    expect(said(two)).toEqual([
      'is 4, and the workloads of "a" ask for 150 % of it when each has all its pods, and one is rolled out',
    ]);
  });

  test('are accepted with a reason', () =>
    expect(said(two, { quota: { overcommitted: 'one by day, one by night' } })).toEqual([]));

  test('need a reason in one line', () => {
    expect(said(two, { quota: { overcommitted: '' } })).toContain('gives no reason in one line');
    expect(said(two, { quota: { overcommitted: 'a\nb' } })).toContain('gives no reason in one line');
  });

  test('of which some run now and then need no more than a reason', () => {
    const nightly = (name: string): Raw => [
      'CronJob',
      'batch/v1',
      name,
      { schedule: '0 3 * * *', jobTemplate: { spec: job } },
    ];
    const many = ['b', 'c', 'd', 'e', 'f'].map(nightly);
    expect(said(many)).toHaveLength(1);
    expect(said(many, { quota: { overcommitted: 'one by day, one by night' } })).toEqual([]);
  });

  test('must fit with the fewest pods that each may have', () => {
    const many = ['b', 'c'].flatMap((name) => [workload('Deployment', name, missingOne), scaled(name, 3, 4)]);
    expect(said(many, { quota: { overcommitted: 'a reason' } })).toEqual([
      'is 4, and the workloads of "a" ask for 150 % of it with as few pods as they may have, and one is rolled out',
    ]);
  });

  test('are accepted where the quota is large enough, and then need no reason', () => {
    expect(said(two, { quota: { cpu: '6' } })).toEqual([]);
    expect(said(two, { quota: { cpu: '6', overcommitted: 'a reason' } })).toEqual([
      'says why the workloads of "a" may ask for more than it has, and they do not',
    ]);
  });
});

describe('what is no pod and takes of a quota:', () => {
  const claim = (storage: string, storageClassName?: string): object => ({
    accessModes: ['ReadWriteOnce'],
    storageClassName,
    resources: { requests: { storage } },
  });
  const disks = (storage: string, replicas: number): Raw =>
    workload('StatefulSet', 'db', {
      serviceName: 'db',
      replicas,
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim(storage) }],
    });
  const pvc = (name: string, storage: string, storageClass?: string): Raw => [
    'PersistentVolumeClaim',
    'v1',
    name,
    claim(storage, storageClass),
  ];
  const scratch = (storage: string, replicas: number): Raw =>
    workload('Deployment', 'cache', {
      replicas,
      template: {
        metadata: { labels: { app: 'cache' } },
        spec: { ...spec, volumes: [{ name: 'a', ephemeral: { volumeClaimTemplate: { spec: claim(storage) } } }] },
      },
    });
  const service = (type: string, more: object = {}): Raw => [
    'Service',
    'v1',
    'b',
    { type, ports: [{ port: 80 }], ...more },
  ];
  const quotaOf = (hard: object): Raw => ['ResourceQuota', 'v1', 'own', { hard }];
  const fifty = quotaOf({ 'requests.storage': '50Gi' });

  test.each<[string, readonly Raw[], string]>([
    [
      "a StatefulSet's claims, one a pod",
      [fifty, disks('20Gi', 3)],
      'the quota of the namespace "a" has room for 2 of its 3 pods (requests.storage: 50Gi)',
    ],
    [
      'volumes that live as long as a pod, of a rollout too',
      [fifty, scratch('20Gi', 2)],
      'the quota of the namespace "a" has room for 2 of its 3 pods, one of which a rollout adds (requests.storage: 50Gi)',
    ],
    [
      'one claim',
      [fifty, pvc('b', '51Gi')],
      'the quota of the namespace "a" has no room for it (requests.storage: 50Gi)',
    ],
    [
      'claims and pods together',
      [fifty, disks('20Gi', 2), pvc('b', '20Gi')],
      'is 50Gi, and all of "a" together takes 120 % of it',
    ],
    [
      'claims by number',
      [quotaOf({ persistentvolumeclaims: '2' }), disks('1Gi', 2), pvc('b', '1Gi')],
      'is 2, and all of "a" together takes 150 % of it',
    ],
    [
      'claims of a class',
      [quotaOf({ 'fast.storageclass.storage.k8s.io/requests.storage': '5Gi' }), pvc('b', '6Gi', 'fast')],
      'the quota of the namespace "a" has no room for it (fast.storageclass.storage.k8s.io/requests.storage: 5Gi)',
    ],
    [
      'a load balancer, which also has node ports',
      [service('LoadBalancer')],
      'the quota of the namespace "a" has no room for it (services.loadbalancers: 0)',
    ],
    [
      'a load balancer, where node ports alone are counted',
      [quotaOf({ 'services.nodeports': '1' }), service('LoadBalancer', { ports: [{ port: 80 }, { port: 81 }] })],
      'the quota of the namespace "a" has no room for it (services.loadbalancers: 0)',
    ],
    ['a node port', [service('NodePort')], 'the quota of the namespace "a" has no room for it (services.nodeports: 0)'],
    [
      'objects, with those that every namespace has',
      [quotaOf({ 'count/configmaps': '2' }), ...['b', 'c'].map((name): Raw => ['ConfigMap', 'v1', name, {}])],
      'is 2, and all of "a" together takes 150 % of it',
    ],
    [
      'objects of a group',
      [quotaOf({ 'count/networkpolicies.networking.k8s.io': '1' })],
      'is 1, and all of "a" together takes 200 % of it',
    ],
    [
      'no object of its kind',
      [quotaOf({ 'count/jobs.batch': '0' }), ['Job', 'batch/v1', 'b', job]],
      'the quota of the namespace "a" has no room for it (count/jobs.batch: 0)',
    ],
  ])('%s: too much is refused', (_what, objects, problem) => {
    expect(said(objects)).toContain(problem);
  });

  const nightly = (rest: object, ofJob: object = {}): Raw => [
    'CronJob',
    'batch/v1',
    'b',
    { schedule: '0 3 * * *', jobTemplate: { spec: { ...job, ...ofJob } }, ...rest },
  ];
  const short = { successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 2 };

  test.each<[string, object, Raw, number]>([
    ['Jobs of a schedule, with the history that it has by default', { 'count/jobs.batch': '5' }, nightly({}), 5],
    ['Jobs of one with a history of its own', { 'count/jobs.batch': '4' }, nightly(short), 4],
    ['Jobs of one that waits', { 'count/jobs.batch': '3' }, nightly({ ...short, suspend: true }), 3],
    ['their pods', { 'count/pods': '12' }, nightly(short, { backoffLimit: 2 }), 12],
    ['pods of a Job, with its tries', { 'count/pods': '5' }, ['Job', 'batch/v1', 'b', { ...job, backoffLimit: 4 }], 5],
    [
      'ReplicaSets of a Deployment',
      { 'count/replicasets.apps': '7' },
      workload('Deployment', 'b', { revisionHistoryLimit: 5 }),
      7,
    ],
    [
      'the autoscaler that KEDA makes',
      { 'count/horizontalpodautoscalers.autoscaling': '1' },
      ['ScaledObject', 'keda.sh/v1alpha1', 'b', { scaleTargetRef: { name: 'b' } }],
      1,
    ],
    [
      'revisions of a StatefulSet',
      { 'count/controllerrevisions.apps': '12' },
      workload('StatefulSet', 'b', { serviceName: 'b' }),
      12,
    ],
  ])('%s are counted as they are kept', (_what, hard, object, most) => {
    const [[line] = ['']] = Object.entries(hard);
    expect(said([quotaOf(hard), object])).toEqual([]);
    expect(said([quotaOf({ [line]: String(most - 1) }), object])).toEqual([
      `the quota of the namespace "a" has no room for the ${most} that there are of it at most (${line}: ${most - 1})`,
    ]);
  });

  test('pods that have ended are no pods of a quota of those that run', () => {
    expect(said([nightly({}, { backoffLimit: 9 })], { quota: { pods: 1 } })).toEqual([]);
  });

  test('what several keep is added up', () => {
    const other = nightly({ successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 0 });
    const objects: Raw[] = [nightly(short), ['CronJob', 'batch/v1', 'c', other[3]]];
    expect(said([quotaOf({ 'count/jobs.batch': '5' }), ...objects])).toEqual([]);
    expect(said([quotaOf({ 'count/jobs.batch': '4' }), ...objects])).toEqual([
      'is 4, and all of "a" together takes 125 % of it',
    ]);
  });

  test.each<[string, readonly Raw[]]>([
    ['claims that fit exactly', [fifty, disks('10Gi', 3), pvc('b', '20Gi')]],
    ['a claim that a StatefulSet takes for its own', [fifty, disks('25Gi', 2), pvc('data-db-0', '25Gi')]],
    [
      'a claim of another class',
      [quotaOf({ 'fast.storageclass.storage.k8s.io/requests.storage': '5Gi' }), pvc('b', '6Gi')],
    ],
    ['a Service in the cluster', [service('ClusterIP')]],
    ['one with another name', [service('ExternalName', { externalName: 'example.com', ports: [] })]],
    [
      'objects that fit exactly',
      [quotaOf({ 'count/configmaps': '3' }), ...['b', 'c'].map((name): Raw => ['ConfigMap', 'v1', name, {}])],
    ],
    [
      'what a quota with a scope counts',
      [['ResourceQuota', 'v1', 'own', { hard: { pods: '0' }, scopes: ['BestEffort'] }], disks('1Gi', 1)],
    ],
  ])('%s are not', (_what, objects) => {
    expect(said(objects)).toEqual([]);
  });
});
