// One Kustomization a chart: it waits for what the chart uses, for the chart's health, and long enough for Helm.
import type { IHelmRelease } from '@kubernetes-models/flux-cd/helm.toolkit.fluxcd.io/v2/HelmRelease';
import { describe, expect, test } from '@jest/globals';
import { ApiObject } from 'cdk8s';
import { ClusterIssuer } from '../../../imports/cert-manager.io.ts';
import { HelmRelease } from '../../../lib/flux/helm-release.ts';
import { kustomization } from '../../../lib/flux/kustomization.ts';
import { ModelObject } from '../../../lib/model-object.ts';
import { Namespace } from '../../../lib/namespace/namespace.ts';
import { asArray, at } from '../../../render/fields.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { renderCharts, type Charts } from '../../support/synthesize.ts';

const quota = { cpu: '1', memory: '1Gi', pods: 5 };

/** Two charts, of which `issuers` uses what the release in `operators` brings. */
const charts = (timeoutMinutes?: number): Charts => ({
  operators: (chart) => {
    new Namespace(chart, 'operators', { quota });
    new HelmRelease(chart, 'thing', {
      url: 'oci://example.azurecr.io/charts/thing',
      version: '1.0.0',
      namespace: 'operators',
      provides: ['cert-manager.io'],
      timeoutMinutes,
    });
  },
  issuers: (chart) => {
    new ClusterIssuer(chart, 'issuer', { metadata: { name: 'issuer' }, spec: { selfSigned: {} } });
  },
});

function of(name: string, timeoutMinutes?: number): KubeObject {
  const { objects, findings } = renderCharts(charts(timeoutMinutes));
  expect(findings).toEqual([]);
  const found = objects.find(({ layer, object }) => layer === 'flux' && object.metadata.name === name);
  if (!found) throw new Error(`no Kustomization ${name}`);
  return found.object;
}

test("the chart's folder is kept in the cluster, pruned, decrypted and waited for", () => {
  expect(of('issuers')).toMatchObject({
    metadata: { name: 'issuers', namespace: 'cluster-config' },
    spec: {
      path: './dist/test/apps/issuers',
      sourceRef: { kind: 'GitRepository', name: 'fleetwright' },
      prune: true,
      wait: true,
      decryption: { provider: 'sops' },
      interval: '10m',
      retryInterval: '1m',
    },
  });
});

describe('a Job', () => {
  const waiting = (spec: object): unknown => {
    const { objects } = renderCharts({
      a: (chart) => {
        new ApiObject(chart, 'job', {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'job', namespace: 'a' },
          spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers: [] } } },
        });
        new ApiObject(chart, 'class', {
          apiVersion: 'scheduling.k8s.io/v1',
          kind: 'PriorityClass',
          metadata: { name: 'urgent' },
          value: 1,
        });
      },
    });
    const { object } = objects.find(({ layer }) => layer === 'flux') ?? {};
    return [at(object, 'spec.wait'), at(object, 'spec.healthChecks')];
  };

  test.each([
    ['that is suspended', { suspend: true }],
    ['that is to have no pods', { parallelism: 0 }],
  ])('%s never ends, so all but it is waited for', (_name, spec) => {
    const others = [{ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', name: 'urgent' }];
    expect(waiting(spec)).toEqual([false, others]);
  });

  test('that runs is waited for with all the rest', () => {
    expect(waiting({ suspend: false })).toEqual([true, undefined]);
  });
});

test('nothing of it changes what is in Git: no substitution, patch, prefix or namespace', () => {
  const known = [
    'decryption',
    'dependsOn',
    'healthCheckExprs',
    'interval',
    'path',
    'prune',
    'retryInterval',
    'sourceRef',
    'timeout',
    'wait',
  ];
  expect(known).toEqual(expect.arrayContaining(Object.keys(of('issuers').spec as object)));
});

