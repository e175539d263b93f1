import { describe, expect, test } from '@jest/globals';
import { at, deployment, inspect } from './objects.ts';

const flux = (install: object) => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  spec: { interval: '10m', chartRef: { kind: 'OCIRepository', name: 'cert-manager' }, install },
});

const serviceMonitor = (endpoint: object) => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  spec: { selector: {}, endpoints: [endpoint] },
});

describe('what is wrong is said with its field and what to write instead', () => {
  test.each([
    [
      'a misspelt field of a core object',
      deployment({ container: { resources: { limit: { cpu: '1' } } } }),
      'spec.template.spec.containers[0].resources.limit',
      'there is no field "limit"',
      'limits',
    ],
    [
      'a misspelt field of a custom resource',
      serviceMonitor({ port: 'metrics', intervall: '30s' }),
      'spec.endpoints[0].intervall',
      'there is no field "intervall"',
      'interval',
    ],
    [
      'a field at the wrong height',
      deployment({ spec: { image: 'x' } }),
      'spec.image',
      'there is no field "image"',
      expect.stringMatching(/^one of: minReadySeconds, /),
    ],
    [
      'a status',
      { ...deployment({}), status: {} },
      'status',
      'is written by controllers, not in Git',
      'nothing: leave it out',
    ],
    ['a number as text', deployment({ spec: { replicas: '3' } }), 'spec.replicas', '"3" is a string', 'a whole number'],
    ['a fraction', deployment({ spec: { replicas: 1.5 } }), 'spec.replicas', '1.5 is a number', 'a whole number'],
    [
      'a number for text, in a map whose keys hold dots',
      deployment({ pod: { nodeSelector: { 'example.com/gpu': 1 } } }),
      'spec.template.spec.nodeSelector["example.com/gpu"]',
      '1 is a number',
      'a string',
    ],
    ['a map for a list', deployment({ pod: { volumes: {} } }), 'spec.template.spec.volumes', 'is a map', 'a list'],
    [
      'null',
      deployment({ container: { image: null } }),
      'spec.template.spec.containers[0].image',
      'is null',
      'a string',
    ],
    [
      'a missing field',
      deployment({ container: { ports: [{ name: 'http' }] } }),
      'spec.template.spec.containers[0].ports[0].containerPort',
      'is missing',
      'a whole number',
    ],
    [
      'a value that no list has',
      flux({ crds: 'Replace' }),
      'spec.install.crds',
      '"Replace" is none of the allowed values',
      'one of: Skip, Create, CreateReplace',
    ],
    [
      'a duration in the wrong form',
      serviceMonitor({ interval: 'often' }),
      'spec.endpoints[0].interval',
      '"often" has another form',
      expect.stringMatching(/^text that matches \^/),
    ],
    [
      'a port that no host has',
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        spec: { rules: [{ backendRefs: [{ name: 'shortener', port: 65_536 }] }] },
      },
      'spec.rules[0].backendRefs[0].port',
      '65536 is too large',
      '65535 or less',
    ],
    [
      'an empty list that must not be',
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        spec: { gatewayClassName: 'approuting-istio', listeners: [] },
      },
      'spec.listeners',
      'is too short',
      '1 or more entries',
    ],
    [
      'metadata of a custom resource that no object has',
      { ...serviceMonitor({ port: 'metrics' }), metadata: { name: 'shortener', label: {} } },
      'metadata.label',
      'there is no field "label"',
      'labels',
    ],
  ])('%s', (_name, object, field, problem, write) => {
    expect(inspect(object)).toEqual([{ code: 'schema', at, field, problem, write }]);
  });
});

test('a field of Flux that is newer than the version AKS runs is refused', () => {
  expect(inspect(flux({ serverSideApply: true }))).toEqual([
    expect.objectContaining({ field: 'spec.install.serverSideApply', problem: 'there is no field "serverSideApply"' }),
  ]);
});

test('every fault of an object is reported in one run, each once', () => {
  const object = deployment({ container: { imagePullPolicy: 'Sometimes', port: [], name: 1 }, spec: { replica: 3 } });
  expect(
    inspect(object)
      .map(({ field }) => field)
      .toSorted(),
  ).toEqual([
    'spec.replica',
    'spec.template.spec.containers[0].imagePullPolicy',
    'spec.template.spec.containers[0].name',
    'spec.template.spec.containers[0].port',
  ]);
});

test('of two rules that a value breaks, the first is reported', () => {
  const listeners = [{ name: '', port: 443, protocol: 'HTTPS' }];
  const object = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    spec: { gatewayClassName: 'a', listeners },
  };
  expect(inspect(object)).toEqual([
    { code: 'schema', at, field: 'spec.listeners[0].name', problem: '"" is too short', write: '1 or more characters' },
  ]);
});

describe('a kind without a schema is refused', () => {
  test.each([
    [
      'a retired version',
      'external-secrets.io/v1beta1',
      'ExternalSecret',
      /^external-secrets\.io\/v1\/ExternalSecret; or/,
    ],
    ['a misspelt kind', 'apps/v1', 'Deploymnt', /^apps\/v1\/Deployment; or/],
    ['the version nearest to what was written', 'autoscaling/v2beta2', 'HorizontalPodAutoscaler', /^autoscaling\/v2\//],
    ['a group that nothing imports', 'example.com/v1', 'Widget', /sources\.ts, then run npm run imports$/],
    ['a group that is no file name', '../x/v1', 'Widget', /npm run imports$/],
    ['a name that every object inherits', 'v1', 'constructor', /npm run imports$/],
  ])('%s', (_name, apiVersion, kind, write) => {
    expect(inspect({ apiVersion, kind })).toEqual([
      {
        code: 'unknown-kind',
        at,
        field: 'kind',
        problem: `no schema is known for ${apiVersion}/${kind}`,
        write: expect.stringMatching(write),
      },
    ]);
  });
});
