// What KEDA is told of a worker's queue, and what else must hold of whoever is scaled so.
import { expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import type { AddOn } from '../../../lib/azure/aks.ts';
import type { Queue } from '../../../lib/workload/queue-scale.ts';
import { Worker, type WorkerProps } from '../../../lib/workload/worker.ts';
import { at } from '../../../render/fields.ts';
import { FleetApp } from '../../../render/fleet-app.ts';
import { render, type Rendering } from '../../../render/render.ts';
import { chartClass, emptyCluster, only, pinnedImage } from '../../support/synthesize.ts';
import { inFleet } from '../../support/repository.ts';

const check = { command: ['/bin/worker', 'alive'] };
const good: WorkerProps = {
  image: pinnedImage,
  resources: { cpu: '100m', memory: '128Mi' },
  health: { liveness: check, readiness: check, startup: check, same: { because: 'it has one thing to tell' } },
  identity: { clientId: '00000000-0000-0000-0000-000000000001' },
  scale: { min: 0, max: 4, queue: { serviceBus: 'orders', queue: 'mails' } },
};

/** An application of 500m CPU in a cluster with these add-ons. */
function rendered(make: (chart: Chart) => void, addOns: readonly AddOn[] = ['keda']): Rendering {
  return inFleet(() => {
    const app = new FleetApp('.preview');
    const cluster = emptyCluster(app, 'plain', { addOns });
    const quota = { cpu: '500m', memory: '4Gi', pods: 20 };
    cluster.applications('apps', { shop: { quota, chart: chartClass('shop', make) } });
    return render(app);
  });
}

const worker =
  (change: Partial<WorkerProps> = {}) =>
  (chart: Chart): void =>
    void new Worker(chart, 'mailer', { ...good, ...change });
const found = (make: (chart: Chart) => void, addOns?: readonly AddOn[]): string[] =>
  rendered(make, addOns).findings.map(({ code, at: place, problem }) => `${code} ${place}: ${problem}`);
const keda = (kind: string, change: Partial<WorkerProps> = {}) =>
  only(
    rendered(worker(change)).objects.map(({ object }) => object),
    kind,
  );

test.each<[string, Queue, type: string, metadata: object]>([
  [
    'a queue of Service Bus',
    { serviceBus: 'orders', queue: 'mails' },
    'azure-servicebus',
    { namespace: 'orders', queueName: 'mails', messageCount: '20' },
  ],
  [
    'a subscription',
    { serviceBus: 'orders', topic: 'paid', subscription: 'mailer' },
    'azure-servicebus',
    { namespace: 'orders', topicName: 'paid', subscriptionName: 'mailer', messageCount: '20' },
  ],
  [
    'a queue of a storage account',
    { storageAccount: 'orders1', queue: 'mails' },
    'azure-queue',
    { accountName: 'orders1', queueName: 'mails', queueLength: '20' },
  ],
])('%s is counted as the worker, in numbers that are text', (_what, queue, type, metadata) => {
  const { spec } = keda('ScaledObject', { scale: { min: 2, max: 4, queue, messagesPerCopy: 20 } });
  expect(spec).toMatchObject({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'mailer' },
    minReplicaCount: 2,
    maxReplicaCount: 4,
    triggers: [{ type, metadata, authenticationRef: { name: 'mailer' } }],
  });
});

