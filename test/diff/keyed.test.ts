// Lists are matched as the API server matches them; a change of order alone is no change.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compareData, compareObjects, fieldName } from '../../diff/fields/changes.ts';
import type { KubeObject } from '../../render/rendered.ts';

function deployment(container: object, pod: object = {}): KubeObject {
  const spec = { template: { spec: { containers: [{ name: 'web', ...container }], ...pod } } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec };
}

function fieldsOf(before: KubeObject, after: KubeObject): string[] {
  return compareObjects(before, after).changes.map(({ path }) =>
    fieldName(path).replace(/^spec\.template\.spec\./, ''),
  );
}

describe('the elements of a list are told apart by', () => {
  test.each([
    [
      'the name of a container and of a variable',
      deployment({
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      }),
      deployment({
        env: [
          { name: 'B', value: '3' },
          { name: 'A', value: '1' },
        ],
      }),
      ['containers[web].env[B].value'],
    ],
    [
      'the path of a mount, not the name of its volume',
      deployment({
        volumeMounts: [
          { mountPath: '/a', name: 'data' },
          { mountPath: '/b', name: 'data' },
        ],
      }),
      deployment({
        volumeMounts: [
          { mountPath: '/b', name: 'data' },
          { mountPath: '/c', name: 'data' },
        ],
      }),
      ['containers[web].volumeMounts[/a]', 'containers[web].volumeMounts[/c]'],
    ],
    [
      "a port's name, where all have one",
      deployment({ ports: [{ name: 'http', containerPort: 80 }] }),
      deployment({ ports: [{ name: 'http', containerPort: 81 }] }),
      ['containers[web].ports[http].containerPort'],
    ],
    [
      "a port's number and protocol, where it has no name",
      deployment({ ports: [{ containerPort: 53, protocol: 'UDP' }] }),
      deployment({
        ports: [
          { containerPort: 53, protocol: 'UDP' },
          { containerPort: 53, protocol: 'TCP' },
        ],
      }),
      ['containers[web].ports[53/TCP]'],
    ],
    [
      'all keys of a schema together',
      deployment(
        {},
        { topologySpreadConstraints: [{ topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1 }] },
      ),
      deployment(
        {},
        { topologySpreadConstraints: [{ topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 2 }] },
      ),
      ['topologySpreadConstraints[zone/DoNotSchedule].maxSkew'],
    ],
  ])('%s', (_name, before, after, fields) => expect(fieldsOf(before, after)).toEqual(fields));
});

describe('no change is', () => {
  test('a list that is empty instead of missing', () => {
    expect(fieldsOf(deployment({ env: [] }), deployment({}))).toEqual([]);
  });

  test('another order of a list whose elements have keys', () => {
    const element = fc.record({ name: fc.string({ minLength: 1 }), value: fc.integer() });
    const shuffled = fc
      .uniqueArray(element, { selector: ({ name }) => name })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(compareData({ list }, { list: other }).changes).toEqual([]);
      }),
    );
  });
});

test('the order of a command counts', () => {
  expect(fieldsOf(deployment({ args: ['a', 'b'] }), deployment({ args: ['b', 'a'] }))).toEqual([
    'containers[web].args',
  ]);
});

test('elements without a key are matched if they are equal, and the rest one by one', () => {
  const before = { rules: [{ a: 1 }, { b: 1 }] };
  const after = { rules: [{ c: 1 }, { b: 2 }, { a: 1 }] };
  expect(compareData(before, after).changes.map(({ path }) => fieldName(path))).toEqual([
    'rules[0].b',
    'rules[0].c',
    'rules[1]',
  ]);
});

test('whatever differs is found, and nothing else', () => {
  const value = fc.object({
    key: fc.constantFrom('a', 'name', 'constructor', '__proto__', 'toString', 'toJSON', 'b'),
    maxDepth: 3,
  });
  fc.assert(
    fc.property(value, (data) => {
      expect(compareData(data, structuredClone(data)).changes).toEqual([]);
      expect(compareData({ data }, { data, more: 1 }).changes.map(({ path }) => path)).toEqual([['more']]);
    }),
  );
});
