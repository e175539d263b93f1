// A release is what Git says, exactly: one version, put back after drift, rolled back after a failed upgrade.
import type { TypeMeta } from '@kubernetes-models/base';
import { describe, expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { HelmRelease, type HelmReleaseProps } from '../../../lib/flux/helm-release.ts';
import { ModelObject } from '../../../lib/model-object.ts';
import { at } from '../../../render/fields.ts';
import { chartOf } from '../../../render/helm-chart.ts';
import { findingsOf, objectsOf, only, renderCharts, type Charts } from '../../support/synthesize.ts';
import { settingFaults } from '../workload/service.ts';

const good: HelmReleaseProps = {
  url: 'oci://example.azurecr.io/charts/thing',
  version: '1.2.3',
  namespace: 'default',
};
const charts = (change: Partial<HelmReleaseProps> = {}, id = 'thing'): Charts => ({
  operators: (chart) => void new HelmRelease(chart, id, { ...good, ...change }),
});
const release = (change: Partial<HelmReleaseProps> = {}) => only(objectsOf(charts(change)), 'HelmRelease');
const source = (change: Partial<HelmReleaseProps> = {}) => only(objectsOf(charts(change)), 'OCIRepository');

test("both objects live where Flux' controllers may act, whatever the chart's namespace", () => {
  expect([release(), source()].map(({ metadata }) => metadata.namespace)).toEqual(['cluster-config', 'cluster-config']);
});

describe('names do not depend on defaults of Flux', () => {
  test("the release's name is explicit: Flux' own would put the namespace in front", () => {
    expect(at(release(), 'spec.releaseName')).toBe('thing');
    expect([release(), source()].map(({ metadata }) => metadata.name)).toEqual(['thing', 'thing']);
  });

  test('and may differ from the id in the code', () => {
    const { metadata, spec } = release({ name: 'other' });
    expect([metadata.name, spec]).toMatchObject(['other', { releaseName: 'other', chartRef: { name: 'other' } }]);
  });

  test('the history is kept beside the objects, where `helm list` looks', () => {
    const { targetNamespace, storageNamespace } = release({ namespace: 'default' }).spec as Record<string, string>;
    expect([targetNamespace, storageNamespace]).toEqual(['default', 'default']);
  });

  test('it installs from its own source, the chart of exactly that version', () => {
    expect(at(release(), 'spec.chartRef')).toEqual({ kind: 'OCIRepository', name: source().metadata.name });
    expect(source().spec).toMatchObject({ url: 'oci://example.azurecr.io/charts/thing', ref: { tag: '1.2.3' } });
  });
});

test('a build is part of the version, which a tag writes otherwise', () => {
  const version = '1.2.3+build.4';
  expect(at(source({ version }), 'spec.ref')).toEqual({ tag: '1.2.3_build.4' });
  const url = 'https://charts.example.com';
  const chart = only(objectsOf(charts({ version, url, chart: 'thing' })), 'HelmChart');
  expect(at(chart, 'spec.version')).toBe(version);
  const find = () => source({ version });
  expect(chartOf(release({ version }), find).version).toBe(version);
});

describe('a chart is the one that was looked at', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;
  const signedBy = { issuer: 'https://issuer.example.com', subject: 'https://example.com/a.b/c+d.yml@refs/heads/main' };

  test('by its digest, which nobody can move', () => {
    expect(at(source({ digest }), 'spec.ref')).toEqual({ tag: '1.2.3', digest });
  });

  test('by its signer, who is called so and not otherwise', () => {
    const verify = at(source({ signedBy }), 'spec.verify') as {
      matchOIDCIdentity: [{ issuer: string; subject: string }];
    };
    expect(verify).toMatchObject({ provider: 'cosign' });
    const [{ issuer, subject }] = verify.matchOIDCIdentity;
    expect([new RegExp(issuer).test(signedBy.issuer), new RegExp(subject).test(signedBy.subject)]).toEqual([
      true,
      true,
    ]);
    const others = [
      'https://example.com/aXb/c+d.yml@refs/heads/main',
      `${signedBy.subject}2`,
      `https://evil${signedBy.subject}`,
    ];
    expect(others.filter((other) => new RegExp(subject).test(other))).toEqual([]);
  });

  test('and by neither where none is given', () => {
    expect(source().spec).not.toHaveProperty('verify');
    expect(at(source(), 'spec.ref')).toEqual({ tag: '1.2.3' });
  });
});

