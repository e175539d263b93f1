// What a Helm release brings is known once somebody has seen it: what refers to it is then right or wrong, and no more a matter of trust.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { HelmRelease, type HelmReleaseProps } from '../../lib/flux/helm-release.ts';
import { Namespace } from '../../lib/namespace/namespace.ts';
import { restrictedContainer, restrictedPod } from '../../lib/workload/security.ts';
import { vouchFor } from '../../lib/vouch-for.ts';
import { at } from '../../render/fields.ts';
import { checksumOf, type Inventory, type ObjectOfKind } from '../../render/inventory.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { type Charts, pinnedImage, renderCharts } from '../support/synthesize.ts';

const labels = { app: 'widgets' };

const object = (apiVersion: string, kind: string, more: object, name = 'widgets'): KubeObject => ({
  apiVersion,
  kind,
  ...brings(more, name),
});

const brings = (more: object, name = 'widgets'): ObjectOfKind => ({ metadata: { name, namespace: 'a' }, ...more });

/** What the chart brings: a Deployment with its Service, files and an account. */
const brought: Inventory['objects'] = {
  'v1/ConfigMap': [brings({ data: { 'widgets.ini': '' } }), brings({}, 'filled-later')],
  'v1/Secret': [brings({ data: { token: '' } })],
  'v1/ServiceAccount': [brings({})],
  'cert-manager.io/v1/Certificate': [brings({ spec: { secretName: 'widgets-tls' } })],
  'v1/Service': [
    {
      metadata: { name: 'widgets', namespace: 'a', labels },
      spec: { selector: labels, ports: [{ name: 'web', port: 80, targetPort: 'http' }] },
    },
  ],
  'apps/v1/Deployment': [
    brings({
      spec: {
        replicas: 3,
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'widgets',
                ports: [{ name: 'http', containerPort: 8080 }],
                resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
              },
            ],
          },
        },
      },
    }),
  ],
};

const release: HelmReleaseProps = {
  url: 'oci://registry.example.com/charts/widgets',
  version: '1.2.3',
  namespace: 'a',
  values: { size: 3 },
};

/** The chart of the release, and one with what is added to the namespace that both use. */
function charts(add: (chart: Chart) => void, props: Partial<HelmReleaseProps> = {}, cpu = '8'): Charts {
  return {
    a: (chart) => void new Namespace(chart, 'namespace', { name: 'a', quota: { cpu, memory: '8Gi', pods: 30 } }),
    widgets: (chart) => void new HelmRelease(chart, 'widgets', { ...release, ...props }),
    mine: add,
  };
}

const told = checksumOf(
  renderCharts(charts(() => undefined)).objects.find(({ object: { kind } }) => kind === 'HelmRelease')
    ?.object as KubeObject,
  () => undefined,
);

const inventory: Inventory = {
  from: 'oci://registry.example.com/charts/widgets 1.2.3',
  told,
  objects: brought,
  values: { size: true, labels: true, image: { tag: true }, global: true },
  read: ['extraArgs'],
};

const text = (change: Partial<Inventory> = {}): Readonly<Record<string, string>> => ({
  'test/widgets.json': JSON.stringify({ ...inventory, ...change }),
});

/** What is found, each as `code field`. */
function found(of: Charts, files = text()): string[] {
  return renderCharts(of, undefined, files).findings.map(({ code, field }) => `${code} ${field}`);
}

const made =
  (...objects: readonly KubeObject[]) =>
  (chart: Chart): void =>
    objects.forEach((each, index) => void new ApiObject(chart, `${each.kind}-${index}`, each as never));

const mine = (apiVersion: string, kind: string, spec: object): KubeObject => object(apiVersion, kind, { spec }, 'mine');

const service = (selector: object, targetPort: unknown = 'http'): KubeObject =>
  mine('v1', 'Service', { selector, ports: [{ port: 80, targetPort }] });