describe('dependencies', () => {
  test('each asks only that it was ready once, so that a failed upgrade freezes nobody', () => {
    expect(at(of('issuers'), 'spec.dependsOn')).toEqual([
      { name: 'operators', readyExpr: 'has(dep.status.lastAppliedRevision)' },
    ]);
  });

  test('every one of several', () => {
    const { spec } = kustomization({
      name: 'a',
      path: 'dist/a',
      gitRepository: 'fleetwright',
      dependsOn: ['b', 'c'].map((name) => ({ name, isMigration: false })),
      healthChecks: [],
      timeoutMinutes: 6,
    });
    expect(spec?.dependsOn?.map(({ name, readyExpr }) => [name, readyExpr])).toEqual([
      ['b', 'has(dep.status.lastAppliedRevision)'],
      ['c', 'has(dep.status.lastAppliedRevision)'],
    ]);
  });

  test('what a migration changes is waited for at each revision', () => {
    const dependsOn = [{ name: 'a-migration', isMigration: true }];
    const { spec } = kustomization({
      name: 'a',
      path: 'dist/a',
      gitRepository: 'fleetwright',
      dependsOn,
      healthChecks: [],
      timeoutMinutes: 6,
    });
    expect(spec?.dependsOn).toEqual([{ name: 'a-migration' }]);
  });

  test('a chart that uses nothing waits for nobody', () => {
    expect(of('operators').spec).not.toHaveProperty('dependsOn');
  });
});

test('the health of each custom kind in the chart is asked for, and of no other', () => {
  const kinds = (name: string) => asArray(at(of(name), 'spec.healthCheckExprs')).map((check) => at(check, 'kind'));
  expect(kinds('operators')).toEqual(['HelmRelease', 'OCIRepository']);
  expect(kinds('issuers')).toEqual(['ClusterIssuer']);
});

