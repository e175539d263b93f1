// What every workload has, whatever it does: each rule is asked of one of each.
import { describe, expect, test } from '@jest/globals';
import { asArray, asRecord, asString, at } from '../../../render/fields.ts';
import { kindKey } from '../../../render/identity.ts';
import { type Pod, podTemplateOf } from '../../../render/pods.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { renderWorkloads } from '../../fixtures/workloads.ts';

const rendering = renderWorkloads();
const layers = new Set(['apps', 'platform']);
const objects = rendering.objects.filter(({ layer }) => layers.has(layer)).map(({ object }) => object);
const names = ['web', 'mailer', 'packer', 'report', 'store', 'migrate', 'tail'];
const workload = (name: string): KubeObject => {
  const found = objects.find((object) => object.metadata.name === name && podTemplateOf(object) !== undefined);
  if (!found) throw new Error(`no workload "${name}"`);
  return found;
};
const podOf = (name: string): Pod => podTemplateOf(workload(name)) as Pod;
const find = (kind: string, name: string): KubeObject | undefined =>
  objects.find((object) => object.kind === kind && object.metadata.name === name);
const named = (name: string): string[] =>
  objects
    .filter(({ metadata }) => metadata.name === name)
    .map(kindKey)
    .toSorted();

test('an application may have all of them, and nothing is wrong with one', () => {
  expect(rendering.findings).toEqual([]);
});

describe.each(names)('%s', (name) => {
  test('has an account of its own, without a token in its pods', () => {
    expect(named(name)).toContain('/ServiceAccount');
    expect(podOf(name).spec).toMatchObject({ serviceAccountName: name, automountServiceAccountToken: false });
  });

  test('has closed network rules for its pods', () => {
    const rules = find('NetworkPolicy', name);
    expect(at(rules, 'spec.podSelector.matchLabels')).toEqual({ 'app.kubernetes.io/name': name });
    expect(podOf(name).labels).toMatchObject({ 'app.kubernetes.io/name': name });
  });

  test('is hardened, and has requests and limits, in every container', () => {
    expect(podOf(name).spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const { spec } of podOf(name).containers)
      expect(spec).toMatchObject({
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        resources: {
          requests: { cpu: '100m', memory: '128Mi' },
          limits: { cpu: '400m', memory: '128Mi' },
        },
      });
  });
});

test.each([
  ['web', ['/Service', 'apps/Deployment', 'autoscaling/HorizontalPodAutoscaler', 'policy/PodDisruptionBudget']],
  ['mailer', ['apps/Deployment', 'autoscaling/HorizontalPodAutoscaler', 'policy/PodDisruptionBudget']],
  [
    'packer',
    ['apps/Deployment', 'keda.sh/ScaledObject', 'policy/PodDisruptionBudget', 'keda.sh/TriggerAuthentication'],
  ],
  ['report', ['batch/CronJob']],
  ['store', ['/Service', 'apps/StatefulSet', 'policy/PodDisruptionBudget']],
  ['migrate', ['batch/Job']],
  ['tail', ['apps/DaemonSet']],
])('%s is %j besides', (name, kinds) => {
  expect(named(name)).toEqual(['/ServiceAccount', ...kinds, 'networking.k8s.io/NetworkPolicy'].toSorted());
});

test.each([
  ['web', '10%'],
  ['mailer', '10%'],
  ['packer', '10%'],
  ['store', 1],
])('a drain takes of %s %p at a time: of what holds data never two', (name, share) => {
  expect(at(find('PodDisruptionBudget', name), 'spec.maxUnavailable')).toBe(share);
});

test.each([
  ['mailer', 10],
  ['store', 10],
  ['tail', 10],
])('a new copy of %s must stay ready before the next one is replaced', (name, seconds) => {
  expect(at(workload(name), 'spec.minReadySeconds')).toBe(seconds);
});