const pod = (spec: object): KubeObject =>
  mine('apps/v1', 'Deployment', {
    selector: { matchLabels: { app: 'mine' } },
    template: {
      metadata: { labels: { app: 'mine' } },
      spec: {
        securityContext: restrictedPod,
        containers: [{ name: 'mine', image: pinnedImage, securityContext: restrictedContainer }],
        ...spec,
      },
    },
  });

const configMap = (name: string, key: string): KubeObject =>
  pod({ volumes: [{ name: 'v', configMap: { name, items: [{ key, path: key }] } }] });

const secret = (secretName: string): KubeObject => pod({ volumes: [{ name: 'v', secret: { secretName } }] });

const budget = (app: string): KubeObject =>
  mine('policy/v1', 'PodDisruptionBudget', { maxUnavailable: 1, selector: { matchLabels: { app } } });

const ingress = (name: string): KubeObject =>
  mine('networking.k8s.io/v1', 'Ingress', { defaultBackend: { service: { name, port: { number: 80 } } } });

describe('what refers to a release is right, and without an inventory nobody knows', () => {
  test.each<[string, KubeObject, string]>([
    ['a backend', ingress('widgets'), 'no-provider spec.defaultBackend'],
    ['a ConfigMap', configMap('widgets', 'widgets.ini'), 'no-provider spec.template.spec.volumes.v'],
    [
      'a key of a ConfigMap that fills later',
      configMap('filled-later', 'any'),
      'no-provider spec.template.spec.volumes.v',
    ],
    ['a Secret', secret('widgets'), 'no-provider spec.template.spec.volumes.v'],
    ['a Secret that is made of a Certificate', secret('widgets-tls'), 'no-provider spec.template.spec.volumes.v'],
    ['an account', pod({ serviceAccountName: 'widgets' }), 'no-provider spec.template.spec.serviceAccountName'],
    ['pods of a Service', service(labels), 'service-without-pods spec.selector'],
    ['pods of a budget', budget('widgets'), 'pdb-blocks-eviction spec.selector'],
  ])('%s', (_name, each, unknown) => {
    expect(found(charts(made(each)))).toEqual([]);
    expect(found(charts(made(each)), {})).toEqual([unknown]);
    // Of another version nobody has seen anything.
    expect(found(charts(made(each), { version: '1.2.4' }))).toEqual([unknown]);
  });
});

describe('what refers to something that a release does not bring is refused', () => {
  test.each<[string, KubeObject, string]>([
    ['a Service', ingress('widget'), 'no-provider spec.defaultBackend'],
    ['a key', configMap('widgets', 'widget.ini'), 'key-missing spec.template.spec.volumes.v'],
    ['a port of its pods', service(labels, 'web'), 'service-port-missing spec.ports[0].targetPort'],
    ['labels of its pods', service({ app: 'widget' }), 'service-without-pods spec.selector'],
  ])('%s', (_name, each, wrong) => {
    expect(found(charts(made(each)))).toEqual([wrong]);
  });
});

