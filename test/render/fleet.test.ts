// What only shows in a whole app: clusters, layers, charts, and the files that they become.
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import type { ComposedCluster } from '../../lib/composed-cluster.ts';
import { composeFleet, releasesFile } from '../../lib/fleet.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { render, type Rendering } from '../../render/render.ts';
import fixture from '../fixtures/fleet/main.ts';
import { inFleet, inRepository } from '../support/repository.ts';
import { emptyCluster } from '../support/synthesize.ts';

const configMaps = (name: string, ...names: readonly string[]) =>
  class extends Chart {
    constructor(scope: Construct) {
      super(scope, name, { namespace: 'default' });
      for (const each of names) new k8s.KubeConfigMap(this, each, { metadata: { name: each } });
    }
  };

const digits = class extends Chart {
  constructor(scope: Construct) {
    super(scope, 'digits', { namespace: 'default' });
    new k8s.KubeService(this, 'a', { metadata: { name: '1-a' }, spec: { ports: [{ port: 80 }] } });
  }
};

function rendered(compose: (fleet: ComposedCluster, app: FleetApp) => void): Rendering {
  const app = new FleetApp('.preview');
  compose(emptyCluster(app), app);
  return render(app);
}

const codes = ({ findings }: Rendering): string[] => findings.map(({ code }) => code);

test('an app without clusters is refused: it would empty dist/, and the clusters', () => {
  expect(codes(render(new FleetApp('.preview')))).toEqual(['nothing-rendered']);
});

test.each([
  ['1.35', ['invalid-name']],
  ['1.36', []],
])("the names that Kubernetes %s takes are those of the cluster's version", (kubernetes, expected) => {
  const fleet = {
    ...fixture,
    clusters: fixture.clusters.slice(0, 1).map((cluster) => ({ ...cluster, kubernetes })),
    compose: (cluster: ComposedCluster) => cluster.platform('platform', [digits]),
  };
  const app = new FleetApp('.preview');
  inFleet(() => composeFleet(app, fleet));
  expect(codes(render(app))).toEqual(expected);
});

test('two charts of one name are refused: they would be one Kustomization', () => {
  const result = rendered((fleet) => {
    fleet.platform('platform', [configMaps('same', 'one')]);
    fleet.platform('apps', [configMaps('same', 'two')]);
  });
  expect(codes(result)).toEqual(['duplicate-chart']);
});

const digest = `sha256:${'0'.repeat(64)}`;
test.each([
  ['is no YAML', 'tickets: [\n', ''],
  ['has a misspelt digest', `tickets:\n  repository: a.io/tickets\n  tag: a\n  digest: sha:0\n`, '#tickets.digest'],
  [
    'has a field too much',
    `tickets:\n  repository: a.io/tickets\n  tag: a\n  digest: ${digest}\n  a: b\n`,
    '#tickets.a',
  ],
  ['lacks a service', '{}\n', undefined],
])('a file of pins that %s is one mistake, and said once', async (_name, content, place) => {
  const file = releasesFile(fixture, 'lab');
  const findings = await inRepository(() => {
    writeFileSync(file, content);
    const app = new FleetApp('.preview');
    composeFleet(app, fixture);
    return render(app).findings;
  });
  expect(findings.map(({ at, field }) => [at, field])).toEqual([
    ['lab', place === undefined ? 'tickets' : `${file}${place}`],
  ]);
});

test("Flux' own layer takes no chart", () => {
  expect(codes(rendered((fleet) => fleet.platform('flux', [configMaps('mine', 'one')])))).toContain('reserved-layer');
});

test("a chart with the name of Flux' root is refused: it would replace what keeps all others", () => {
  const result = rendered((fleet) => fleet.platform('apps', [configMaps('fleetwright-flux', 'one')]));
  expect(result.findings).toMatchObject([
    { code: 'owned-by-cluster', at: 'test/apps/fleetwright-flux', field: 'chart' },
  ]);
  expect(result.files.size).toBe(0);
});

test.each(['kustomization', 'cloudbuild', 'con', 'aux', 'lpt1'])(
  'no chart and no layer has the name %s, under which Flux would not find it',
  (name) => {
    const chart = rendered((fleet) => fleet.platform('apps', [configMaps(name, 'one')]));
    expect(chart.findings).toMatchObject([{ code: 'reserved-name', at: `test/apps/${name}`, field: 'chart' }]);
    const layer = rendered((fleet) => fleet.platform(name, [configMaps('chart', 'one')]));
    expect(layer.findings).toMatchObject([{ code: 'reserved-name', at: `test/${name}`, field: 'layer' }]);
  },
);

test('what Flux is told to apply is the folder in which the objects lie, whatever chart and layer are called', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]$/).filter((name) => name !== 'flux');
  fc.assert(
    fc.property(name, name, (layer, chart) => {
      const { files, findings } = rendered((fleet) => fleet.platform(layer, [configMaps(chart, 'one')]));
      if (findings.length > 0) return;
      const folder = /^ {2}path: (.*)$/m.exec(files.get(`test/flux/${chart}.yaml`) ?? '')?.[1];
      expect([...files.keys()]).toContain(`${folder?.replace('./dist/', '')}/default/ConfigMap_one.yaml`);
    }),
    { numRuns: 50 },
  );
});

test('a chart outside a fleet is refused', () => {
  const result = rendered((_fleet, app) => {
    new ApiObject(new Chart(app, 'stray'), 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
  });
  expect(result.findings).toContainEqual(expect.objectContaining({ code: 'unplaced-object', at: 'stray/config' }));
});

test('a chart whose name is no DNS label is refused: it names a folder and a Kustomization', () => {
  const result = rendered((fleet) => fleet.platform('apps', [configMaps('My_Chart', 'one')]));
  expect(result.findings).toMatchObject([{ code: 'invalid-setting', at: 'test/apps', field: 'chart' }]);
});

describe('the files of a cluster', () => {
  const { files, findings } = rendered((fleet) => fleet.platform('apps', [configMaps('chart', 'one', 'two')]));

  test('are one for each object and one Kustomization for each chart', () => {
    expect(findings).toEqual([]);
    expect([...files.keys()].toSorted()).toEqual([
      'test/apps/chart/default/ConfigMap_one.yaml',
      'test/apps/chart/default/ConfigMap_two.yaml',
      'test/flux/chart.yaml',
    ]);
  });

  test('keep their names when another chart is added, whatever it depends on', () => {
    const more = rendered((fleet) => {
      fleet.platform('apps', [configMaps('chart', 'one', 'two'), configMaps('another', 'three')]);
    });
    expect([...more.files.keys()]).toEqual(expect.arrayContaining([...files.keys()]));
  });
});