describe('a worker', () => {
  test('gets SIGTERM at once, and time to finish what it has begun', () => {
    const { spec, containers } = podOf('mailer');
    expect(containers[0]?.spec).not.toHaveProperty('lifecycle');
    expect(spec.terminationGracePeriodSeconds).toBe(30 + 5);
  });

  test('rolls out as a service does', () => {
    expect(workload('mailer').spec).toMatchObject({ minReadySeconds: 10, progressDeadlineSeconds: 600 });
  });

  test('is called by nobody, and calls whom it names', () => {
    const rules = find('NetworkPolicy', 'mailer');
    expect(at(rules, 'spec.ingress')).toBeUndefined();
    expect(at(rules, 'spec.policyTypes')).toEqual(['Ingress', 'Egress']);
    expect(asArray(at(rules, 'spec.egress')).map((rule) => at(rule, 'to'))).toContainEqual([
      { ipBlock: { cidr: '10.20.0.0/24' } },
    ]);
  });

  test('with an identity in Azure has it at its account, and the label by which AKS hands out its token', () => {
    const account = find('ServiceAccount', 'mailer');
    expect(account?.metadata.annotations).toEqual({
      'azure.workload.identity/client-id': '00000000-0000-0000-0000-000000000001',
    });
    expect(podOf('mailer').labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
  });
});

describe.each([
  ['report', 'spec.jobTemplate.spec'],
  ['migrate', 'spec'],
])('%s runs to its end:', (name, job) => {
  const spec = (field: string): unknown => at(workload(name), `${job}.${field}`);

  test('a try that fails is followed by another, for ten minutes', () => {
    expect([spec('backoffLimit'), spec('activeDeadlineSeconds')]).toEqual([3, 600]);
    expect(spec('template.spec.restartPolicy')).toBe('Never');
  });

  test('a pod that goes with its node is no failure, and the autoscaler lets the node be', () => {
    expect(spec('podFailurePolicy.rules')).toEqual([
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    ]);
    expect(podOf(name).annotations).toMatchObject({ 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' });
  });
});

test('a schedule is in UTC, one run at a time, ten minutes late at the most', () => {
  expect(workload('report').spec).toMatchObject({
    schedule: '15 3 * * *',
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 600,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
    suspend: false,
  });
});

describe('a stateful service', () => {
  test('gives each copy a disk, which outlives it', () => {
    const { spec } = workload('store');
    expect(at(spec, 'persistentVolumeClaimRetentionPolicy')).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
    expect(at(spec, 'volumeClaimTemplates')).toMatchObject([
      {
        metadata: { name: 'data', labels: { 'fleetwright.dev/backup': 'true' } },
        spec: { storageClassName: 'managed-csi-premium', resources: { requests: { storage: '8Gi' } } },
      },
    ]);
    expect(podOf('store').containers[0]?.spec.volumeMounts).toEqual([
      { name: 'data', mountPath: '/data', readOnly: false },
    ]);
    expect(podOf('store').spec.volumes).toEqual([]);
  });

  test('gives each copy an address, before it is ready too', () => {
    expect(at(workload('store'), 'spec.serviceName')).toBe('store-copies');
    expect(at(find('Service', 'store-copies'), 'spec')).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    });
  });

  test('lets its copies reach each other', () => {
    const copies = [
      { namespaceSelector: expect.anything(), podSelector: { matchLabels: { 'app.kubernetes.io/name': 'store' } } },
    ];
    const rules = find('NetworkPolicy', 'store');
    expect(at(rules, 'spec.ingress')).toMatchObject([{ from: copies, ports: [{ port: 6379 }] }]);
    expect(at(rules, 'spec.egress')).toContainEqual(expect.objectContaining({ to: copies }));
  });

  test('counts its copies together, as a disk keeps each in its zone', () => {
    const constraints = asArray(podOf('store').spec.topologySpreadConstraints);
    expect(constraints.filter((each) => at(each, 'matchLabelKeys') !== undefined)).toEqual([]);
  });

  test('waits for room in the zone that has the disk', () => {
    expect(podOf('store').spec.topologySpreadConstraints).toMatchObject([
      { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' },
      { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
    ]);
  });
});

describe('a web service', () => {
  const [proxy, wait, own] = podOf('web').containers.map(({ spec }) => spec);

  test('asks over HTTP, gRPC and TCP', () => {
    expect([own?.livenessProbe, own?.readinessProbe, own?.startupProbe]).toMatchObject([
      { httpGet: { path: '/livez', port: 'http' } },
      { grpc: { port: 50_051, service: 'shop' } },
      { tcpSocket: { port: 'amqp' } },
    ]);
  });

  test('tells the Gateway what its ports speak', () => {
    expect(
      asArray(at(find('Service', 'web'), 'spec.ports')).map((port) => [at(port, 'name'), at(port, 'appProtocol')]),
    ).toEqual([
      ['http', 'http'],
      ['grpc', 'kubernetes.io/h2c'],
      ['metrics', 'http'],
      ['amqp', undefined],
    ]);
  });

  test('has its sidecars before what runs before it', () => {
    expect([proxy, wait]).toMatchObject([
      { name: 'proxy', restartPolicy: 'Always', args: ['--listen', '127.0.0.1:5432'] },
      { name: 'wait', command: ['/bin/wait'] },
    ]);
    expect(wait).not.toHaveProperty('restartPolicy');
  });

  test('asks a sidecar too, by the same defaults, and waits for its start', () => {
    expect(proxy).toMatchObject({
      livenessProbe: { httpGet: { path: '/live', port: 'admin' }, periodSeconds: 10, failureThreshold: 3 },
      readinessProbe: { httpGet: { path: '/ready', port: 'admin' }, periodSeconds: 5, failureThreshold: 2 },
      startupProbe: { tcpSocket: { port: 'admin' }, periodSeconds: 2, failureThreshold: 30 },
    });
    expect(wait).not.toHaveProperty('livenessProbe');
    expect(at(workload('web'), 'spec.progressDeadlineSeconds')).toBe(530 + 60 + 60 + 10);
  });

  test('knows its pod', () => {
    expect(own?.env).toEqual([
      { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } },
    ]);
  });
});

describe('a migration', () => {
  const kustomization = (name: string): KubeObject | undefined =>
    rendering.objects.find(({ layer, object }) => layer === 'flux' && object.metadata.name === name)?.object;

  test('is applied as its application is', () => {
    expect(at(kustomization('shop-migration'), 'spec.serviceAccountName')).toBe('applier-shop');
    expect(at(kustomization('shop'), 'spec.serviceAccountName')).toBe('applier-shop');
  });

  test('is waited for at each revision by its application, and by nobody else', () => {
    expect(at(kustomization('shop'), 'spec.dependsOn')).toContainEqual({ name: 'shop-migration' });
    const others = rendering.objects.filter(({ layer, object }) => layer === 'flux' && object.metadata.name !== 'shop');
    const waits = others.flatMap(({ object }) => asArray(at(object, 'spec.dependsOn')).map(asRecord));
    expect(waits.every(({ readyExpr }) => asString(readyExpr) !== '')).toBe(true);
  });

  test('runs again when it is changed, and stays when it has run', () => {
    expect(workload('migrate').metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/force': 'enabled' });
    expect(workload('migrate').spec).not.toHaveProperty('ttlSecondsAfterFinished');
  });
});