describe('what goes wrong is mended', () => {
  test('drift is put back', () => {
    expect(at(release(), 'spec.driftDetection')).toEqual({ mode: 'enabled' });
  });

  test('but for what another controller writes, said by kind and path', () => {
    const ignoreDrift = [
      { kind: 'Deployment', paths: ['/spec/replicas'] },
      { kind: 'Secret', name: 'ca', paths: ['/data'] },
    ];
    expect(at(release({ ignoreDrift }), 'spec.driftDetection')).toEqual({
      mode: 'enabled',
      ignore: [
        { target: { kind: 'Deployment' }, paths: ['/spec/replicas'] },
        { target: { kind: 'Secret', name: 'ca' }, paths: ['/data'] },
      ],
    });
  });

  test('a failed install is tried again without end, a failed upgrade is tried again and then rolled back', () => {
    expect(release().spec).toMatchObject({
      install: { remediation: { retries: -1 } },
      upgrade: { remediation: { retries: 3, remediateLastFailure: true, strategy: 'rollback' }, cleanupOnFail: true },
      rollback: { cleanupOnFail: true },
    });
  });

  test('a release that hangs fails in time', () => {
    expect(at(release(), 'spec.timeout')).toBe('10m');
    expect(at(release({ timeoutMinutes: 60 }), 'spec.timeout')).toBe('60m');
  });
});

describe('custom resource definitions', () => {
  test("are replaced on upgrade, which is not Helm's default", () => {
    expect(release().spec).toMatchObject({ install: { crds: 'CreateReplace' }, upgrade: { crds: 'CreateReplace' } });
  });

  test('keep a release that brings them from being pruned: its uninstall would take every object of theirs along', () => {
    expect(release({ provides: ['b.example.com', 'a.example.com'] }).metadata.annotations).toEqual({
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      'fleetwright.dev/provides': 'a.example.com,b.example.com',
    });
  });

  test('a release that brings none goes when Git no longer holds it', () => {
    expect(release().metadata.annotations ?? {}).toEqual({});
  });
});

test('values are what is given, and nothing is added', () => {
  const values = { replicas: 2, list: ['on', '007'], nested: { no: false } };
  expect(at(release({ values }), 'spec.values')).toEqual(values);
  expect(at(release(), 'spec.values')).toEqual({});
});

describe('a chart of a Helm repository', () => {
  const https = { url: 'https://charts.example.com/stable', chart: 'thing' };

  test('is that very version of it', () => {
    const objects = objectsOf(charts(https));
    expect(only(objects, 'HelmRepository').spec).toEqual({ interval: '1h', url: https.url });
    expect(only(objects, 'HelmChart').spec).toEqual({
      interval: '1h',
      chart: 'thing',
      version: '1.2.3',
      sourceRef: { kind: 'HelmRepository', name: 'thing' },
    });
    expect(at(only(objects, 'HelmRelease'), 'spec.chartRef')).toEqual({ kind: 'HelmChart', name: 'thing' });
  });

  test("lives where Flux' controllers may act, and nothing is wrong with it", () => {
    const { objects, findings } = renderCharts(charts(https));
    const sources = objects.map(({ object }) => object).filter(({ kind }) => kind.startsWith('Helm'));
    expect(sources.map(({ metadata }) => metadata.namespace)).toEqual(sources.map(() => 'cluster-config'));
    expect([sources.length, findings]).toEqual([3, []]);
  });
});

