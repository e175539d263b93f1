// Whatever Flux waits for has a stand-in, or is named before anything starts.
import { expect, test } from '@jest/globals';
import { health } from '../../../lib/flux/health.ts';
import { allStandIns, unplayed } from '../../../loop/stand-ins/all.ts';

const waitedFor = Object.keys(health).filter((kind) => health[kind] !== 'stateless');

test.each(waitedFor)('%s has a stand-in, or its controller runs', (kind) => {
  const [group = '', name = ''] = kind.split('/');
  const object = { apiVersion: `${group}/v1`, kind: name, metadata: { name: 'one' } };
  expect(unplayed([{ at: 'lab/platform/any/one', object }], allStandIns())).toEqual([]);
});

test('what nobody stands in for is named, with where it stands and what to write', () => {
  const placed = ['Receiver', 'Alert'].map((kind) => ({
    at: `lab/platform/alerts/${kind}`,
    object: { apiVersion: 'notification.toolkit.fluxcd.io/v1', kind, metadata: { name: 'one' } },
  }));
  expect(unplayed(placed, allStandIns())).toEqual([]);
  const others = allStandIns().filter(({ kind }) => kind !== 'Receiver');
  expect(unplayed(placed, others)).toEqual([
    expect.stringMatching(
      /^lab\/platform\/alerts\/Receiver: nobody stands in for .* Receiver.*; write: .*loop\/stand-ins\//,
    ),
  ]);
});

test('of a kind that is a fleet’s own it is said what a fleet can do; one without a status is not waited for', () => {
  const object = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'one' } };
  const placed = [{ at: 'lab/platform/widgets/widget', object }];
  expect(unplayed(placed, allStandIns(), { 'example.com/Widget': 'stateless' })).toEqual([]);
  expect(unplayed(placed, allStandIns(), { 'example.com/Widget': { current: 'true' } })).toEqual([
    expect.stringMatching(/^lab\/platform\/widgets\/widget: nobody .* Widget.*; write: readyStatus .* main\.ts/),
  ]);
});
