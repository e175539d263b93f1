import { describe, expect, test } from '@jest/globals';
import { asRecord, at } from '../../../render/fields.ts';
import { refusals, rendered } from './service.ts';

describe('a service that scales', () => {
  const scale = { min: 3, max: 12 };

  test('leaves its replicas to the autoscaler', () => {
    expect(asRecord(rendered('Deployment', { scale }).spec)).not.toHaveProperty('replicas');
  });

  test('scales its own Deployment between min and max, on CPU', () => {
    expect(rendered('HorizontalPodAutoscaler', { scale: { ...scale, cpuPercent: 55 } }).spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
      minReplicas: 3,
      maxReplicas: 12,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 55 } } },
      ],
    });
  });

  test('asks for CPU, without which its use has no percentage', () => {
    expect(at(rendered('Deployment', { scale }), 'spec.template.spec.containers')).toMatchObject([
      { resources: { requests: { cpu: '250m' } } },
    ]);
  });

  test('keeps its copies through five calm minutes, so that a dip costs none', () => {
    expect(at(rendered('HorizontalPodAutoscaler', { scale }), 'spec.behavior')).toEqual({
      scaleDown: { stabilizationWindowSeconds: 300 },
    });
  });
});

describe('a service of fixed size', () => {
  const scale = { min: 2, max: 2 };

  test('has an autoscaler that holds it, so that it can scale later and no copy goes', () => {
    expect(rendered('HorizontalPodAutoscaler', { scale }).spec).toMatchObject({ minReplicas: 2, maxReplicas: 2 });
    expect(asRecord(rendered('Deployment', { scale }).spec)).not.toHaveProperty('replicas');
  });
});

test.each([
  ['none at all', { min: 0, max: 3 }, ['scale.min: 0 is not a whole number from 1 to 1000; write: 1 to 1000']],
  ['half a copy', { min: 1, max: 1.5 }, ['scale.max: 1.5 is not a whole number from 1 to 1000; write: 1 to 1000']],
  [
    'more at least than at most',
    { min: 4, max: 3 },
    ['scale.min: 4 is above scale.max (3); write: a lower min or a higher max'],
  ],
  [
    'more than all of its CPU',
    { min: 1, max: 2, cpuPercent: 101 },
    ['scale.cpuPercent: 101 is not a whole number from 1 to 100; write: 1 to 100'],
  ],
])('%s is refused', (_name, scale, refusal) => {
  expect(refusals({ scale })).toEqual(refusal);
});
