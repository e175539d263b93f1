// What only shows in a whole app: clusters, layers, charts, and the files that they become.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Fleet } from '../../lib/fleet.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { render, type Rendering } from '../../render/render.ts';

const configMaps = (name: string, ...names: readonly string[]) =>
  class extends Chart {
    constructor(scope: Construct) {
      super(scope, name, { namespace: 'default' });
      for (const each of names) new k8s.KubeConfigMap(this, each, { metadata: { name: each } });
    }
  };

function rendered(compose: (fleet: Fleet, app: FleetApp) => void): Rendering {
  const app = new FleetApp('.preview');
  const files = { releases: 'clusters/releases/dev.yaml', keys: 'clusters/keys/dev.yaml' };
  compose(
    new Fleet(
      app,
      { name: 'test', network: 'plain' },
      { repository: 'https://github.com/example/fleetwright', ...files },
    ),
    app,
  );
  return render(app);
}

const codes = ({ findings }: Rendering): string[] => findings.map(({ code }) => code);

test('an app without clusters is refused: it would empty dist/, and the clusters', () => {
  expect(codes(render(new FleetApp('.preview')))).toEqual(['nothing-rendered']);
});

test('two charts of one name are refused: they would be one Kustomization', () => {
  const result = rendered((fleet) => {
    fleet.platform('platform', [configMaps('same', 'one')]);
    fleet.platform('apps', [configMaps('same', 'two')]);
  });
  expect(codes(result)).toEqual(['duplicate-chart']);
});

test("Flux' own layer takes no chart", () => {
  expect(codes(rendered((fleet) => fleet.platform('flux', [configMaps('mine', 'one')])))).toContain('reserved-layer');
});

test.each(['fleetwright-flux', 'kustomization'])('no chart has the name %s, which is not its to have', (name) => {
  const result = rendered((fleet) => fleet.platform('apps', [configMaps(name, 'one')]));
  expect(result.findings).toMatchObject([
    { code: expect.stringMatching(/^(owned-by-cluster|reserved-name)$/), at: `test/apps/${name}`, field: 'chart' },
  ]);
  expect(result.files.size).toBe(0);
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
