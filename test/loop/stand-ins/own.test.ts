// What a fleet says of its own kinds is what the loop gives their objects, and nothing of what it does not say.
import { expect, test } from '@jest/globals';
import type { OwnHealthTable } from '../../../lib/flux/health.ts';
import { ownStandIns } from '../../../loop/stand-ins/own.ts';
import { unplayed } from '../../../loop/stand-ins/all.ts';
import { verdictOf, worldOf } from '../../../loop/stand-ins/world.ts';
import type { KubeObject } from '../../../render/rendered.ts';

const widget: KubeObject = {
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'one', generation: 3 } as KubeObject['metadata'],
};
const definitionOf = (group: string): KubeObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `widgets.${group}` },
  spec: { group, names: { kind: 'Widget' } },
});
const ready: OwnHealthTable = {
  'example.com/Widget': {
    current: 'true',
    readyStatus: {
      phase: 'Up',
      conditions: [
        { type: 'Ready', status: 'True', reason: 'Up' },
        { type: 'Stuck', status: 'False' },
      ],
    },
  },
};

test('an object has the status that is said, with conditions that are whole', () => {
  const { ready: isReady, status } = verdictOf(ownStandIns([widget], ready), widget, worldOf([widget]));
  expect(isReady).toBe(true);
  const same = { message: expect.any(String), lastTransitionTime: expect.any(String), observedGeneration: 3 };
  expect(status).toEqual({
    phase: 'Up',
    conditions: [
      { ...same, type: 'Ready', status: 'True', reason: 'Up' },
      { ...same, type: 'Stuck', status: 'False', reason: expect.any(String) },
    ],
  });
});

test.each<[string, readonly KubeObject[], OwnHealthTable, played: number]>([
  ['whose status is said', [widget], ready, 1],
  ['of which there are two', [widget, { ...widget, metadata: { name: 'two' } }], ready, 1],
  ['of which there is none', [], ready, 0],
  ['whose status is not said', [widget], { 'example.com/Widget': { current: 'true' } }, 0],
  ['without one', [widget], { 'example.com/Widget': 'stateless' }, 0],
  ['of another group', [{ ...widget, apiVersion: 'example.org/v1' }], ready, 0],
  ['whose definition is in a chart', [widget, definitionOf('example.com')], ready, 0],
  ['beside the definition of another group', [widget, definitionOf('example.org')], ready, 1],
])('a kind %s', (_what, objects, own, played) => {
  const standIns = ownStandIns(objects, own);
  expect(standIns).toHaveLength(played);
  const widgets = objects.filter(({ kind }) => kind === 'Widget').map((object) => ({ at: 'lab/widget', object }));
  const isNamed =
    own['example.com/Widget'] !== 'stateless' &&
    widgets.some(({ object: { apiVersion } }) => apiVersion === 'example.com/v1');
  expect(unplayed(widgets, standIns, own).length > 0).toBe(isNamed && played === 0);
});
