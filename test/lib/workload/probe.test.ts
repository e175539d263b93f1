import { describe, expect, test } from '@jest/globals';
import { asRecord, at } from '../../../render/fields.ts';
import { container, good, refusals } from './service.ts';

const probeNames = ['livenessProbe', 'readinessProbe', 'startupProbe'];

test('each probe asks a path of its own, on the port that answers requests', () => {
  expect(probeNames.map((name) => at(container(), `${name}.httpGet`))).toEqual([
    { path: '/livez', port: 'http' },
    { path: '/readyz', port: 'http' },
    { path: '/startupz', port: 'http' },
  ]);
});

/** Seconds until a container that does not answer is acted on. */
const patience = (probe: unknown): number =>
  Number(asRecord(probe).periodSeconds) * Number(asRecord(probe).failureThreshold);

describe('by default', () => {
  const { livenessProbe, readinessProbe, startupProbe } = container();

  test('a pod that stops answering leaves the routes before it is restarted', () => {
    expect(patience(readinessProbe)).toBeLessThan(patience(livenessProbe));
  });

  test('a container has a minute to start', () => {
    expect(patience(startupProbe)).toBe(60);
  });
});

test('a setting changes its probe alone, and leaves the rest of it', () => {
  const { livenessProbe, readinessProbe, startupProbe } = container();
  const changed = container({ probes: { liveness: { periodSeconds: 30 } } });
  expect(changed.livenessProbe).toEqual({ ...asRecord(livenessProbe), periodSeconds: 30 });
  expect(changed).toMatchObject({ readinessProbe, startupProbe });
});

test('a call is over when the next one begins', () => {
  const changed = container({ probes: { readiness: { periodSeconds: 1 }, liveness: { periodSeconds: 2 } } });
  expect(changed).toMatchObject({ readinessProbe: { timeoutSeconds: 1 }, livenessProbe: { timeoutSeconds: 2 } });
  expect(refusals({ probes: { readiness: { periodSeconds: 1 } } })).toEqual([]);
});

test.each([
  ['no period', { liveness: { periodSeconds: 0 } }, 'liveness.periodSeconds: 0', '1 to 3600'],
  ['a period of hours', { readiness: { periodSeconds: 3601 } }, 'readiness.periodSeconds: 3601', '1 to 3600'],
  ['a call longer than the period', { startup: { timeoutSeconds: 3 } }, 'startup.timeoutSeconds: 3', '1 to 2'],
  ['half a failure', { liveness: { failureThreshold: 0.5 } }, 'liveness.failureThreshold: 0.5', '1 to 1000'],
])('%s is refused', (_name, probes, fault, range) => {
  expect(refusals({ probes })).toEqual([`probes.${fault} is not a whole number from ${range}; write: ${range}`]);
});

test.each([
  [
    'one path for two probes',
    { ...good.health, readiness: '/livez' },
    "health: two probes ask the same; write: three different checks: each means another thing; or same: { because: '...' }",
  ],
  [
    'a path without a slash',
    { ...good.health, startup: 'startupz' },
    'health.startup: "startupz" is no path; write: a path that starts with "/"',
  ],
])('%s is refused', (_name, health, refusal) => {
  expect(refusals({ health })).toEqual([refusal]);
});
