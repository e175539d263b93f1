// How many pods are counted, of each kind of workload, and when a quota that is too small for all at once is agreed to.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { Namespace, type Quota } from '../../lib/namespace/namespace.ts';
import { hardened, hardenedPod } from '../support/hardened.ts';
import { findingsOf, pinnedImage } from '../support/synthesize.ts';

const resources = { requests: { cpu: '1', memory: '128Mi' }, limits: { memory: '128Mi' } };
const spec = { ...hardenedPod, containers: [{ name: 'a', image: pinnedImage, resources, ...hardened }] };
const job = { template: { spec: { ...spec, restartPolicy: 'Never' } } };

type Raw = readonly [kind: string, apiVersion: string, name: string, spec: object];

function workload(kind: string, name: string, rest: object = {}): Raw {
  const template = { metadata: { labels: { app: name } }, spec };
  return [kind, 'apps/v1', name, { selector: { matchLabels: { app: name } }, template, ...rest }];
}

const scaled = (name: string, minReplicas: number, maxReplicas: number): Raw => [
  'HorizontalPodAutoscaler',
  'autoscaling/v2',
  name,
  { minReplicas, maxReplicas, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } },
];

const missingOne = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } } };

/** What is said of pods that ask for a CPU each, in a namespace of four. */
function said(objects: readonly Raw[], quota: Partial<Quota> = {}): string[] {
  const findings = findingsOf({
    a: (chart: Chart) => {
      new Namespace(chart, 'namespace', { name: 'a', quota: { cpu: '4', memory: '8Gi', pods: 30, ...quota } });
      for (const [kind, apiVersion, name, rest] of objects)
        new ApiObject(chart, `${kind}-${name}`, { apiVersion, kind, metadata: { name }, spec: rest } as never);
    },
  });
  return findings
    .filter(({ code }) => code === 'beyond-quota' || code === 'invalid-setting')
    .map(({ problem }) => problem);
}

describe('pods of', () => {
  test.each<[string, readonly Raw[], number | undefined]>([
    [
      'a Deployment of four, one of which may be missing',
      [workload('Deployment', 'b', { replicas: 4, ...missingOne })],
      undefined,
    ],
    ['a Deployment of five', [workload('Deployment', 'b', { replicas: 5, ...missingOne })], 5],
    [
      'a Deployment that begins a rollout with one more',
      [workload('Deployment', 'b', { replicas: 4, strategy: { rollingUpdate: { maxUnavailable: 0 } } })],
      5,
    ],
    [
      'one that recreates its pods',
      [workload('Deployment', 'b', { replicas: 4, strategy: { type: 'Recreate' } })],
      undefined,
    ],
    ['one of which, by default, a quarter may be missing', [workload('Deployment', 'b', { replicas: 4 })], undefined],
    [
      'one of three, of which a quarter is none',
      [workload('Deployment', 'b', { replicas: 4 }), scaled('b', 3, 4)],
      undefined,
    ],
    ['one that scales to five', [workload('Deployment', 'b'), scaled('b', 1, 5)], 5],
    ['one without pods', [workload('Deployment', 'b', { replicas: 0 })], undefined],
    ['a StatefulSet', [workload('StatefulSet', 'b', { serviceName: 'b', replicas: 5 })], 5],
    ['a DaemonSet, on nodes that nobody knows', [workload('DaemonSet', 'b')], undefined],
    ['a Job', [['Job', 'batch/v1', 'b', { ...job, parallelism: 5 }]], 5],
    ['a Job that has fewer to do', [['Job', 'batch/v1', 'b', { ...job, parallelism: 5, completions: 2 }]], undefined],
    ['a Job that waits', [['Job', 'batch/v1', 'b', { ...job, parallelism: 5, suspend: true }]], undefined],
    [
      'a schedule',
      [['CronJob', 'batch/v1', 'b', { schedule: '0 3 * * *', jobTemplate: { spec: { ...job, parallelism: 6 } } }]],
      6,
    ],
    [
      'a schedule that is off',
      [
        [
          'CronJob',
          'batch/v1',
          'b',
          { schedule: '0 3 * * *', suspend: true, jobTemplate: { spec: { ...job, parallelism: 6 } } },
        ],
      ],
      undefined,
    ],
  ])('%s', (_what, objects, most) => {
    expect(said(objects)).toEqual(
      most === undefined ? [] : [`the quota of the namespace "a" has room for 4 of its ${most} pods (requests.cpu: 4)`],
    );
  });
});

test('of several lines that are too short, the shortest is named', () => {
  expect(said([workload('StatefulSet', 'b', { serviceName: 'b', replicas: 9 })], { pods: 3 })).toEqual([
    'the quota of the namespace "a" has room for 3 of its 9 pods (pods: 3)',
  ]);
});

describe('workloads that fit alone, and not together', () => {
  const two = [workload('Deployment', 'b'), scaled('b', 1, 3), workload('Deployment', 'c'), scaled('c', 1, 3)];

  test('are refused', () => {
    expect(said(two)).toEqual(['is 4, and the workloads of "a" ask for 150 % of it when each has all its pods']);
  });

  test('are accepted with a reason', () =>
    expect(said(two, { overcommitted: 'one by day, one by night' })).toEqual([]));

  test('need a reason in one line', () => {
    expect(said(two, { overcommitted: '' })).toContain('gives no reason in one line');
    expect(said(two, { overcommitted: 'a\nb' })).toContain('gives no reason in one line');
  });

  test('must fit with the fewest pods that each may have', () => {
    const many = ['b', 'c'].flatMap((name) => [workload('Deployment', name, missingOne), scaled(name, 3, 4)]);
    expect(said(many, { overcommitted: 'a reason' })).toEqual([
      'is 4, and the workloads of "a" ask for 150 % of it with as few pods as they may have',
    ]);
  });

  test('are accepted where the quota is large enough', () => expect(said(two, { cpu: '6' })).toEqual([]));
});
