// One failure does not take all copies, and the spreading itself never keeps a copy from starting.
import { describe, expect, test } from '@jest/globals';
import { asArray, asRecord, at } from '../../../render/fields.ts';
import { pod } from './service.ts';

const zone = 'topology.kubernetes.io/zone';
const node = 'kubernetes.io/hostname';

function constraints(zones?: readonly string[]): Record<string, unknown>[] {
  return asArray(at(pod({ zones }), 'spec.topologySpreadConstraints')).map(asRecord);
}

const over = (key: string, zones: readonly string[]) =>
  constraints(zones).find(({ topologyKey }) => topologyKey === key);

describe('in a cluster of several zones', () => {
  test('copies are spread evenly over the zones, and start where their zone has no room', () => {
    expect(over(zone, ['1', '2'])).toMatchObject({ maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' });
  });

  test('copies may be told to wait for their zone', () => {
    const constraint = { topologyKey: zone, whenUnsatisfiable: 'DoNotSchedule' };
    expect(at(pod({ zones: ['1', '2'], zoneSpread: 'DoNotSchedule' }), 'spec.topologySpreadConstraints')).toMatchObject(
      [constraint, { topologyKey: node, whenUnsatisfiable: 'ScheduleAnyway' }],
    );
  });

  test('a zone that is lost blocks no copy: its nodes are tainted, and then it does not count', () => {
    expect(over(zone, ['1', '2', '3'])).toMatchObject({ nodeTaintsPolicy: 'Honor' });
  });

  test('a rollout does not count the copies that it replaces', () => {
    for (const constraint of constraints(['1', '2', '3']))
      expect(constraint).toMatchObject({ matchLabelKeys: ['pod-template-hash'] });
  });
});

test.each([[['1']], [[]], [undefined]])('with zones %j there is no rule over zones', (zones) => {
  expect(constraints(zones).map(({ topologyKey }) => topologyKey)).toEqual([node]);
});

describe('in any cluster', () => {
  test('copies are on different nodes where there are enough, and start where there are not', () => {
    expect(over(node, ['1'])).toMatchObject({ maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' });
    expect(asRecord(at(pod({ zones: ['1'] }), 'spec.affinity.podAntiAffinity'))).toEqual({
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: { topologyKey: node, labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } } },
        },
      ],
    });
  });

  test('only copies of this service are counted', () => {
    for (const constraint of constraints(['1', '2']))
      expect(constraint).toMatchObject({ labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } } });
  });
});
