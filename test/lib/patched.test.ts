// A team patches what a construct makes: the patch is in the output, or it is refused by its path.
import { describe, expect, test } from '@jest/globals';
import { ApiObject, type Chart, JsonPatch, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { HttpRoute } from '../../imports/gateway.networking.k8s.io.ts';
import { Alerts } from '../../lib/monitoring/alerts.ts';
import { Dashboard } from '../../lib/monitoring/dashboard.ts';
import { ServiceMetrics } from '../../lib/monitoring/service-metrics.ts';
import { AllowTraffic, DenyAll } from '../../lib/network/traffic.ts';
import { KeyVaultSecret } from '../../lib/secrets/key-vault-secret.ts';
import { KeyVaultStore } from '../../lib/secrets/key-vault-store.ts';
import { Agent } from '../../lib/workload/agent.ts';
import { ConfigFiles } from '../../lib/workload/config-files.ts';
import { CronJob } from '../../lib/workload/cron-job.ts';
import { Job } from '../../lib/workload/job.ts';
import { StatefulService } from '../../lib/workload/stateful-service.ts';
import { WebService } from '../../lib/workload/web-service.ts';
import { Worker } from '../../lib/workload/worker.ts';
import { findingsOf, objectsOf } from '../support/synthesize.ts';
import { good, shop } from './workload/service.ts';

const { add, remove, replace, test: expects, move, copy } = JsonPatch;

describe('what a construct of lib/ makes keeps a patch of a field that no type knows', () => {
  const { image, resources, health, scale } = good;
  const ports = { http: 8080, metrics: 9090 };
  const makers: readonly [string, (chart: Chart) => Construct][] = [
    ['WebService', (chart) => new WebService(chart, 'a', { ...good, route: { host: 'a.example.com', paths: ['/*'] } })],
    ['Worker', (chart) => new Worker(chart, 'a', { image, resources, health, scale, ports })],
    [
      'StatefulService',
      (chart) =>
        new StatefulService(chart, 'a', {
          image,
          resources,
          health,
          ports,
          copies: 1,
          disk: { size: '1Gi', path: '/data' },
        }),
    ],
    ['Agent', (chart) => new Agent(chart, 'a', { image, resources, health, ports })],
    ['Job', (chart) => new Job(chart, 'a', { image, resources })],
    ['CronJob', (chart) => new CronJob(chart, 'a', { image, resources, schedule: '@daily' })],
    ['ConfigFiles', (chart) => new ConfigFiles(chart, 'a', { 'a.txt': 'a' })],
    ['Dashboard', (chart) => new Dashboard(chart, 'a', { title: 'A', rows: [] })],
    ['Alerts', (chart) => new Alerts(chart, 'a', { owner: 'team', alerts: [] })],
    ['ServiceMetrics', (chart) => new ServiceMetrics(chart, 'b', { service: new WebService(chart, 'a', good) })],
    ['AllowTraffic', (chart) => new AllowTraffic(chart, 'a', { pods: {} })],
    ['DenyAll', (chart) => new DenyAll(chart, 'a')],
    ['KeyVaultStore', (chart) => vault(chart)],
    ['KeyVaultSecret', (chart) => new KeyVaultSecret(chart, 'a', { store: vault(chart), keys: { token: 'token' } })],
  ];

  function vault(chart: Chart): KeyVaultStore {
    const id = '00000000-0000-0000-0000-000000000001';
    return new KeyVaultStore(chart, 'vault', {
      vaultUrl: 'https://a-vault.vault.azure.net',
      tenantId: id,
      clientId: id,
    });
  }

  test.each(makers)('%s', (_name, make) => {
    const made: ApiObject[] = [];
    const objects = objectsOf({
      shop: (chart) => {
        make(chart);
        made.push(...chart.node.findAll().filter(ApiObject.isApiObject));
        for (const each of made) each.addJsonPatch(add('/newer', { fieldOfTomorrow: 1 }));
      },
    });
    expect(made.length).toBeGreaterThan(0);
    expect(objects.map(({ kind, newer }) => ({ kind, newer }))).toEqual(
      made.map(({ kind }) => ({ kind, newer: { fieldOfTomorrow: 1 } })),
    );
  });
});

/** The Service `second` of the shop, made by a class that cdk8s generated, with these patches. */
const second = (...patches: readonly JsonPatch[]) =>
  shop((chart) => {
    new WebService(chart, 'shop', good);
    new k8s.KubeService(chart, 'second', {
      metadata: { name: 'second' },
      spec: {
        clusterIp: 'None',
        selector: { 'app.kubernetes.io/name': 'shop' },
        ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }],
      },
    }).addJsonPatch(...patches);
  });

