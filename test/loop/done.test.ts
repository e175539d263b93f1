// When a workload has done what it is there for.
import { describe, expect, test } from '@jest/globals';
import { isDone } from '../../loop/done.ts';

const metadata = { name: 'thing', namespace: 'things', generation: 2 };

function isDoneAs(type: string, spec: object, status: object): boolean {
  const [apiVersion = '', kind = ''] = type.split(' ');
  return isDone({ apiVersion, kind, metadata, spec, status });
}

describe.each(['apps/v1 Deployment', 'apps/v1 ReplicaSet', 'apps/v1 StatefulSet', 'v1 ReplicationController'])(
  '%s',
  (kind) => {
    test.each([
      ['with all its pods ready', 2, { observedGeneration: 2, readyReplicas: 2 }, true],
      ['with none', 2, { observedGeneration: 2 }, false],
      ['with some of them', 2, { observedGeneration: 2, readyReplicas: 1 }, false],
      ['with those of the version before', 2, { observedGeneration: 1, readyReplicas: 2 }, false],
      ['that nobody has looked at', 2, {}, false],
      ['that is to have none', 0, { observedGeneration: 2 }, true],
    ])('%s', (_what, replicas, status, expected) => {
      expect(isDoneAs(kind, { replicas }, status)).toBe(expected);
    });
  },
);

test.each([
  ['with a pod on each of its nodes', { observedGeneration: 2, desiredNumberScheduled: 3, numberReady: 3 }, true],
  ['with a node without', { observedGeneration: 2, desiredNumberScheduled: 3, numberReady: 2 }, false],
  ['without nodes', { observedGeneration: 2, desiredNumberScheduled: 0, numberReady: 0 }, true],
])('a DaemonSet %s', (_what, status, expected) => {
  expect(isDoneAs('apps/v1 DaemonSet', {}, status)).toBe(expected);
});

test.each([
  ['that has completed', {}, [{ type: 'Complete', status: 'True' }], true],
  ['that runs', {}, [], false],
  ['that failed', {}, [{ type: 'Failed', status: 'True' }], false],
  ['that is suspended', { suspend: true }, [], true],
  ['that is to have no pods', { parallelism: 0 }, [], true],
])('a Job %s', (_what, spec, conditions, expected) => {
  expect(isDoneAs('batch/v1 Job', spec, { conditions })).toBe(expected);
});

test.each([
  ['Bound', true],
  ['Pending', false],
])('a claim that is %s', (phase, expected) => {
  expect(isDoneAs('v1 PersistentVolumeClaim', {}, { phase })).toBe(expected);
});
