import { describe, expect, test } from '@jest/globals';
import { at } from '../../../render/fields.ts';
import { container, refusals } from './service.ts';

const resources = (change: { cpu?: string; memory?: string; cpuLimit?: string }) => ({
  resources: { cpu: '250m', memory: '256Mi', ...change },
});

test('memory is reserved in full, so that no neighbour makes the node take it back', () => {
  const { requests, limits } = container(resources({ memory: '1Gi' })).resources as Record<string, { memory: string }>;
  expect([requests?.memory, limits?.memory]).toEqual(['1Gi', '1Gi']);
});

describe('CPU has a limit, which AKS would add and Flux take away again:', () => {
  test.each([
    ['four times the request', '250m', undefined, '1000m'],
    ['four times whole cores', '2', undefined, '8000m'],
    ['or its own', '250m', '300m', '300m'],
    ['or the same', '1', '1000m', '1000m'],
    ['four times a fraction', '0.5', undefined, '2000m'],
    ['or its own fraction', '0.5', '2.5', '2500m'],
    ['or a fraction that is none', '0.5', '2.0', '2'],
  ])('%s', (_name, cpu, cpuLimit, limit) => {
    expect(at(container(resources({ cpu, ...(cpuLimit && { cpuLimit }) })), 'resources.limits.cpu')).toBe(limit);
  });
});

test('a fraction of a core is rendered as the API server stores it', () => {
  expect(at(container(resources({ cpu: '0.5' })), 'resources.requests.cpu')).toBe('500m');
});

const noCpu = 'write: millicores or cores, such as "250m", "0.25" or "1"';

test.each([
  ['a fraction of a millicore', { cpu: '0.2505' }, `resources.cpu: "0.2505" is no amount of CPU; ${noCpu}`],
  ['no CPU with decimals', { cpu: '0.0' }, `resources.cpu: "0.0" is no amount of CPU; ${noCpu}`],
  ['no CPU', { cpu: '0' }, `resources.cpu: "0" is no amount of CPU; ${noCpu}`],
  ['a limit that is none', { cpuLimit: 'all' }, `resources.cpuLimit: "all" is no amount of CPU; ${noCpu}`],
  [
    'memory without a unit',
    { memory: '256' },
    'resources.memory: "256" is no amount of memory; write: a quantity such as "256Mi"',
  ],
  [
    'a limit below the request',
    { cpu: '1', cpuLimit: '999m' },
    'resources.cpuLimit: "999m" is below resources.cpu ("1"); write: the same or more',
  ],
  [
    'CPU that AKS raises',
    { cpu: '99m' },
    `resources.cpu: "99m" is below 100m, to which AKS' Deployment Safeguards raise it; write: "100m" or more`,
  ],
  [
    'memory that AKS raises',
    { memory: '102399Ki' },
    `resources.memory: "102399Ki" is below 100Mi, to which AKS' Deployment Safeguards raise it; write: "100Mi" or more`,
  ],
])('%s is refused', (_name, change, refusal) => {
  expect(refusals(resources(change))).toEqual([refusal]);
});

test.each([
  ['decimal memory', { memory: '256M' }],
  ['memory of a large node', { memory: '1Ti' }],
  ['part of a core', { cpu: '0.5', cpuLimit: '1.5' }],
])('%s is one', (_name, change) => {
  expect(refusals(resources(change))).toEqual([]);
});
