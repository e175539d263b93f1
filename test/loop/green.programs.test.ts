// A loop can be green for all that Flux waits for, and is not while a workload lacks its pods, a Job has not ended or a CronJob
// cannot run: then it says why.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { oneLoop } from '../../loop/describe-loop.ts';
import { allReady, type Loop, loopPrograms, progress, startLoop } from '../../loop/loop.ts';
import { imagesIn } from '../../loop/pod-images.ts';
import { pinnedImage } from '../../loop/pinned-image.ts';
import type { ChartProgress } from '../../loop/progress.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { health } from '../../lib/flux/health.ts';
import { storageClasses } from '../../lib/azure/storage-classes.ts';
import { kindKey } from '../../render/identity.ts';
import { describeWith } from '../../tools/describe-with.ts';
import fleet from '../fixtures/fleet/main.ts';
import { Checkout } from '../support/checkout.ts';
import { rendering } from '../support/fixture-fleet.ts';
import { jobsWhile } from './jobs-while.ts';
import { oneOfEach } from './one-of-each.ts';
import { trial, withTrial } from './trial-chart.ts';

const [image = ''] = imagesIn(rendering().objects);

/** What Pod Security "restricted" asks for. */
const restricted = {
  runAsNonRoot: true,
  runAsUser: 1000,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

const good = { containers: [{ name: 'main', image, securityContext: restricted }] };
const insecure = { containers: [{ name: 'main', image }] };
/** No node has it. */
const nowhere = { nodeSelector: { 'kubernetes.io/os': 'plan9' } };
const unknown = { containers: [{ name: 'main', image: pinnedImage, securityContext: restricted }] };

const strict = namespace('strict');
const tight = namespace('tight');
const noRoom: KubeObject = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'no-room', namespace: 'tight' },
  spec: { hard: { pods: '0' } },
};

function namespace(name: string): KubeObject {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function workload(apiVersion: string, kind: string, name: string, spec: object): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: 'strict' }, spec };
}

function pods(name: string, spec: object): object {
  return { template: { metadata: { labels: { app: name } }, spec } };
}

function ofApps(kind: string): (name: string, spec: object, more?: object) => KubeObject {
  return (name, spec, more = {}) =>
    workload('apps/v1', kind, name, { selector: { matchLabels: { app: name } }, ...pods(name, spec), ...more });
}

const deployment = ofApps('Deployment');
const statefulSet = ofApps('StatefulSet');
const daemonSet = ofApps('DaemonSet');
const replicaSet = ofApps('ReplicaSet');

function replicationController(name: string, spec: object, more: object = {}): KubeObject {
  return workload('v1', 'ReplicationController', name, { selector: { app: name }, ...pods(name, spec), ...more });
}

function jobSpec(spec: object, more: object = {}): object {
  return { template: { spec: { restartPolicy: 'Never', ...spec } }, ...more };
}

function job(name: string, spec: object, more: object = {}): KubeObject {
  return workload('batch/v1', 'Job', name, jobSpec(spec, more));
}

function cronJob(name: string, spec: object, more: object = {}, moreOfJob: object = {}): KubeObject {
  const jobTemplate = { metadata: { annotations: { of: 'template' } }, spec: jobSpec(spec, moreOfJob) };
  return workload('batch/v1', 'CronJob', name, { schedule: '0 0 1 1 *', jobTemplate, ...more });
}

function pod(name: string, spec: object): KubeObject {
  return workload('v1', 'Pod', name, spec);
}

function claim(name: string, spec: object): KubeObject {
  const usual = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return workload('v1', 'PersistentVolumeClaim', name, { ...usual, ...spec });
}

function using(claimName: string): object {
  return { ...good, volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] };
}

/** Flux does not wait for the pods of such a set. */
const onDelete = { updateStrategy: { type: 'OnDelete' } };

