// No request is lost while pods are replaced, drained or scaled down.
import { describe, expect, test } from '@jest/globals';
import type { Shutdown } from '../../../lib/workload/shutdown.ts';
import type { WebServiceProps } from '../../../lib/workload/web-service.ts';
import { at } from '../../../render/fields.ts';
import { findingsOf } from '../../support/synthesize.ts';
import { container, pod, refusals, rendered, serviceWith } from './service.ts';

describe('no request is lost in a rollout:', () => {
  test('an old copy goes only when a new one is ready, and one more copy always fits', () => {
    expect(at(rendered('Deployment'), 'spec.strategy')).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' },
    });
    expect(container().readinessProbe).toBeDefined();
  });

  test('a copy that goes serves on while the routes forget it', () => {
    expect(container().lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
    expect(container({ shutdown: { preStopSeconds: 25 } }).lifecycle).toEqual({ preStop: { sleep: { seconds: 25 } } });
  });

  test.each<[string, Shutdown | undefined]>([
    ['by default', undefined],
    ['with a long farewell', { preStopSeconds: 120 }],
    ['with slow requests', { drainSeconds: 600 }],
    ['with no request to finish', { drainSeconds: 0 }],
    ['with a grace of its own', { preStopSeconds: 5, drainSeconds: 5, graceSeconds: 11 }],
  ])('the grace is longer than preStop and drain together, %s', (_name, shutdown) => {
    const { preStopSeconds = 10, drainSeconds = 20 } = shutdown ?? {};
    expect(at(pod({ shutdown }), 'spec.terminationGracePeriodSeconds')).toBeGreaterThan(preStopSeconds + drainSeconds);
  });
});

describe('a rollout is sure of a new copy before an old one goes, and waits for a new node:', () => {
  const times = (change: Partial<WebServiceProps> = {}): unknown[] =>
    ['minReadySeconds', 'progressDeadlineSeconds'].map((field) => at(rendered('Deployment', change), `spec.${field}`));

  test.each<[string, Partial<WebServiceProps>, number[]]>([
    ['by default', {}, [10, 600]],
    ['with its own patience', { rollout: { minReadySeconds: 0, progressDeadlineSeconds: 1200 } }, [0, 1200]],
    ['ready for a minute', { rollout: { minReadySeconds: 60 } }, [60, 650]],
    ['with a slow start', { probes: { startup: { periodSeconds: 10, failureThreshold: 90 } } }, [10, 1440]],
    [
      'with a patient readiness probe',
      { probes: { readiness: { periodSeconds: 15, failureThreshold: 3 } } },
      [45, 635],
    ],
    ['with the longest start', { probes: { startup: { periodSeconds: 10, failureThreshold: 666 } } }, [10, 7200]],
    ['as short as its start lets it', { rollout: { progressDeadlineSeconds: 71 } }, [10, 71]],
  ])('%s', (_name, change, seconds) => {
    expect(times(change)).toEqual(seconds);
    expect(findingsOf(serviceWith(change))).toEqual([]);
  });

  test('what says it stands outside of the pods: a newer package restarts none', () => {
    const template = (change: Partial<WebServiceProps>) => at(rendered('Deployment', change), 'spec.template');
    expect(template({ rollout: { minReadySeconds: 1, progressDeadlineSeconds: 700 } })).toEqual(template({}));
  });

  test.each<[string, Partial<WebServiceProps>, string]>([
    [
      'less than no time',
      { rollout: { minReadySeconds: -1 } },
      'rollout.minReadySeconds: -1 is not a whole number from 0 to 600; write: 0 to 600',
    ],
    [
      'a deadline that never comes',
      { rollout: { progressDeadlineSeconds: 2147483647 } },
      'rollout.progressDeadlineSeconds: 2147483647 is not a whole number from 1 to 7200; write: 1 to 7200',
    ],
    [
      'a deadline in the past',
      { rollout: { progressDeadlineSeconds: -1 } },
      'rollout.progressDeadlineSeconds: -1 is not a whole number from 1 to 7200; write: 1 to 7200',
    ],
    [
      'a deadline before the copy must have started',
      { rollout: { progressDeadlineSeconds: 70 } },
      'rollout.progressDeadlineSeconds: 70 is not longer than a copy may take to start and minReadySeconds together (70); write: 71 or more',
    ],
    [
      'a start for which Flux would wait longer than two hours with the new node',
      { probes: { startup: { periodSeconds: 10, failureThreshold: 700 } } },
      'rollout.progressDeadlineSeconds: is 7540, from 7010 s until a copy has started and is ready, and 530 s for a new node: 7200 is the most; write: 7011 to 7200, or probes that give up earlier',
    ],
    [
      'a start that takes longer than two hours',
      { probes: { startup: { periodSeconds: 10, failureThreshold: 800 } } },
      'rollout.progressDeadlineSeconds: is 8540, from 8010 s until a copy has started and is ready, and 530 s for a new node: 7200 is the most; write: probes that give up earlier',
    ],
    [
      'the same with a deadline that is let through',
      { probes: { startup: { periodSeconds: 10, failureThreshold: 800 } }, rollout: { progressDeadlineSeconds: 7200 } },
      'rollout.progressDeadlineSeconds: 7200 is not longer than a copy may take to start and minReadySeconds together (8010); write: probes that give up earlier',
    ],
  ])('%s is refused', (_name, change, refusal) => {
    expect(refusals(change)).toEqual([refusal]);
  });
});

test('an eviction takes a tenth of the copies, and a broken copy at once', () => {
  expect(rendered('PodDisruptionBudget').spec).toMatchObject({
    maxUnavailable: '10%',
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
});

test.each([1, 2, 15])('the disruption budget of %i copies lets a drain go on', (copies) => {
  expect(findingsOf(serviceWith({ scale: { min: copies, max: copies } }))).toEqual([]);
});

test.each([
  [
    'a grace that ends with the drain',
    { graceSeconds: 30 },
    'shutdown.graceSeconds: 30 is not longer than preStopSeconds (10) and drainSeconds (20) together, in whole seconds; write: 31 or more',
  ],
  [
    'half a second of grace',
    { graceSeconds: 35.5 },
    'shutdown.graceSeconds: 35.5 is not longer than preStopSeconds (10) and drainSeconds (20) together, in whole seconds; write: 31 or more',
  ],
  [
    'no farewell',
    { preStopSeconds: 0 },
    'shutdown.preStopSeconds: 0 is not a whole number from 1 to 600; write: 1 to 600',
  ],
  [
    'a drain in the past',
    { drainSeconds: -1 },
    'shutdown.drainSeconds: -1 is not a whole number from 0 to 3600; write: 0 to 3600',
  ],
])('%s is refused', (_name, shutdown, refusal) => {
  expect(refusals({ shutdown })).toEqual([refusal]);
});
