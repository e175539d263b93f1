// The order of charts follows from what their objects use; what must not hold others back does not.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Certificate, ClusterIssuer } from '../../../imports/cert-manager.io.ts';
import { SecretStore } from '../../../imports/external-secrets.io.ts';
import { HelmRelease } from '../../../lib/flux/helm-release.ts';
import { Namespace } from '../../../lib/namespace/namespace.ts';
import { at } from '../../../render/fields.ts';
import { findCycle } from '../../../render/order/cycle.ts';
import { type Charts, renderCharts } from '../../support/synthesize.ts';

const namespace = (chart: Chart, name: string): void =>
  void new Namespace(chart, 'namespace', { name, quota: { cpu: '1', memory: '1Gi', pods: 5 } });

const definitions = (chart: Chart): void => {
  namespace(chart, 'definitions');
  new HelmRelease(chart, 'release', {
    url: 'oci://example.com/charts/cert-manager',
    version: '1.0.0',
    namespace: 'definitions',
    provides: ['cert-manager.io'],
  });
};

const issuer = (chart: Chart): void =>
  void new ClusterIssuer(chart, 'issuer', { metadata: { name: 'public' }, spec: { selfSigned: {} } });

const certificate = (chart: Chart): void => {
  namespace(chart, 'certificates');
  new Certificate(chart, 'certificate', {
    metadata: { name: 'c', namespace: 'certificates' },
    spec: { secretName: 'tls', dnsNames: ['example.com'], issuerRef: { kind: 'ClusterIssuer', name: 'public' } },
  });
};

/** `dependsOn` of each chart's Kustomization. */
function dependencies(charts: Charts): Record<string, unknown> {
  const { findings, objects } = renderCharts(charts);
  expect(findings).toEqual([]);
  const kustomizations = objects.filter(({ layer }) => layer === 'flux').map(({ object }) => object);
  return Object.fromEntries(kustomizations.map((object) => [object.metadata.name, at(object, 'spec.dependsOn')]));
}

const readyOnce = (name: string) => ({ name, readyExpr: 'has(dep.status.lastAppliedRevision)' });

test('a chart depends on exactly the charts that provide what it uses, by the first success of each', () => {
  expect(dependencies({ certificate, definitions, issuer })).toEqual({
    certificate: [readyOnce('definitions'), readyOnce('issuer')],
    definitions: undefined,
    issuer: [readyOnce('definitions')],
  });
});

test('the order in the code does not matter', () => {
  expect(dependencies({ issuer, definitions, certificate })).toEqual(
    dependencies({ definitions, certificate, issuer }),
  );
});

describe('a Helm release of any form', () => {
  const place = { namespace: 'cluster-config' };
  const release = (spec: object) => (chart: Construct) =>
    void new ApiObject(chart, 'release', {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: chart.node.id, ...place },
      spec: { interval: '30m', targetNamespace: 'default', storageNamespace: 'default', ...spec },
    } as never);
  const source = (kind: string, spec: object) => (chart: Construct) =>
    void new ApiObject(chart, 'source', {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind,
      metadata: { name: 'charts', ...place },
      spec: { interval: '1h', ...spec },
    } as never);
  const sourceRef = { kind: 'HelmRepository', name: 'charts' };
  const repository = source('HelmRepository', { url: 'https://charts.example.com' });

  test.each<[string, Charts]>([
    [
      'the repository of its chart',
      { other: repository, broker: release({ chart: { spec: { chart: 'broker', version: '1.2.3', sourceRef } } }) },
    ],
    [
      'its HelmChart',
      {
        other: (chart) => {
          repository(chart);
          source('HelmChart', { chart: 'broker', version: '1.2.3', sourceRef })(new Construct(chart, 'chart'));
        },
        broker: release({ chartRef: { kind: 'HelmChart', name: 'charts' } }),
      },
    ],
    [
      'a release that it waits for',
      {
        other: release({ chartRef: { kind: 'GitRepository', name: 'fleetwright' } }),
        broker: release({ chartRef: { kind: 'GitRepository', name: 'fleetwright' }, dependsOn: [{ name: 'other' }] }),
      },
    ],
  ])('comes after %s', (_name, charts) => {
    const { objects, findings } = renderCharts(charts);
    expect(findings.filter(({ code }) => code === 'no-provider')).toEqual([]);
    const broker = objects.find(({ layer, object }) => layer === 'flux' && object.metadata.name === 'broker');
    expect(at(broker?.object, 'spec.dependsOn')).toEqual([readyOnce('other')]);
  });

  test('needs all of them, but no values that are optional', () => {
    const valuesFrom = [
      { kind: 'ConfigMap', name: 'a', optional: true },
      { kind: 'ConfigMap', name: 'b' },
    ];
    const chart = { spec: { chart: 'broker', version: '1.2.3', sourceRef } };
    const { findings } = renderCharts({ broker: release({ chart, valuesFrom, dependsOn: [{ name: 'gone' }] }) });
    expect(findings.map(({ code, field }) => [code, field])).toEqual([
      ['no-provider', 'spec.chart.spec.sourceRef'],
      ['no-provider', 'spec.dependsOn'],
      ['no-provider', 'spec.valuesFrom[1]'],
    ]);
  });
});