describe('values from elsewhere', () => {
  const valuesFrom = [
    { kind: 'ConfigMap', name: 'sizes' },
    { kind: 'Secret', name: 'logins', key: 'token', targetPath: 'auth.token' },
  ] as const;
  /** The release, and a chart that makes what holds its values; where Flux looks for them. */
  const all: Charts = {
    ...charts({ valuesFrom }),
    settings: (chart) => {
      const metadata = (name: string) => ({ name, namespace: 'cluster-config' });
      new k8s.KubeConfigMap(chart, 'sizes', { metadata: metadata('sizes'), data: { 'values.yaml': 'replicas: 2' } });
      new ModelObject<TypeMeta & { metadata: object; spec: object }>(chart, 'store', {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: metadata('logins'),
        spec: { dataFrom: [{ extract: { key: 'logins' } }] },
      });
    },
  };

  test('are named as Flux wants them', () => {
    expect(at(release({ valuesFrom }), 'spec.valuesFrom')).toEqual([
      { kind: 'ConfigMap', name: 'sizes' },
      { kind: 'Secret', name: 'logins', valuesKey: 'token', targetPath: 'auth.token' },
    ]);
  });

  test('come from charts that Flux applies first', () => {
    const { objects } = renderCharts(all);
    const kustomization = objects.find(({ layer, object }) => layer === 'flux' && object.metadata.name === 'operators');
    expect(at(kustomization?.object, 'spec.dependsOn')).toMatchObject([{ name: 'settings' }]);
  });

  test('must come from somewhere', () => {
    const faults = findingsOf(charts({ valuesFrom })).map(({ code, field, problem }) => [code, field, problem]);
    expect(faults).toEqual([
      ['no-provider', 'spec.valuesFrom[0]', expect.stringContaining('ConfigMap cluster-config/sizes')],
      ['no-provider', 'spec.valuesFrom[1]', expect.stringContaining('Secret cluster-config/logins')],
    ]);
  });

  test.each([
    [{ kind: 'Secret', name: 'logins', key: 'a b' }, 'spec.valuesFrom[1].valuesKey'],
    [{ kind: 'Secret', name: 'logins', targetPath: 'a=b' }, 'spec.valuesFrom[1].targetPath'],
  ] as const)('%j is refused', (wrong, field) => {
    const faulty = { ...all, ...charts({ valuesFrom: [{ kind: 'ConfigMap', name: 'sizes' }, wrong] }) };
    const found = findingsOf(faulty).filter(({ at: place }) => place.includes('operators'));
    expect(found.map((finding) => finding.field)).toEqual([field]);
  });
});

test('what is changed after rendering is what is given', () => {
  const postRenderers = [
    {
      kustomize: {
        patches: [{ target: { kind: 'Deployment' }, patch: '- { op: remove, path: /spec/template/spec/hostNetwork }' }],
        images: [{ name: 'example.com/thing', newName: 'example.azurecr.io/thing' }],
      },
    },
  ];
  expect(findingsOf(charts({ postRenderers }))).toEqual([]);
  expect(at(release({ postRenderers }), 'spec.postRenderers')).toEqual(postRenderers);
});

describe('a release that waits for another', () => {
  const two = (chart: Chart) => {
    const first = new HelmRelease(chart, 'first', good);
    return new HelmRelease(chart, 'second', { ...good, dependsOn: [first] });
  };

  test('of its own chart', () => {
    const releases = objectsOf({ operators: (chart) => void two(chart) }).filter(({ kind }) => kind === 'HelmRelease');
    expect(releases.map(({ spec }) => at(spec, 'dependsOn'))).toEqual([undefined, [{ name: 'first' }]]);
  });

  test('of another chart is refused: that order is derived', () => {
    let first: HelmRelease | undefined;
    const faults = settingFaults({
      a: (chart) => void (first = new HelmRelease(chart, 'first', good)),
      b: (chart) => void new HelmRelease(chart, 'second', { ...good, dependsOn: first && [first] }),
    });
    expect(faults).toEqual([
      'dependsOn: "first" is in another chart, whose failed upgrade would hold back this one\'s; write: nothing: the order of charts is derived, from `provides` there and `requires` here',
    ]);
  });
});

const exact = (version: string) => `version: "${version}" is no exact version; write: one version, such as "1.2.3"`;

test.each([
  '1.x',
  '^1.2.3',
  '~1.2',
  '>=1.0.0',
  '*',
  '',
  'latest',
  '1.2',
  '1.2.3 ',
  '1.2.3 || 2.0.0',
  '1.2.3+',
  '1.2.3-',
  '1.2.3-a..b',
  '1.2.3+a_b',
])('the version %j is refused', (version) => expect(settingFaults(charts({ version }))).toEqual([exact(version)]));

test.each(['1.2.3', 'v1.21.2', '77.14.0', '1.0.0-rc.1', '1.2.3+build', '1.2.3-rc.1+a-b.4'])(
  'the version %j is exact',
  (version) => {
    expect(findingsOf(charts({ version }))).toEqual([]);
  },
);

test.each([
  'oci://example.com',
  'oci://example.com/',
  'oci:///charts/thing',
  'oci://example.com/charts/thing:1.2.3',
  'oci://example.com/charts/thing@sha256:0',
  'oci://example.com/Charts/thing',
  'oci://example.com/charts/thing/',
  'oci://example.com//thing',
  'oci://example.com/charts thing',
  'oci://user@example.com/charts/thing',
])('the repository %j is refused', (url) => {
  expect(settingFaults(charts({ url }))).toEqual([
    `url: "${url}" is no OCI repository; write: oci://registry/path/chart, the path in lower case, without a tag: the version has its own field`,
  ]);
});

