// One cluster in the tree: where its charts stand, what they are given, and what is wrong with its data.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App, Chart, Include } from 'cdk8s';
import { Construct } from 'constructs';
import { provided } from '../../lib/azure/aks.ts';
import {
  type ChartClass,
  type ChartInputs,
  ComposedCluster,
  type ClusterSettings,
  type ComposedClusterProps,
} from '../../lib/composed-cluster.ts';
import { resolve } from '../../render/resolve.ts';
import { inFleet, inRepository } from '../support/repository.ts';
import { asLine } from './workload/service.ts';

const props: ComposedClusterProps = {
  repository: 'https://github.com/example/fleetwright',
  releases: 'clusters/releases/lab.yaml',
  keys: 'clusters/keys/lab.yaml',
};

type Cluster = ClusterSettings & { readonly copies?: number };

const fleetOf = (cluster: Partial<Cluster> = {}, change: Partial<ComposedClusterProps> = {}) =>
  inFleet(
    () =>
      new ComposedCluster<Cluster>(new App(), { name: 'test', network: 'plain', ...cluster }, { ...props, ...change }),
  );

const chart = (
  name: string,
  make: (chart: Chart, inputs: ChartInputs<Cluster>) => void = () => {},
): ChartClass<Cluster> =>
  class extends Chart {
    constructor(scope: Construct, inputs: ChartInputs<Cluster>) {
      super(scope, name);
      make(this, inputs);
    }
  };

const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

const faults = (fleet: ComposedCluster<Cluster>) => resolve(fleet.node.root as App).findings.map(asLine);

test('a network that nobody knows is refused: what enforces the rules decides what they open', () => {
  expect(faults(fleetOf({ network: 'Cilium' as 'cilium' }))).toEqual([
    'network: "Cilium" enforces nothing that is known; write: cilium or plain',
  ]);
});

test('a chart stands at cluster, layer and chart', () => {
  const fleet = fleetOf();
  fleet.platform('platform', [chart('gateway'), chart('issuers')]);
  fleet.platform('apps', [chart('shop')]);
  const paths = fleet.node
    .findAll()
    .filter((construct) => Chart.isChart(construct))
    .map(({ node }) => node.path);
  expect(paths).toEqual(['test/platform/gateway', 'test/platform/issuers', 'test/apps/shop']);
});

test("a chart is given the cluster's settings and the pinned image of each service", () => {
  const given: unknown[] = [];
  fleetOf({ name: 'test', copies: 3 }).platform('apps', [
    chart('shop', (_chart, { cluster, image }) => given.push(cluster.copies, image('tickets'))),
  ]);
  expect(given).toEqual([3, `example.azurecr.io/tickets:0.1.0@sha256:${'0'.repeat(64)}`]);
});

describe('ComposedCluster.of', () => {
  test('is the cluster that a construct is in, however deep', () => {
    const fleet = fleetOf();
    const inside: Construct[] = [];
    fleet.platform('apps', [chart('shop', (chart) => inside.push(new Construct(new Construct(chart, 'a'), 'b')))]);
    expect(inside.map((construct) => ComposedCluster.of(construct))).toEqual([fleet]);
    expect(ComposedCluster.of(fleet)).toBe(fleet);
  });

  test('is nothing outside any', () => expect(ComposedCluster.of(new App())).toBeUndefined());

  test('tells its recipients, its runbooks and what AKS brings along', () => {
    const fleet = fleetOf();
    expect(fleet.recipients.age).toHaveLength(2);
    expect(fleet.runbooks).toEqual({ folder: 'docs/runbooks', url: `${props.repository}/blob/main/docs/runbooks` });
    expect(fleet.provided).toEqual(provided('plain', 'fleetwright'));
    expect(fleetOf({ network: 'cilium' }, { gitRepository: 'own' }).provided).toEqual(provided('cilium', 'own'));
    expect(fleetOf({ name: 'bare' }, { provided: { groups: [], objects: [] } }).provided.groups).toEqual([]);
  });
});