const ofFlux = (kind: string, spec: object) => (chart: Construct) =>
  void new ApiObject(chart, 'told', {
    apiVersion: 'notification.toolkit.fluxcd.io/v1beta3',
    kind,
    metadata: { name: 'told', namespace: 'cluster-config' },
    spec,
  } as never);

describe('a use needs a provider', () => {
  const withoutProvider = (charts: Charts): string[] =>
    renderCharts(charts)
      .findings.filter(({ code }) => code === 'no-provider')
      .map(({ at: place, problem }) => `${place}: ${problem}`);

  test.each<[string, Charts, string]>([
    ['an issuer', { certificate, definitions }, 'ClusterIssuer.cert-manager.io public'],
    ['a definition', { issuer }, 'API group cert-manager.io'],
    [
      'a service account',
      {
        roles: (chart) => {
          namespace(chart, 'roles');
          new k8s.KubeRoleBinding(chart, 'binding', {
            metadata: { name: 'b', namespace: 'roles' },
            roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
            subjects: [{ kind: 'ServiceAccount', name: 'gone' }],
          });
        },
      },
      'ServiceAccount roles/gone',
    ],
    [
      'whom an Alert of Flux tells',
      { told: ofFlux('Alert', { providerRef: { name: 'chat' }, eventSources: [{ kind: 'HelmRelease', name: '*' }] }) },
      'Provider.notification.toolkit.fluxcd.io cluster-config/chat',
    ],
    [
      'what opens the way to them',
      { told: ofFlux('Provider', { type: 'msteams', secretRef: { name: 'address' } }) },
      'Secret cluster-config/address',
    ],
    [
      'the account under which a vault is read',
      {
        definitions: (chart) => {
          namespace(chart, 'definitions');
          new HelmRelease(chart, 'release', {
            url: 'oci://example.com/charts/external-secrets',
            version: '1.0.0',
            namespace: 'definitions',
            provides: ['external-secrets.io'],
          });
        },
        store: (chart) => {
          namespace(chart, 'store');
          new SecretStore(chart, 'store', {
            metadata: { name: 's', namespace: 'store' },
            spec: {
              provider: { azurekv: { vaultUrl: 'https://kv.vault.azure.net', serviceAccountRef: { name: 'gone' } } },
            },
          });
        },
      },
      'ServiceAccount store/gone',
    ],
    [
      'a storage class',
      {
        disk: (chart) => {
          namespace(chart, 'disk');
          new k8s.KubePersistentVolumeClaim(chart, 'claim', {
            metadata: { name: 'c', namespace: 'disk' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: 'fast',
              resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } },
            },
          });
        },
      },
      'StorageClass.storage.k8s.io fast',
    ],
  ])('%s that no chart provides is named', (_name, charts, need) => {
    expect(withoutProvider(charts)).toEqual([expect.stringContaining(need)]);
  });

  test('what AKS brings along needs none', () => {
    const system = (chart: Chart): void =>
      void new k8s.KubeConfigMap(chart, 'config', { metadata: { name: 'config', namespace: 'default' } });
    expect(dependencies({ system })).toEqual({ system: undefined });
  });
});

describe('findCycle', () => {
  test('finds none in a diamond', () => {
    expect(
      findCycle(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['d']],
          ['c', ['d']],
          ['d', []],
        ]),
      ),
    ).toBeUndefined();
  });

  test('names the charts of a cycle alone, not those that lead to it', () => {
    expect(
      findCycle(
        new Map([
          ['entry', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c']);
  });

  test('bears a chain of ten thousand charts', () => {
    const chain = Array.from({ length: 10_000 }, (_, index): [string, string[]] => [`c${index}`, [`c${index + 1}`]]);
    expect(findCycle(new Map(chain))).toBeUndefined();
  });
});

test('every chart comes after the admission policies, which come after nothing', () => {
  const policy = (chart: Chart): void =>
    void new ApiObject(chart, 'policy', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: 'any' },
      spec: {
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        validations: [{ expression: 'true' }],
      },
    });
  expect(dependencies({ policy, definitions, issuer })).toEqual({
    policy: undefined,
    definitions: [readyOnce('policy')],
    issuer: [readyOnce('definitions'), readyOnce('policy')],
  });
});
