// What main.ts says of its fleet is held before anything is composed: one clear error, with the field and what to write.
import { describe, expect, test } from '@jest/globals';
import { defineFleet, type FleetCluster, type FleetProps, usualFolders } from '../../lib/fleet.ts';

const cluster: FleetCluster = { name: 'lab', kubernetes: '1.36', zones: ['1'], network: 'plain' };
const props: FleetProps = { repository: 'https://github.com/example/a', clusters: [cluster], compose: () => {} };

const defined = (change: object) => defineFleet({ ...props, ...change });

test('what is there and undefined has its default', () => {
  const change = {
    branch: undefined,
    gitRepository: undefined,
    provided: undefined,
    stages: undefined,
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
  ['stages that are no list', { stages: 'lab' }, 'stages'],
  ['no stage at all', { stages: [] }, 'stages'],
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

describe('the stages of a release', () => {
  const app = (name: string, slug: string) => ({
    ...cluster,
    name,
    fluxNotifications: { commitStatus: { app: slug } },
  });

  test('are the clusters in their order, unless it is said', () => {
    const clusters = [cluster, { ...cluster, name: 'live' }, { ...cluster, name: 'tools' }];
    expect(defined({ clusters }).stages).toEqual(['lab', 'live', 'tools']);
    expect(defined({ clusters, stages: ['lab', 'live'] }).stages).toEqual(['lab', 'live']);
  });

  test.each<[string, object, string]>([
    [
      'a stage that is no cluster',
      { stages: ['lab', 'prod'] },
      'stages[1]: there is no cluster "prod"; write: one of lab',
    ],
    [
      'a stage that is there twice',
      { stages: ['lab', 'lab'] },
      'stages[1]: "lab" is there twice; write: each stage once',
    ],
    ...['acme-flux[bot]', 'Acme', '', 'acme/flux'].map((slug): [string, object, string] => [
      `an App called "${slug}"`,
      { clusters: [app('lab', slug)] },
      `clusters[0].fluxNotifications.commitStatus.app: "${slug}" is not the slug of an App; write: <slug> of https://github.com/apps/<slug>`,
    ]),
    [
      'the App of the workflows',
      { clusters: [app('lab', 'github-actions')] },
      'clusters[0].fluxNotifications.commitStatus.app: "github-actions" is the App of every workflow',
    ],
    [
      'one App for two clusters',
      { clusters: [app('lab', 'acme-flux'), app('live', 'acme-flux')] },
      'clusters[1].fluxNotifications.commitStatus.app: "acme-flux" is the App of lab too; write: the slug of an App that no other cluster has',
    ],
  ])('are refused with %s', (_name, change, message) => {
    expect(() => defined(change)).toThrow(`main.ts  ${message}`);
  });
});