describe('what a chart throws is told with the construct', () => {
  const thrown = (make: (chart: Chart) => void): unknown => {
    try {
      fleetOf().platform('apps', [chart('first'), chart('shop', make)]);
      return undefined;
    } catch (error) {
      return error;
    }
  };

  test('that is the chart, where its own code throws', () => {
    const error = new TypeError('no host');
    const message = 'test/apps/shop: no host';
    const throwing = () => {
      throw error;
    };
    expect(thrown(throwing)).toMatchObject({ message, cause: error });
  });

  test('that is the layer, where there is no chart yet', () => {
    class Early extends Chart {
      constructor(scope: Construct) {
        super(scope, (undefined as unknown as { name: string }).name);
      }
    }
    expect(() => fleetOf().platform('apps', [chart('first'), Early])).toThrow(/^test\/apps: Cannot read properties/);
  });

  test.each([
    ['is not there', undefined],
    ['is no YAML', 'a: [\n'],
    ['holds no object', 'a: 1\n'],
    ['holds one object twice', `${configMap}---\n${configMap}`],
  ])('that is the Include, where its file %s, and what to write', (_name, content) =>
    inRepository((folder) => {
      const url = join(folder, 'objects.yaml');
      if (content !== undefined) writeFileSync(url, content);
      const error = thrown((chart) => void new Include(new Construct(chart, 'inside'), 'yaml', { url }));
      expect(error).toMatchObject({
        message: expect.stringMatching(/^test\/apps\/shop\/inside\/yaml: .* write: the object in TypeScript$/),
      });
    }),
  );
});

describe('what is wrong is named, and nothing is thrown:', () => {
  test('a service without a pin, once, with the file that lacks it', () => {
    const fleet = fleetOf();
    const asking = chart('shop', (_chart, { image }) => void [image('cart'), image('cart')]);
    fleet.platform('apps', [asking]);
    expect(faults(fleet)).toEqual([
      'cart: no image is pinned for "cart"; write: an entry "cart:" with repository, tag and digest in clusters/releases/lab.yaml',
    ]);
  });

  test('a cluster or layer that can be no folder and no DNS name', () => {
    const fleet = fleetOf({ name: 'Test' });
    fleet.platform('my_apps', []);
    expect(resolve(fleet.node.root as App).findings.map(({ at, field, problem }) => [at, field, problem])).toEqual([
      ['Test', 'name', '"Test" is no DNS label (RFC 1123)'],
      ['Test', 'layer', '"my_apps" is no DNS label (RFC 1123)'],
    ]);
  });

  test.each([
    'https://github.com/example/fleetwright/',
    'https://github.com',
    'github.com/example/fleetwright',
    'http://github.com/a',
    '',
  ])('a repository at %j', (repository) => {
    expect(faults(fleetOf({ name: 'test' }, { repository }))).toEqual([
      `repository: "${repository}" is no address of a repository; write: https://, a host and a path, without a slash at the end`,
    ]);
  });

  test('files that are not there', () => {
    const nowhere = { releases: 'clusters/releases/test.yaml', keys: 'clusters/keys/test.yaml' };
    expect(faults(fleetOf({ name: 'test' }, nowhere))).toEqual([
      'clusters/releases/test.yaml: cannot be read; write: the file, beside those of the other clusters',
      'clusters/keys/test.yaml: cannot be read; write: npm run secrets -- adopt test',
    ]);
  });

  test('every fault of its name, its files and its charts, in one run', () =>
    inRepository(() => {
      writeFileSync(
        props.releases,
        'tickets:\n  repository: example.azurecr.io/tickets\n  tag: 1.1\n  digest: sha256:0\n',
      );
      writeFileSync(props.keys, 'age:\n  - recipient: age1x\n');
      const fleet = fleetOf({ name: '-' });
      fleet.platform('my_apps', [chart('shop', (_chart, { image }) => image('cart'))]);
      expect(resolve(fleet.node.root as App).findings.map(({ field }) => field)).toEqual([
        'name',
        `${props.releases}#tickets.tag`,
        `${props.releases}#tickets.digest`,
        `${props.keys}#age.0`,
        `${props.keys}#age.0.recipient`,
        'layer',
      ]);
    }));
});