describe('the timeout', () => {
  const minutes = (name: string, helm?: number) => Number.parseInt(String(at(of(name, helm), 'spec.timeout')), 10);

  test.each([[1], [10], [60], [undefined]])(
    "is longer than Helm's %p minutes, so that Helm says what failed",
    (helm) => {
      expect(minutes('operators', helm)).toBeGreaterThan(helm ?? 10);
    },
  );

  test.each([
    ['as the API server fills it in', undefined, 600, 900],
    ['of a minute, for a pod of another kind may need a new node', 60, 600, 900],
    ['of half an hour', 1800, 1800, 2100],
    ['that never comes, which nobody waits for', 2147483647, 7200, 7500],
  ])("is longer than a rollout's deadline, so that it says what failed: one %s", (_name, deadline, least, most) => {
    const { objects } = renderCharts({
      a: (chart) =>
        new ApiObject(chart, 'web', {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'web' },
          spec: { progressDeadlineSeconds: deadline },
        }),
    });
    const { object } = objects.find(({ layer }) => layer === 'flux') ?? {};
    const seconds = 60 * Number.parseInt(String(at(object, 'spec.timeout')), 10);
    expect(seconds).toBeGreaterThan(least);
    expect(seconds).toBeLessThan(most);
  });

  const container = { name: 'main', image: 'any' };
  const starts = (periodSeconds: number) => ({ ...container, startupProbe: { periodSeconds, failureThreshold: 10 } });

  /** Seconds that Flux waits for one of these. */
  const secondsFor = (kind: string, spec: object, pod: object = {}): number => {
    const { objects } = renderCharts({
      a: (chart) =>
        new ApiObject(chart, 'set', {
          apiVersion: 'apps/v1',
          kind,
          metadata: { name: 'set' },
          spec: { ...spec, template: { spec: { containers: [container], ...pod } } },
        }),
    });
    const { object } = objects.find(({ layer }) => layer === 'flux') ?? {};
    return 60 * Number.parseInt(String(at(object, 'spec.timeout')), 10);
  };

  const daemons = (rollingUpdate: object) => ({ updateStrategy: { rollingUpdate } });

  test.each<[name: string, kind: string, spec: object, pod: object, needs: number]>([
    ['the one copy of a StatefulSet', 'StatefulSet', {}, {}, 30],
    ['six copies, one after the other', 'StatefulSet', { replicas: 6 }, { containers: [starts(12)] }, 6 * (30 + 120)],
    [
      'copies at once, which are replaced one by one',
      'StatefulSet',
      { replicas: 6, podManagementPolicy: 'Parallel' },
      { containers: [starts(12)] },
      6 * (30 + 120),
    ],
    ['copies that end slowly', 'StatefulSet', { replicas: 3 }, { terminationGracePeriodSeconds: 600 }, 3 * 600],
    [
      'copies with disks, which must stay ready',
      'StatefulSet',
      { replicas: 9, minReadySeconds: 60, volumeClaimTemplates: [{}] },
      {},
      9 * (30 + 60 + 123),
    ],
    [
      'copies with a sidecar that starts first',
      'StatefulSet',
      { replicas: 5 },
      { initContainers: [starts(30)], containers: [starts(12)] },
      5 * (30 + 300 + 120),
    ],
    [
      'a tenth of the nodes at a time',
      'DaemonSet',
      daemons({ maxUnavailable: '10%' }),
      { containers: [starts(12)] },
      10 * (30 + 120),
    ],
    ['one node at a time, of thirty', 'DaemonSet', {}, { containers: [starts(3)] }, 30 * (30 + 30)],
    [
      'two nodes at a time that have both',
      'DaemonSet',
      daemons({ maxUnavailable: 0, maxSurge: 2 }),
      { containers: [starts(12)] },
      15 * (30 + 120),
    ],
  ])('is longer than a rollout step by step takes beside a new node: %s', (_name, kind, spec, pod, needs) => {
    const seconds = secondsFor(kind, spec, pod);
    expect(seconds).toBeGreaterThan(600 + needs);
    expect(seconds).toBeLessThanOrEqual(600 + needs + 180);
  });

  test('is two hours for such a rollout at the most, as nobody looks at the next commit meanwhile', () => {
    expect(secondsFor('StatefulSet', { replicas: 100 }, { containers: [starts(60)] })).toBe(7200 + 120);
  });

  type Spec = Partial<NonNullable<IHelmRelease['spec']>>;

  /** Of a chart that writes its releases itself. */
  const ofReleases = (releases: Readonly<Record<string, Spec>>): unknown => {
    const { objects } = renderCharts({
      brokers: (chart) => {
        for (const [name, spec] of Object.entries(releases))
          new ModelObject<IHelmRelease>(chart, name, {
            apiVersion: 'helm.toolkit.fluxcd.io/v2',
            kind: 'HelmRelease',
            metadata: { name, namespace: 'cluster-config' },
            spec: { interval: '30m', chartRef: { kind: 'OCIRepository', name }, ...spec },
          });
      },
    });
    return at(objects.find(({ layer }) => layer === 'flux')?.object, 'spec.timeout');
  };

  test.each<[string, Spec, string]>([
    ["Flux' own default of five minutes, and tests", { test: { enable: true, timeout: '10m' } }, '20m'],
    ['seconds', { timeout: '900s' }, '20m'],
    ['hours and minutes', { timeout: '1h30m' }, '95m'],
    ['minutes and seconds', { timeout: '10m30s' }, '16m'],
    ['half an hour', { timeout: '0.5h' }, '35m'],
    ['milliseconds', { timeout: '1800000ms' }, '35m'],
    ['less than a rollout takes', { timeout: '1s' }, '12m'],
    ['nothing', {}, '12m'],
    ['a longer time for the install alone', { timeout: '2m', install: { timeout: '20m' } }, '25m'],
    ['a longer time for the upgrade alone', { upgrade: { timeout: '40m' } }, '45m'],
    ['tests after it', { timeout: '10m', test: { enable: true, timeout: '3m' } }, '18m'],
    ['tests that are off', { timeout: '10m', test: { timeout: '3m' } }, '15m'],
    ['what is no duration, which its schema refuses', { timeout: 'soon' }, '12m'],
  ])('is longer than a release that says %s', (_name, spec, timeout) => {
    expect(ofReleases({ broker: spec })).toBe(timeout);
  });

  test('is that of releases one after the other where one waits for the other', () => {
    const dependsOn = (...names: string[]) => ({ dependsOn: names.map((name) => ({ name })) });
    const timeout = '10m';
    expect(ofReleases({ a: { timeout }, b: { timeout } })).toBe('15m');
    expect(ofReleases({ a: { timeout }, b: { timeout, ...dependsOn('a') }, c: dependsOn('a', 'b') })).toBe('30m');
    expect(ofReleases({ a: { timeout, ...dependsOn('b') }, b: { timeout, ...dependsOn('a') } })).toBe('25m');
  });
});
