// No request is lost while pods are replaced, drained or scaled down.
import { describe, expect, test } from '@jest/globals';
import type { Shutdown } from '../../../lib/workload/shutdown.ts';
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

test('a rollout that hangs is told as failed before Flux stops waiting for it', () => {
  const minutes = 6; // of the chart's Kustomization
  expect(at(rendered('Deployment'), 'spec.progressDeadlineSeconds')).toBeLessThan(minutes * 60);
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