describeWith(loopPrograms, 'a loop', (programs) => {
  const checkout = new Checkout();
  afterAll(() => checkout.remove());
  const loop = oneLoop(async () => {
    const before = process.cwd();
    process.chdir(checkout.folder);
    try {
      return await startLoop({ fleet, programs, cluster: 'lab' });
    } finally {
      process.chdir(before);
    }
  }, 120_000);
  beforeAll(async () => allReady(loop(), { seconds: 180 }), 200_000);

  test('is green where every workload has its pods, every Job has ended and every CronJob can run', async () => {
    const cronJobs = [
      cronJob('tidy', good),
      cronJob('short-lived', good, { successfulJobsHistoryLimit: 0 }, { ttlSecondsAfterFinished: 0 }),
    ];
    const objects = [
      strict,
      deployment('web', good),
      statefulSet('store', good, onDelete),
      daemonSet('agent', good, onDelete),
      replicaSet('bare', good),
      replicationController('old', good),
      job('migrate', good, { completions: 3, parallelism: 2 }),
      ...cronJobs,
    ];
    await withTrial(loop(), objects, async (commit) => {
      const started = await jobsWhile(loop(), async () => allReady(loop(), { commit, seconds: 60 }));
      for (const { metadata } of cronJobs)
        expect(started).toContainEqual({
          name: `${metadata.name}-by-hand`,
          annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', of: 'template' },
        });
      const left = [
        await loop().cluster.objects.list('batch/v1', 'Job'),
        await loop().cluster.objects.list('v1', 'Pod'),
      ];
      expect(left.flat().filter(({ metadata }) => metadata.name.includes('by-hand'))).toEqual([]);
    });
  }, 150_000);

  test('is green where no pods are wanted: none of them would be let in', async () => {
    const objects = [
      strict,
      deployment('web', insecure, { replicas: 0 }),
      statefulSet('store', insecure, { ...onDelete, replicas: 0 }),
      daemonSet('agent', { ...insecure, ...nowhere }),
      replicationController('old', insecure, { replicas: 0 }),
      cronJob('suspended', insecure, { suspend: true }),
      cronJob('starting-suspended', insecure, {}, { suspend: true }),
      job('suspended', insecure, { suspend: true }),
      job('without-pods', insecure, { parallelism: 0 }),
    ];
    await withTrial(loop(), objects, async (commit) => {
      await expect(allReady(loop(), { commit, seconds: 60 })).resolves.toBeUndefined();
    });
  }, 150_000);

  test('can be green for every kind that Flux waits for', async () => {
    const waitedFor = Object.entries(health).flatMap(([kind, check]) => (check === 'stateless' ? [] : [kind]));
    expect(oneOfEach.map(kindKey).toSorted()).toEqual(expect.arrayContaining(waitedFor));
    await withTrial(loop(), [strict, ...oneOfEach], async (commit) => {
      await expect(allReady(loop(), { commit, seconds: 60 })).resolves.toBeUndefined();
    });
  }, 150_000);

  test('is green where claims are bound: at once, or for the pod that uses them', async () => {
    const objects = [
      strict,
      ...Object.keys(storageClasses)
        .filter((name) => name.startsWith('azure'))
        .map((name) => claim(name, { storageClassName: name, accessModes: ['ReadWriteMany'] })),
      claim('scratch', {}),
      deployment('web', using('scratch')),
      statefulSet('store', good, {
        volumeClaimTemplates: [claim('data', { storageClassName: 'managed-csi-premium' })],
      }),
    ];
    await withTrial(loop(), objects, async (commit) => {
      await expect(allReady(loop(), { commit, seconds: 60 })).resolves.toBeUndefined();
    });
  }, 150_000);

  const forbidden = /pods are forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false/;
  const full = /pods are forbidden: exceeded quota: no-room, requested: pods=1/;
  const notPulled = /the image is not among those/;

  test.each([
    [
      'Flux calls ready',
      true,
      [],
      [
        [cronJob('tidy', insecure), forbidden],
        [inTight(cronJob('tidy', good)), full],
        [cronJob('unknown', unknown), notPulled],
        [statefulSet('store', insecure, onDelete), forbidden],
        [inTight(statefulSet('store', good, onDelete)), full],
        [replicationController('old', insecure), forbidden],
      ],
    ],
    [
      'Flux waits for',
      false,
      [pod('sharing', using('shared'))],
      [
        [deployment('web', insecure), forbidden],
        [inTight(deployment('web', good)), full],
        [deployment('unknown', unknown), notPulled],
        [deployment('homeless', { ...good, ...nowhere }), /didn't match .*node/],
        [statefulSet('store', insecure), forbidden],
        [inTight(daemonSet('agent', good)), full],
        [replicaSet('bare', insecure), forbidden],
        [job('migrate', insecure), forbidden],
        [
          claim('shared', { storageClassName: 'managed-csi', accessModes: ['ReadWriteMany'] }),
          /makes no file system that is ReadWriteMany/,
        ],
        [claim('unused', { storageClassName: 'managed-csi' }), /waiting for first consumer/],
        [claim('nobodys', { storageClassName: 'nobodys' }), /storageclass.storage.k8s.io "nobodys" not found/],
        [job('late', unknown, { activeDeadlineSeconds: 1 }), /Job was active longer than specified deadline/],
      ],
    ],
  ] as const)(
    'is not green, and says why, where what %s does not come up',
    async (_who, isReadyForFlux, others, bad) => {
      const objects = [
        strict,
        tight,
        noRoom,
        deployment('neighbour', good),
        ...others,
        ...bad.map(([object]) => object),
      ];
      await withTrial(loop(), objects, async (commit) => {
        const expected = bad.map(
          ([{ kind, metadata }, reason]) => [`${kind} ${metadata.namespace ?? ''}/${metadata.name}`, reason] as const,
        );
        const said = await complaints(loop(), commit, (all) =>
          expected.every(([object, reason]) => reason.test(all.get(object) ?? '')),
        );
        for (const [object, reason] of expected) expect(said.get(object)).toMatch(reason);
        expect([...said.keys()].toSorted()).toEqual(expected.map(([object]) => object).toSorted());
        const chart = (await progress(loop())).find(({ name }) => name === trial);
        expect(chart?.ready).toBe(isReadyForFlux);
      });
    },
    150_000,
  );
});

/** What the loop says of each object of the chart, once that is enough; empty where it is green. */
async function complaints(
  loop: Loop,
  commit: string,
  isEnough: (said: ReadonlyMap<string, string>) => boolean,
): Promise<ReadonlyMap<string, string>> {
  const enough = new AbortController();
  let said = new Map<string, string>();
  const onChange = ({ name, message }: ChartProgress): void => {
    if (name !== trial) return;
    const parts = message.split(/(?:^|; )([A-Z]\w+ [a-z-]+\/[a-z-]+): /).slice(1);
    said = new Map(parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [])));
    if (isEnough(said)) enough.abort();
  };
  return allReady(loop, { commit, seconds: 60, onChange, signal: enough.signal }).then(
    () => new Map<string, string>(),
    () => said,
  );
}

function inTight(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, namespace: 'tight' } };
}