const spec = (...patches: readonly JsonPatch[]): unknown =>
  objectsOf(second(...patches)).find(({ metadata }) => metadata.name === 'second')?.spec;

const unpatched = {
  clusterIP: 'None',
  selector: { 'app.kubernetes.io/name': 'shop' },
  ports: [{ name: 'http', port: 80, targetPort: 'http' }],
};

describe('of a generated class, a patch that shows is accepted', () => {
  const { clusterIP: _none, ...withAddress } = unpatched;
  test.each<[string, JsonPatch, object]>([
    ['an added field', add('/spec/sessionAffinity', 'ClientIP'), { ...unpatched, sessionAffinity: 'ClientIP' }],
    ['a removed field, by the name of the class', remove('/spec/clusterIp'), withAddress],
    ['a value, as the class has it', replace('/spec/ports/0/targetPort/value', 8080), ports({ targetPort: 8080 })],
    ['a replaced field', replace('/spec/ports/0/port', 81), ports({ port: 81 })],
    ['what is there already', replace('/spec/ports/0/port', 80), unpatched],
    ['a copy', copy('/spec/ports/0/name', '/spec/ports/0/appProtocol'), ports({ appProtocol: 'http' })],
    ['a test that holds', expects('/spec/ports/0/port', 80), unpatched],
  ])('%s', (_name, patch, expected) => {
    expect(findingsOf(second(patch))).toEqual([]);
    expect(spec(patch)).toEqual(expected);
  });

  test('a field that moves', () => {
    const labels = [
      add('/metadata/labels', { 'app.kubernetes.io/part-of': 'shop' }),
      move('/metadata/labels', '/metadata/annotations'),
    ];
    expect(findingsOf(second(...labels))).toEqual([]);
  });

  function ports(change: object): object {
    return { ...unpatched, ports: [{ ...unpatched.ports[0], ...change }] };
  }
});

describe('of a generated class, a patch that does not show is refused by its path, and nothing else is said', () => {
  const lost = (op: string): object => ({
    problem: `"${op}" is lost: KubeService renders the fields of its type alone, and names some otherwise`,
    write: 'the field in its props; or the object as a new ApiObject(...) of cdk8s, which keeps every patch',
  });
  const nowhere = (op: string): object => ({
    problem: `"${op}" finds nothing in the object`,
    write: 'a path that is there',
  });
  test.each<[string, JsonPatch, string, object]>([
    [
      'a field newer than the class',
      add('/spec/trafficDistribution', 'PreferClose'),
      '/spec/trafficDistribution',
      lost('add'),
    ],
    ['part of what is added', add('/spec/ports/-', { name: 'x', port: 81, new: true }), '/spec/ports/-', lost('add')],
    ['what holds nothing', add('/spec/newer', {}), '/spec/newer', lost('add')],
    [
      'a name of the API that the class has otherwise',
      replace('/spec/clusterIP', '10.0.0.7'),
      '/spec/clusterIP',
      lost('replace'),
    ],
    [
      'a value that the class has in one of its own',
      replace('/spec/ports/0/targetPort', 8080),
      '/spec/ports/0/targetPort',
      lost('replace'),
    ],
    ['the kind', replace('/kind', 'Endpoints'), '/kind', lost('replace')],
    ['a removal by the name of the API', remove('/spec/clusterIP'), '/spec/clusterIP', lost('remove')],
    ['a removal of what is not there', remove('/spec/nothing'), '/spec/nothing', nowhere('remove')],
    ['a move to where nothing is written', move('/spec/selector', '/spec/chooser'), '/spec/chooser', lost('move')],
    ['a move of what is not there', move('/spec/nothing', '/spec/type'), '/spec/type', nowhere('move')],
    ['a copy to where nothing is written', copy('/spec/selector', '/spec/chooser'), '/spec/chooser', lost('copy')],
    ['a test by the name of the API', expects('/spec/clusterIP', 'None'), '/spec/clusterIP', lost('test')],
    ['a field of what is not there', add('/spec/a/b', 1), '/spec/a/b', nowhere('add')],
    [
      'a test that does not hold',
      expects('/spec/ports/0/port', 81),
      '/spec/ports/0/port',
      { problem: 'the test fails: another value is there', write: 'the value that is there' },
    ],
  ])('%s', (_name, patch, field, expected) => {
    expect(findingsOf(second(patch))).toEqual([
      { code: 'invalid-setting', at: 'test/apps/shop/second', field, ...expected },
    ]);
  });

  test('each of two, and the one between them is kept', () => {
    const patches = [add('/spec/one', 1), add('/spec/sessionAffinity', 'None'), add('/spec/two', 2)];
    expect(findingsOf(second(...patches)).map(({ field }) => field)).toEqual(['/spec/one', '/spec/two']);
    expect(spec(...patches)).toEqual({ ...unpatched, sessionAffinity: 'None' });
  });
});