test('a route to its Service (helm-charts#6380) is held against the ports that it has', () => {
  const route = (port: number): KubeObject =>
    mine('gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [{ name: 'widgets', port }] }] });
  const ofRoute = (port: number): string[] =>
    found(charts(made(route(port)))).filter((each) => !each.endsWith(' apiVersion'));
  expect(ofRoute(80)).toEqual([]);
  expect(ofRoute(8080)).toEqual(['route-port-missing spec.rules[0].backendRefs[0].port']);
});

test('a monitor of its Service (prometheus-operator#2515) is held against its labels and ports', () => {
  const monitor = (app: string, port: string): string[] =>
    found(
      charts(
        made(
          mine('monitoring.coreos.com/v1', 'ServiceMonitor', {
            selector: { matchLabels: { app } },
            endpoints: [{ port }],
          }),
        ),
      ),
    ).filter((each) => !each.endsWith(' apiVersion'));
  expect(monitor('widgets', 'web')).toEqual([]);
  expect(monitor('widgets', 'http')).toEqual(['monitor-without-target spec.endpoints[0].port']);
  expect(monitor('widget', 'web')).toEqual(['monitor-without-target spec.selector']);
});

test('whoever uses what a release brings waits for its chart', () => {
  const { objects } = renderCharts(charts(made(ingress('widgets'))), undefined, text());
  const flux = objects.find(({ layer, object: { metadata } }) => layer === 'flux' && metadata.name === 'mine');
  expect(at(flux?.object, 'spec.dependsOn')).toEqual(['a', 'widgets'].map((name) => expect.objectContaining({ name })));
});

describe('a quota', () => {
  const nothing = (): void => undefined;

  test('counts the pods of a release, and names it', () => {
    expect(found(charts(nothing, {}, '4'))).toEqual([]);
    const [finding, ...others] = renderCharts(charts(nothing, {}, '3'), undefined, text()).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'beyond-quota',
      at: 'test/apps/widgets/widgets/release (its Deployment widgets)',
      problem: expect.stringContaining('has room for 3 of its 4 pods'),
    });
  });

  test('does not count what was seen with other values', () => {
    expect(found(charts(nothing, { values: { size: 1 } }, '2'))).toEqual([]);
  });
});

describe('a value', () => {
  const values = (given: object): string[] => found(charts(() => undefined, { values: given }));

  test.each<[string, object]>([
    ['that has a default', { size: 1, image: { tag: '1' } }],
    ['in a map that holds anything', { labels: { team: 'a' } }],
    ['that the templates read', { image: { extraArgs: [] } }],
    ['for all charts', { global: { imageRegistry: 'registry.example.com' } }],
  ])('%s is taken', (_name, given) => expect(values(given)).toEqual([]));

  test.each<[string, object, string]>([
    ['misspelt', { siez: 1 }, 'unknown-value spec.values.siez'],
    ['in the wrong place', { image: { size: 1 } }, 'unknown-value spec.values.image.size'],
  ])('%s is refused', (_name, given, wrong) => expect(values(given)).toEqual([wrong]));

  test('that is near another one is told of it', () => {
    const [finding] = renderCharts(
      charts(() => undefined, { values: { image: { tags: '1' } } }),
      undefined,
      text(),
    ).findings;
    expect(finding?.write).toBe('image.tag; or, where it is right all the same, why: vouchFor(...)');
  });

  test('that the chart takes all the same has its reason', () => {
    const vouched = (chart: Chart): void => {
      const construct = new HelmRelease(chart, 'widgets', { ...release, values: { siez: 1 } });
      vouchFor(construct, 'HelmRelease', { 'spec.values.siez': 'the chart spells it so' });
    };
    expect(found({ ...charts(() => undefined), widgets: vouched })).toEqual([]);
  });
});

describe('an inventory that nobody can read is named', () => {
  test.each([
    ['no JSON', '<<<<<<< HEAD'],
    ['another document', '{"objects": 1}'],
    ['null', 'null'],
    ['an object without a name', JSON.stringify({ ...inventory, objects: { 'v1/Service': [{}] } })],
  ])('%s', (_name, file) => {
    expect(
      found(
        charts(() => undefined),
        { 'test/widgets.json': file },
      ),
    ).toEqual(['invalid-setting inventory/test/widgets.json']);
  });
});

test('a reason is needless where the inventory shows what it is for', () => {
  const vouched = (chart: Chart): void =>
    vouchFor(new ApiObject(chart, 'service', service(labels) as never), 'Service', {
      'spec.selector': 'the release widgets makes the pods',
    });
  expect(found(charts(vouched), {})).toEqual([]);
  expect(found(charts(vouched))).toEqual(['needless-reason metadata.annotations["fleetwright.dev/vouched-because"]']);
});
