// Each trap of cdk8s for a committed dist/: shown with cdk8s itself, then closed by ours.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { App, Chart, Include, Yaml, YamlOutputType } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { ModelObject } from '../../lib/model-object.ts';
import { at } from '../../render/fields.ts';
import { toYaml } from '../../render/yaml.ts';
import { objectsOf, only, pinnedImage, renderCharts } from '../support/synthesize.ts';

/** A file with what YAML 1.1 reads as numbers and words. */
const clock = resolve('test/render/fixtures/clock.yaml');

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fleetwright-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const config = (scope: Construct, id: string, namespace: string): void =>
  void new k8s.KubeConfigMap(scope, id, { metadata: { name: 'same', namespace } });

test('the same kind and name in two namespaces are two files; cdk8s overwrites the first', () => {
  const app = new App({ outdir: folder, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  const chart = new Chart(app, 'chart');
  for (const namespace of ['default', 'other']) config(chart, namespace, namespace);
  app.synth();
  expect(readdirSync(folder)).toHaveLength(1);

  const { files } = renderCharts({
    chart: (ours) => {
      new k8s.KubeNamespace(ours, 'namespace', { metadata: { name: 'other' } });
      for (const name of ['default', 'other']) config(ours, name, name);
    },
  });
  expect([...files.keys()].filter((path) => path.includes('ConfigMap'))).toHaveLength(2);
});

test('a dependency renames no file; cdk8s prefixes every name with a number', () => {
  const app = new App({ outdir: folder });
  const [one, two] = [new Chart(app, 'one'), new Chart(app, 'two')];
  config(one, 'a', 'default');
  two.addDependency(one);
  app.synth();
  expect(readdirSync(folder)).toContain('0000-one.k8s.yaml');

  expect([...renderCharts({ one: (chart) => config(chart, 'a', 'default') }).files.keys()]).toContain(
    'test/apps/one/default/ConfigMap_same.yaml',
  );
});

test('wrapping an object in another construct changes no byte; cdk8s renames it', () => {
  const plain = new Chart(new App(), 'test');
  const nested = new Chart(new App(), 'test');
  const unnamed = (scope: Construct): string => new k8s.KubeConfigMap(scope, 'config', {}).name;
  expect(unnamed(plain)).not.toBe(unnamed(new Construct(nested, 'wrapper')));

  const flat = objectsOf({ a: (chart) => config(chart, 'config', 'default') });
  const wrapped = objectsOf({ a: (chart) => config(new Construct(chart, 'wrapper'), 'config', 'default') });
  expect(wrapped).toEqual(flat);
});

test('a string that Go reads as a number stays a string; cdk8s leaves it plain', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c' },
    data: { mode: '0o17', answer: 'no', on: 'on', size: '1e3', time: '09:00', octal: '0o7' },
  };
  expect(Yaml.stringify(object)).toContain('mode: 0o17');
  const text = toYaml(object);
  for (const value of Object.values(object.data)) expect(text).toContain(`"${value}"`);
  expect(text).toContain('"on": "on"');
});

test('what Include reads is changed, so it is refused', () => {
  const chart = new Chart(new App(), 'test');
  const [read] = new Include(chart, 'clock', { url: clock }).apiObjects;
  expect(at(read?.toJson(), 'data')).toEqual({ opens: 540, true: 'never' });

  const { findings } = renderCharts({
    a: (ours) => void new Include(ours, 'clock', { url: clock }),
  });
  expect(findings.map(({ code }) => code)).toContain('included-yaml');
});

test('each validation is called once; cdk8s calls it once more for each chart', () => {
  let calls = 0;
  const counted = (chart: Chart): void => chart.node.addValidation({ validate: () => (calls++, []) });
  const app = new App({ outdir: folder });
  for (const name of ['one', 'two', 'three']) counted(new Chart(app, name));
  app.synth();
  expect(calls).toBeGreaterThan(3);

  calls = 0;
  renderCharts({ one: counted, two: counted, three: counted });
  expect(calls).toBe(3);
});

test('a field newer than 1.27 is rendered; cdk8s-plus-27 drops it', () => {
  const lifecycle = { preStop: { sleep: { seconds: 5 } } };
  const template = (containers: object[]) => ({ metadata: { labels: { app: 'a' } }, spec: { containers } });
  const container = { name: 'a', image: pinnedImage, lifecycle };
  const spec = { selector: { matchLabels: { app: 'a' } }, template: template([container]) };
  const [old] = withDeployment(spec).toJson() as [object];
  expect(at(old, 'spec.template.spec.containers')).toEqual([
    { name: 'a', image: pinnedImage, lifecycle: { preStop: {} } },
  ]);

  const objects = objectsOf({
    a: (chart) =>
      void new ModelObject(
        chart,
        'd',
        new Deployment({ metadata: { name: 'd', namespace: 'default' }, spec: spec as never }),
      ),
  });
  expect(at(only(objects, 'Deployment'), 'spec.template.spec.containers')).toEqual([container]);
});

describe('an app that renders nothing', () => {
  test('is refused; cdk8s leaves an empty folder and is content', () => {
    new App({ outdir: folder }).synth();
    expect(readdirSync(folder)).toEqual([]);
    expect(renderCharts({}).findings).toMatchObject([{ code: 'nothing-rendered', at: 'test' }]);
  });
});

test('the preview of `cdk8s synth` is not dist/, for the CLI empties its output folder first', () => {
  expect(readFileSync('cdk8s.yaml', 'utf8')).toMatch(/^output: \.preview$/m);
  expect(readFileSync('.gitignore', 'utf8')).toMatch(/^\.preview\/$/m);
});

function withDeployment(spec: object): Chart {
  const chart = new Chart(new App(), 'test');
  new k8s.KubeDeployment(chart, 'd', { metadata: { name: 'd' }, spec: spec as k8s.DeploymentSpec });
  return chart;
}