test('KEDA takes over the autoscaler that was there before, which bears its name', () => {
  const { metadata, spec } = keda('ScaledObject');
  expect(metadata.annotations).toEqual({ 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' });
  expect(at(spec, 'advanced.horizontalPodAutoscalerConfig.name')).toBe('mailer');
});

test('it counts with the identity of the worker, of its tenant where that is said', () => {
  const [clientId, tenantId] = ['00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000004'];
  const podIdentity = { provider: 'azure-workload', identityId: clientId };
  expect(keda('TriggerAuthentication', { identity: { clientId } }).spec).toEqual({ podIdentity });
  expect(keda('TriggerAuthentication', { identity: { clientId, tenantId } }).spec).toEqual({
    podIdentity: { ...podIdentity, identityTenantId: tenantId },
  });
});

test('nothing else says how many copies there are', () => {
  const { objects, findings } = rendered(worker());
  expect(findings).toEqual([]);
  const deployment = only(
    objects.map(({ object }) => object),
    'Deployment',
  );
  expect(at(deployment, 'spec.replicas')).toBeUndefined();
  expect(objects.filter(({ object }) => object.kind === 'HorizontalPodAutoscaler')).toEqual([]);
});

test('where the add-on is off that is said once, with what to turn on', () => {
  const { findings } = rendered(worker(), []);
  expect(findings).toEqual([
    expect.objectContaining({
      code: 'no-provider',
      problem: expect.stringContaining('no chart of the cluster provides the API group keda.sh'),
      write: expect.stringMatching(/^addOns: \['keda'\] in the cluster's settings/),
    }),
  ]);
  expect(found(worker({ scale: { min: 1, max: 1 } }), [])).toEqual([]);
});

test('a quota has room for the most that there may be', () => {
  const scale = { min: 0, max: 5, queue: { serviceBus: 'orders', queue: 'mails' } };
  expect(found(worker({ scale: { ...scale, max: 4 } }))).toEqual([]);
  expect(found(worker({ scale }))).toEqual([]);
  expect(found(worker({ scale: { ...scale, max: 6 } }))).toEqual([
    'beyond-quota test/apps/shop/mailer/deployment: the quota of the namespace "shop" has room for 5 of its 6 pods (requests.cpu: 500m)',
  ]);
});

const raw =
  (kind: string, spec: object, name = 'other') =>
  (chart: Chart) =>
    void new ApiObject(chart, `raw-${kind}-${name}`, {
      apiVersion: kind === 'HorizontalPodAutoscaler' ? 'autoscaling/v2' : 'keda.sh/v1alpha1',
      kind,
      metadata: { name },
      spec,
    } as never);
const both =
  (...all: ((chart: Chart) => void)[]) =>
  (chart: Chart) =>
    all.forEach((each) => each(chart));

test('who has a queue has no second autoscaler', () => {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'mailer' };
  const second = raw('HorizontalPodAutoscaler', { scaleTargetRef, minReplicas: 1, maxReplicas: 2 });
  expect(found(both(worker(), second))).toEqual([
    expect.stringMatching(/^duplicate-claim .*: the scale of Deployment "mailer" is .* already/),
  ]);
});

const scaledObject = (trigger: object, more: object = {}) =>
  raw('ScaledObject', { scaleTargetRef: { name: 'mailer' }, triggers: [trigger], ...more });
const trigger = {
  type: 'azure-queue',
  metadata: { accountName: 'orders', queueName: 'mails' },
  authenticationRef: { name: 'mailer' },
};
const access = raw('TriggerAuthentication', { podIdentity: { provider: 'azure-workload', identityId: 'a' } }, 'mailer');
const onCpu = worker({ scale: { min: 1, max: 1 } });

test.each<[string, (chart: Chart) => void, string[]]>([
  ['what names a queue', scaledObject(trigger), []],
  ['what asks an address of its own', scaledObject({ ...trigger, type: 'prometheus' }), ['spec.triggers.type']],
  [
    'what asks another host',
    scaledObject({ ...trigger, metadata: { ...trigger.metadata, accountName: 'example.com/' } }),
    ['spec.triggers.metadata.accountName'],
  ],
  [
    'what asks another cloud',
    scaledObject({ ...trigger, metadata: { ...trigger.metadata, cloud: 'Private', endpointSuffix: 'example.com' } }),
    ['spec.triggers.metadata.cloud', 'spec.triggers.metadata.endpointSuffix'],
  ],
  [
    'what reads the environment',
    scaledObject({ ...trigger, metadata: { ...trigger.metadata, connectionFromEnv: 'TOKEN' } }),
    ['spec.triggers.metadata.connectionFromEnv'],
  ],
  [
    'what has the access of all',
    scaledObject({ ...trigger, authenticationRef: { kind: 'ClusterTriggerAuthentication', name: 'mailer' } }),
    ['spec.triggers.authenticationRef.kind'],
  ],
])('an application has %s, or it is refused', (_what, make, fields) => {
  const { findings } = rendered(both(onCpu, access, make));
  expect(findings.filter(({ code }) => code === 'beyond-application').map(({ field }) => field)).toEqual(fields);
  expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['duplicate-claim']));
});

test.each<[string, object, string[]]>([
  ['the identity of a workload', { podIdentity: { provider: 'azure-workload', identityId: 'a' } }, []],
  ['the identity of KEDA itself', { podIdentity: { provider: 'azure-workload' } }, ['spec.podIdentity.identityId']],
  [
    'a secret',
    { secretTargetRef: [{ parameter: 'a', name: 'b', key: 'c' }] },
    ['spec.podIdentity', 'spec.secretTargetRef'],
  ],
])('access is %s, or it is refused', (_what, spec, fields) => {
  const { findings } = rendered(both(onCpu, raw('TriggerAuthentication', spec)));
  expect(findings.filter(({ code }) => code === 'beyond-application').map(({ field }) => field)).toEqual(fields);
});

test('a Secret that access is read from is missed where it is not there', () => {
  const secret = { secretTargetRef: [{ parameter: 'connection', name: 'gone', key: 'a' }] };
  expect(found(both(onCpu, raw('TriggerAuthentication', secret)))).toContainEqual(
    expect.stringContaining('provides the Secret shop/gone'),
  );
});

test('access that is not there is missed', () => {
  const findings = found(scaledObject({ ...trigger, authenticationRef: { name: 'gone' } }));
  expect(findings).toContainEqual(expect.stringContaining('provides the TriggerAuthentication.keda.sh shop/gone'));
  expect(findings).toContainEqual(expect.stringContaining('provides the Deployment.apps shop/mailer'));
});