test.each(['oci://localhost:5000/thing', 'oci://ghcr.io/a/b_c/d.e--f', 'oci://Registry.example.com/a/b__c'])(
  'the repository %j is one',
  (url) => expect(findingsOf(charts({ url }))).toEqual([]),
);

test.each<[string, Partial<HelmReleaseProps>, string]>([
  [
    'a chart that is fetched without TLS',
    { url: 'http://charts.example.com', chart: 'thing' },
    'url: "http://charts.example.com" is no repository of charts; write: oci://registry/path/chart, or https://host/path and the name of the `chart`',
  ],
  [
    'a Helm repository without the name of a chart',
    { url: 'https://charts.example.com' },
    'chart: is missing; write: the name that it has in https://charts.example.com/index.yaml',
  ],
  [
    'the name of a chart that is a path',
    { url: 'https://charts.example.com', chart: 'stable/thing' },
    'chart: "stable/thing" is no name of a chart; write: the name that it has in https://charts.example.com/index.yaml',
  ],
  [
    'the name of a chart beside an OCI repository',
    { chart: 'thing' },
    'chart: "thing" stands beside an OCI repository, which is one chart; write: it at the end of `url`',
  ],
  [
    'a digest that Flux would not look at',
    { url: 'https://charts.example.com', chart: 'thing', digest: `sha256:${'0'.repeat(64)}` },
    'digest: is nothing that Flux compares with a chart of a Helm repository; write: nothing, or the OCI repository of the same chart in `url`',
  ],
  [
    'a signer whom Flux would not look for',
    {
      url: 'https://charts.example.com',
      chart: 'thing',
      signedBy: { issuer: 'https://issuer.example.com', subject: 'ci' },
    },
    'signedBy: is nothing that Flux compares with a chart of a Helm repository; write: nothing, or the OCI repository of the same chart in `url`',
  ],
  [
    'a patch that is no YAML',
    { postRenderers: [{ kustomize: { patches: [{ patch: 'spec: [' }] } }] },
    'postRenderers.0.kustomize.patches.0.patch: is no YAML of an object or of a list of operations; write: a strategic merge patch, or operations of JSON Patch (RFC 6902)',
  ],
  [
    'a patch that is a word',
    { postRenderers: [{}, { kustomize: { patches: [{ patch: '{}' }, { patch: 'replicas' }] } }] },
    'postRenderers.1.kustomize.patches.1.patch: is no YAML of an object or of a list of operations; write: a strategic merge patch, or operations of JSON Patch (RFC 6902)',
  ],
  [
    'a name that Helm does not take',
    { name: 'a'.repeat(54) },
    `name: "${'a'.repeat(54)}" is longer than 53 characters; write: a shorter name: Helm takes no more`,
  ],
  [
    'a digest that is cut off',
    { digest: 'sha256:abc' },
    'digest: "sha256:abc" is no digest; write: sha256: and 64 hexadecimal digits',
  ],
  [
    'a signer without a name',
    { signedBy: { issuer: 'https://issuer.example.com', subject: '' } },
    'signedBy: "" of "https://issuer.example.com" is no identity; write: issuer (an address) and subject as `cosign verify` prints them',
  ],
  ['no time at all', { timeoutMinutes: 0 }, 'timeoutMinutes: 0 is not a whole number from 1 to 60; write: 1 to 60'],
  [
    'more than an hour',
    { timeoutMinutes: 61 },
    'timeoutMinutes: 61 is not a whole number from 1 to 60; write: 1 to 60',
  ],
  [
    'a dotted path of drift',
    { ignoreDrift: [{ kind: 'Deployment', paths: ['spec.replicas'] }] },
    'ignoreDrift: "spec.replicas" is no JSON pointer; write: "/spec.replicas"',
  ],
  [
    'a default unset by null, which would stay in the chart',
    { values: { grafana: { adminPassword: null } } },
    "values.grafana.adminPassword: is null, which cdk8s leaves out: the default of the chart would stay; write: another value that switches it off, as the chart's documentation says",
  ],
  [
    'a namespace that is none',
    { namespace: 'kube_system' },
    'namespace: "kube_system" is no DNS label (RFC 1123); write: lower case letters, digits and "-", 63 characters at most, a letter or digit at both ends',
  ],
])('%s is refused', (_name, change, refusal) => {
  expect(settingFaults(charts(change))).toEqual([refusal]);
});
