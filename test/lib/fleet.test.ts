// What main.ts says of its fleet is held before anything is composed: one clear error, with the field and what to write.
import { expect, test } from '@jest/globals';
import { defineFleet, type FleetCluster, type FleetProps, usualFolders } from '../../lib/fleet.ts';

const cluster: FleetCluster = { name: 'lab', kubernetes: '1.36', zones: ['1'], network: 'plain' };
const props: FleetProps = { repository: 'https://github.com/example/a', clusters: [cluster], compose: () => {} };

const defined = (change: object) => defineFleet({ ...props, ...change });

test('what is there and undefined has its default', () => {
  const change = {
    branch: undefined,
    gitRepository: undefined,
    provided: undefined,
    health: undefined,
    folders: { keys: undefined, runbooks: 'runbooks' },
  };
  const fleet = defined(change);
  expect(fleet).toEqual({
    ...defineFleet(props),
    folders: { ...usualFolders, runbooks: 'runbooks' },
  });
  expect(fleet.folders.keys).toBe(usualFolders.keys);
  expect(defined({ folders: undefined })).toEqual(defineFleet(props));
});

test('a cluster has settings of its own, and stays what it is', () => {
  const own = { ...cluster, shop: { host: 'a' } };
  expect(defined({ clusters: [own] }).clusters[0]).toBe(own);
});

test.each<[string, object, string]>([
  ['no repository', { repository: undefined }, 'repository'],
  ['a branch that is a number', { branch: 1 }, 'branch'],
  ['folders that are a text', { folders: 'docs' }, 'folders'],
  ['a folder that is none', { folders: { keys: [] } }, 'folders.keys'],
  ['no clusters', { clusters: undefined }, 'clusters'],
  ['clusters that are a map', { clusters: { lab: cluster } }, 'clusters'],
  ['a cluster that is missing', { clusters: [undefined] }, 'clusters[0]'],
  ['a cluster without a name', { clusters: [{ ...cluster, name: undefined }] }, 'clusters[0].name'],
  ['a cluster of no version', { clusters: [cluster, { ...cluster, kubernetes: 1.36 }] }, 'clusters[1].kubernetes'],
  ['a cluster whose zones are numbers', { clusters: [{ ...cluster, zones: [1] }] }, 'clusters[0].zones[0]'],
  ['what composes nothing', { compose: {} }, 'compose'],
  ['health that is no expression', { health: { 'a/B': { current: true } } }, 'health.a/B'],
])('%s is refused with its field', (_name, change, field) => {
  expect(() => defined(change)).toThrow(
    new RegExp(`^main\\.ts {2}${field.replaceAll(/[[\].]/g, '\\$&')}\n {2}.+\n {2}write: .+$`),
  );
});

test('a field that is misspelt is refused with the one that is meant', () => {
  expect(() => defined({ brnch: 'trunk' })).toThrow(
    /^main\.ts {2}brnch: there is no prop "brnch"; write: branch; or one of: /,
  );
});