describe('of any object', () => {
  const config = (data: unknown, ...patches: readonly JsonPatch[]) =>
    shop((chart) => {
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data };
      new ApiObject(chart, 'config', object).addJsonPatch(...patches);
    });

  test.each<[string, JsonPatch, string]>([
    ['the kind to nothing', replace('/kind', null), '/kind'],
    ['the kind to a number', replace('/kind', 1), '/kind'],
    ['no kind', remove('/kind'), '/kind'],
    ['no version', replace('/apiVersion', ''), '/apiVersion'],
    ['no metadata', replace('/metadata', null), '/metadata'],
    ['no name', remove('/metadata/name'), '/metadata/name'],
    ['nothing at all', remove(''), 'patch'],
    ['another whole', replace('', null), 'patch'],
  ])('%s leaves none, and is refused', (_name, patch, field) => {
    expect(findingsOf(config({ a: '1' }, patch))).toMatchObject([
      { code: 'invalid-setting', field, problem: expect.stringContaining('leaves no object') },
    ]);
  });

  test.each<[string, JsonPatch, string]>([
    ['a path', add('data/b', '1'), 'data/b'],
    ['where it comes from', move('data/a', '/data/b'), '/data/b'],
  ])('%s without a slash is refused with the pointer', (_name, patch, field) => {
    expect(findingsOf(config({ a: '1' }, patch))).toMatchObject([
      {
        field,
        problem: expect.stringContaining('is no JSON pointer'),
        write: expect.stringMatching(/^"\/data\/[ab]"$/),
      },
    ]);
  });

  test('patches build on each other', () => {
    const patches = [add('/data/a', '1'), copy('/data/a', '/data/b'), expects('/data/b', '1'), remove('/data/a')];
    expect(findingsOf(config({ c: '3' }, ...patches))).toEqual([]);
    expect(objectsOf(config({ c: '3' }, ...patches)).find(({ kind }) => kind === 'ConfigMap')).toMatchObject({
      data: { b: '1', c: '3' },
    });
  });

  test('a test that does not hold is refused', () => {
    expect(findingsOf(config({ c: '3' }, expects('/data/c', '4')))).toMatchObject([
      { at: 'test/apps/shop/config', field: '/data/c', problem: 'the test fails: another value is there' },
    ]);
  });

  test('what cannot be rendered at all is said as it is without a patch', () => {
    const data = { c: Lazy.any({ produce: () => new Date(0) }) };
    const said = findingsOf(config(data));
    expect(said).toHaveLength(1);
    expect(findingsOf(config(data, add('/data/d', '4')))).toEqual(said);
  });
});

test('of a class in imports/, a patch of a field that it does not know is refused', () => {
  const charts = shop((chart) => {
    new WebService(chart, 'shop', good);
    const route = new HttpRoute(chart, 'route', {
      metadata: { name: 'route' },
      spec: {
        parentRefs: [{ name: 'shop', kind: 'Service', group: '' }],
        rules: [{ backendRefs: [{ name: 'shop', port: 8080 }] }],
      },
    });
    route.addJsonPatch(add('/spec/rules/0/retry', { attempts: 3 }));
  });
  expect(findingsOf(charts)).toContainEqual({
    code: 'invalid-setting',
    at: 'test/apps/shop/route',
    field: '/spec/rules/0/retry',
    problem: '"add" is lost: HttpRoute renders the fields of its type alone, and names some otherwise',
    write: expect.any(String),
  });
});
