// What a release says of its chart is held against what the chart makes: each lie is named.
import { expect, test } from '@jest/globals';
import { inspect } from '../../../commands/helm/inspect.ts';
import type { KubeObject } from '../../../render/rendered.ts';

const release = {
  at: 'dist/dev/controllers/widgets/release.yaml',
  cluster: 'dev',
  name: 'widgets',
  namespace: 'widgets',
  chart: {
    source: { kind: 'OCIRepository', name: 'widgets' },
    url: 'oci://registry.example.com/charts/widgets',
    name: 'widgets',
    version: '1.2.3',
    digest: '',
  },
  values: { files: [], single: [] },
  unseen: [],
  provides: ['widgets.example.com'],
  requires: ['monitoring.coreos.com'],
};
const definition: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.widgets.example.com' },
  spec: { group: 'widgets.example.com' },
};
const monitor: KubeObject = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name: 'widgets', namespace: 'widgets' },
  spec: { selector: {}, endpoints: [{ port: 'http' }] },
};
const settings: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };

test('a release that names what its chart brings and uses has nothing against it', () => {
  expect(inspect(release, [definition, monitor, settings])).toEqual([]);
});

test.each([
  [
    'a group that the chart does not define',
    release,
    [monitor],
    { object: 'provides', problem: 'the chart brings no definition of widgets.example.com' },
  ],
  [
    'a definition that the release does not name',
    { ...release, provides: [] },
    [definition],
    { object: 'provides', problem: 'the chart brings definitions of widgets.example.com, which it does not name' },
  ],
  [
    'a use that the release does not name',
    { ...release, requires: [] },
    [definition, monitor],
    { object: 'requires', problem: "the chart's objects use monitoring.coreos.com, which it does not name" },
  ],
  [
    'an object that the API server would refuse',
    release,
    [definition, { ...monitor, spec: { selectors: {} } }],
    { object: 'ServiceMonitor/widgets', problem: expect.stringContaining('spec.selectors') },
  ],
])('%s is named', (_name, said, objects, problem) => {
  expect(inspect(said, objects)).toContainEqual(problem);
});
