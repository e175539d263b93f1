// One mistake is one finding, wherever its consequences show; two mistakes are two.
import { expect, test } from '@jest/globals';
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { Namespace } from '../../lib/namespace/namespace.ts';
import { randomToken } from '../../lib/secrets/generators.ts';
import { SopsSecret } from '../../lib/secrets/sops-secret.ts';
import { CronJob } from '../../lib/workload/cron-job.ts';
import { Job } from '../../lib/workload/job.ts';
import { StatefulService } from '../../lib/workload/stateful-service.ts';
import { WebService, type WebServiceProps } from '../../lib/workload/web-service.ts';
import { vouchFor } from '../../lib/vouch-for.ts';
import { FleetApp } from '../../render/fleet-app.ts';
import { render } from '../../render/render.ts';
import { good, shop } from '../lib/workload/service.ts';
import { inFleet } from '../support/repository.ts';
import { emptyCluster, findingsOf, pinnedImage } from '../support/synthesize.ts';

const { image, resources } = good;
const spec = 'spec.template.spec';

const told = (make: (chart: Chart) => void): string[] =>
  findingsOf(shop(make)).map(({ code, field, problem }) => `${code} ${field}: ${problem}`);

const service = (chart: Chart, change: object): WebService =>
  new WebService(chart, 'web', { ...good, ...change } as WebServiceProps);

const from = (secret: string): object => ({ secret, key: 'a', because: 'the image reads no file' });
const everywhere = {
  env: { A: from('gone'), B: from('gone') },
  mounts: [{ name: 'files', path: '/files', source: { secret: 'gone' } }],
  pullSecrets: ['gone'],
  sidecars: [{ name: 'helper', image, resources, env: { A: from('gone') } }],
};
const places = [
  'imagePullSecrets',
  'volumes.files',
  'initContainers[0].env.A',
  'containers[0].env.A',
  'containers[0].env.B',
].map((place) => `${spec}.${place}`);
const missing = (secret: string): string =>
  `no chart of the cluster provides the Secret shop/${secret} that this Deployment uses`;

test('a secret whose file is not there is no secret without keys', () => {
  const codes = findingsOf(
    shop((chart) => {
      new SopsSecret(chart, 'values', { file: 'secrets/test/values.yaml', keys: { a: randomToken(32) } });
      service(chart, { env: { A: from('values') } });
    }),
  ).map(({ code, at }) => `${code} ${at}`);
  expect(codes).toEqual(['invalid-setting test/apps/shop/values']);
});

test('a Secret that is missing is told once, with every place that names it', () => {
  expect(told((chart) => void service(chart, everywhere))).toEqual([
    `no-provider ${places[0]}: ${missing('gone')}; the same at ${places.slice(1).join(', ')}`,
  ]);
});

test('two that are missing are told apart', () => {
  const env = { A: from('gone'), B: from('lost') };
  expect(told((chart) => void service(chart, { env }))).toEqual([
    `no-provider ${places[3]}: ${missing('gone')}`,
    `no-provider ${places[4]}: ${missing('lost')}`,
  ]);
});

test('each place is vouched for by itself', () => {
  const vouched = (fields: readonly string[]) =>
    told((chart) => {
      const web = service(chart, everywhere);
      vouchFor(web, 'Deployment', Object.fromEntries(fields.map((field) => [field, 'made by hand'])));
    });
  expect(vouched(places)).toEqual([]);
  expect(vouched(places.slice(1))).toEqual([`no-provider ${places[0]}: ${missing('gone')}`]);
});

test('a port that a container lost is missing once for its three probes', () => {
  const lost = told((chart) => {
    const deployment = service(chart, { ports: { http: 8080 } }).node.findChild('deployment');
    ApiObject.of(deployment).addJsonPatch(JsonPatch.replace(`/${spec.replaceAll('.', '/')}/containers/0/ports`, []));
  });
  expect(lost.filter((line) => line.startsWith('probe-port-missing'))).toEqual([
    `probe-port-missing ${spec}.containers[0].livenessProbe: the container has no port "http"; the same at ${spec}.containers[0].readinessProbe, ${spec}.containers[0].startupProbe`,
  ]);
});

test('an amount that is none is told once, of a sidecar as of the service', () => {
  const amounts = { ...resources, cpu: '1 core' };
  expect(told((chart) => void service(chart, { resources: amounts })).map((line) => line.split(':')[0])).toEqual([
    'invalid-setting resources.cpu',
  ]);
  const sidecars = [{ name: 'helper', image, resources: amounts }];
  expect(told((chart) => void service(chart, { sidecars })).map((line) => line.split(':')[0])).toEqual([
    'invalid-setting sidecars[0].resources.cpu',
  ]);
});

test.each<[string, object, string]>([
  ['CPU in another unit', { resources: { ...resources, cpu: '100M' } }, 'resources.cpu'],
  ['a limit below the request', { resources: { ...resources, cpu: '500m', cpuLimit: '250m' } }, 'resources.cpuLimit'],
  ['more copies than there may be', { scale: { min: 2, max: 5000 } }, 'scale.max'],
  ['a number of copies that is none', { scale: { min: NaN, max: 3 } }, 'scale.min'],
])('%s is told once, and not by what it would take of the quota', (_name, change, field) => {
  expect(told((chart) => void service(chart, change)).map((line) => line.split(': ')[0])).toEqual([
    `invalid-setting ${field}`,
  ]);
});

test('a sum over what is refused is no sum', () => {
  const many = { scale: { min: 2, max: 5 }, resources: { ...resources, cpu: '1' } };
  const two = (change: object): string[] =>
    told((chart) => {
      service(chart, many);
      new WebService(chart, 'api', { ...good, ...many, ...change });
    });
  expect(two({}).map((line) => line.split(' ')[0])).toEqual(['beyond-quota']);
  expect(two({ user: 0 }).map((line) => line.split(' ')[0])).toEqual(['invalid-setting']);
});

test('a name that no object can have is told by the construct', () => {
  const of = (make: (chart: Chart) => void): string[] => told(make).map((line) => line.split(': ')[0] ?? '');
  expect(of((chart) => void new WebService(chart, 'Web_1', good))).toEqual(['invalid-setting name']);
  const disk = { size: '1Gi', path: '/data' };
  const { ports, health } = good;
  const stateful = (name: string) => (chart: Chart) =>
    void new StatefulService(chart, name, { image, resources, ports, health, copies: 1, disk });
  expect(of(stateful('a'.repeat(53)))).toEqual(['invalid-setting name']);
  expect(of(stateful('a'.repeat(52)))).toEqual([]);
  const nightly = (name: string) => (chart: Chart) =>
    void new CronJob(chart, name, { image, resources, schedule: '0 3 * * *' });
  expect(of(nightly('a'.repeat(53)))).toEqual(['invalid-setting name']);
  expect(of(nightly('a'.repeat(52)))).toEqual([]);
});

test.each<[string, object, string]>([
  ['an image that is none', { image: ' ' }, `schema ${spec}.containers[0].image`],
  ['a port of metrics that is none', { ports: { http: 8080, metrics: 0 } }, 'invalid-setting ports.metrics'],
  ['no copies at most', { scale: { min: 2, max: 0 } }, 'invalid-setting scale.max'],
  [
    'a mount without a path',
    { mounts: [{ name: 'a', path: '', source: { emptyDir: { sizeLimit: '1Mi' } } }] },
    'invalid-setting mounts.path',
  ],
  ['a program without a name', { command: ['', 'serve'] }, 'invalid-setting command'],
  [
    'a copy that must stay ready for years',
    { rollout: { minReadySeconds: 1e9, progressDeadlineSeconds: 900 } },
    'invalid-setting rollout.minReadySeconds',
  ],
  [
    'a start that may take years',
    { probes: { startup: { failureThreshold: 1e9 } }, rollout: { progressDeadlineSeconds: 900 } },
    'invalid-setting probes.startup.failureThreshold',
  ],
  [
    'a farewell that takes years',
    { shutdown: { preStopSeconds: 1e9, graceSeconds: 40 } },
    'invalid-setting shutdown.preStopSeconds',
  ],
])('%s is told once, and not by what follows from it', (_what, change, found) => {
  expect(told((chart) => void service(chart, change)).map((each) => each.replace(/:.*/s, ''))).toEqual([found]);
});

test('a flow that is refused is not judged by what it opens', () => {
  const to = [{ peers: [], ports: [] }];
  expect(told((chart) => void service(chart, { to }))).toEqual([
    'invalid-setting to.peers: is empty, which would allow anybody',
  ]);
});

test('a range that opens two addresses is one mistake', () => {
  const to = [{ peers: [{ cidr: '0.0.0.0/0' }], ports: [] }];
  expect(told((chart) => void service(chart, { to })).map((line) => line.split(' ')[0])).toEqual([
    'metadata-endpoint-open',
  ]);
});

test('a reason that is empty leaves nothing open that it was given for', () => {
  const route = { host: 'shop.example.com', paths: ['/*'], publicHealth: { because: ' ' } };
  // The Gateway is in no chart of this cluster.
  expect(told((chart) => void service(chart, { route })).filter((line) => !line.startsWith('no-provider'))).toEqual([
    'invalid-setting route.publicHealth.because: is empty, and the public may see what the probes ask',
  ]);
});

const inPod = '/spec/template/spec';

/** What is wrong with a service whose Deployment is patched, in a chart of the platform. */
const patched = (patch: JsonPatch): string[] =>
  told((chart) => ApiObject.of(service(chart, {}).node.findChild('deployment')).addJsonPatch(patch)).map(
    (line) => line.split(':')[0] ?? '',
  );

test.each<[string, JsonPatch, string]>([
  ['no spec', JsonPatch.replace('/spec', null), 'schema spec'],
  ['a spec that is taken away', JsonPatch.remove('/spec'), 'schema spec'],
  ['a spec that is none', JsonPatch.replace('/spec', 'a'), 'schema spec'],
  ['no template', JsonPatch.replace('/spec/template', null), 'schema spec.template'],
  ['no pod', JsonPatch.replace(inPod, null), `schema ${spec}`],
  ['no labels', JsonPatch.replace('/spec/template/metadata/labels', null), 'schema spec.template.metadata.labels'],
  ['no containers', JsonPatch.replace(`${inPod}/containers`, []), `schema ${spec}.containers`],
  ['no selector', JsonPatch.replace('/spec/selector', null), 'schema spec.selector'],
  ['no security context', JsonPatch.replace(`${inPod}/securityContext`, null), `schema ${spec}.securityContext`],
  ['a kind that is none', JsonPatch.replace('/kind', 'Deploymnt'), 'unknown-kind kind'],
  [
    'a privilege',
    JsonPatch.add(`${inPod}/containers/0/securityContext/privileged`, true),
    `schema ${spec}.containers[0].securityContext.privileged`,
  ],
])('%s of a Deployment is told once, and not by what looks for its pods', (_name, patch, found) => {
  expect(patched(patch)).toEqual([found]);
});

test('what looks for the pods of another Deployment is told all the same', () => {
  const of = (name: string) => (chart: Chart) =>
    ApiObject.of(new WebService(chart, name, good).node.findChild('deployment'));
  const codes = told((chart) => {
    of('web')(chart).addJsonPatch(JsonPatch.replace('/spec', null));
    of('api')(chart).addJsonPatch(JsonPatch.replace('/spec/template/metadata/labels', { app: 'other' }));
  }).map((line) => line.split(' ')[0]);
  expect(codes).toContain('selector-mismatch');
  expect(codes).toContain('service-without-pods');
});

test('two mistakes in one pod are two', () => {
  const both = told((chart) =>
    ApiObject.of(service(chart, {}).node.findChild('deployment')).addJsonPatch(
      JsonPatch.add(`${inPod}/hostPID`, true),
      JsonPatch.replace(`${inPod}/terminationGracePeriodSeconds`, 'long'),
    ),
  );
  expect(both.map((line) => line.split(':')[0])).toEqual([
    `schema ${spec}.terminationGracePeriodSeconds`,
    `pod-security ${spec}`,
  ]);
});

const chartOf = (name: string, namespace: string, make: (chart: Chart) => void = () => {}) =>
  class extends Chart {
    constructor(scope: Construct) {
      super(scope, name, { namespace });
      make(this);
    }
  };

/** What is wrong with a fleet of applications, each with a migration where it says so. */
const applications = (...names: readonly (readonly [name: string, migrates?: boolean])[]): string[] =>
  inFleet(() => {
    const app = new FleetApp('.preview');
    const job = (chart: Chart): void => void new Job(chart, 'migrate', { image: pinnedImage, resources });
    const cluster = emptyCluster(app);
    for (const [index, [name, migrates = false]] of names.entries())
      cluster.applications(`layer-${index}`, {
        [name]: {
          quota: { cpu: '2', memory: '2Gi', pods: 10 },
          chart: chartOf(name, name),
          ...(migrates && { migration: chartOf(`${name}-migration`, name, job) }),
        },
      });
    return render(app).findings.map(({ at, problem }) => `${at} ${problem}`);
  });

const derived = (name: string): string =>
  `test/layer-1 "${name}" is an application, and the chart that is derived for the application "a" has that name`;

test.each([
  ['a tenant', [['a'], ['a-tenant']], [derived('a-tenant')]],
  ['a tenant, the other way round', [['a-tenant'], ['a']], [derived('a-tenant')]],
  ['a migration', [['a', true], ['a-migration']], [derived('a-migration')]],
  ['a migration, the other way round', [['a-migration'], ['a', true]], [derived('a-migration')]],
  ['one another', [['a'], ['a']], ['test/layer-1 "a" is added twice']],
  ['a migration that there is not', [['a'], ['a-migration']], []],
  ['nobody', [['a-migration', true], ['tenant'], ['a-b', true]], []],
] as const)('applications that are called like %s', (_name, names, found) => {
  expect(applications(...names)).toEqual(found);
});

/** What is wrong with a service `shop`, and a second workload in the migration's chart or in its own. */
const beside = (make: (chart: Chart) => void, where: 'its migration' | 'its own chart'): string[] =>
  inFleet(() => {
    const app = new FleetApp('.preview');
    const web = (chart: Chart): void => void new WebService(chart, 'shop', good);
    emptyCluster(app).applications('apps', {
      shop: {
        quota: { cpu: '20', memory: '20Gi', pods: 40 },
        ...(where === 'its migration'
          ? { chart: chartOf('shop', 'shop', web), migration: chartOf('shop-migration', 'shop', make) }
          : { chart: chartOf('shop', 'shop', (chart) => [web, make].forEach((each) => each(chart))) }),
      },
    });
    return render(app).findings.map(({ code, at, field, problem }) => `${code} ${at} ${field}: ${problem}`);
  });

const job =
  (name: string, path: readonly string[] = []) =>
  (chart: Chart): void =>
    void new Job(
      path.reduce((scope: Construct, step) => new Construct(scope, step), chart),
      name,
      { image: pinnedImage, resources },
    );
const workloadAgain = (at: string): string =>
  `duplicate-object ${at} name: the workload "shop" is already made by test/apps/shop/shop: both would have the same objects and labels`;

test.each([
  [
    'a migration named like its service',
    job('shop'),
    'its migration',
    [workloadAgain('test/apps/shop-migration/shop')],
  ],
  ['a migration with a name of its own', job('shop-migrate'), 'its migration', []],
  [
    'a Job deeper in the chart, named like its service',
    job('shop', ['jobs']),
    'its own chart',
    [workloadAgain('test/apps/shop/jobs/shop')],
  ],
  ['a Job deeper in the chart, with a name of its own', job('shop-clean', ['jobs']), 'its own chart', []],
] as const)('%s is told once or not at all', (_name, make, where, found) => {
  expect(beside(make, where)).toEqual(found);
});

test.each<[string, object]>([
  ['a run that ends after a day', { deadlineSeconds: 90_000 }],
  ['root', { user: 0 }],
  ['a port that is none', { to: [{ peers: [{ namespace: 'shop' }], ports: [{ port: 0 }] }] }],
])('what no application may have, and the construct refuses, is told once: %s', (_name, change) => {
  const nightly = (given: object) => (chart: Chart) =>
    void new CronJob(chart, 'nightly', { image: pinnedImage, resources, schedule: '0 3 * * *', ...given });
  expect(beside(nightly(change), 'its own chart')).toEqual([expect.stringMatching(/^invalid-setting /)]);
  expect(beside(nightly({}), 'its own chart')).toEqual([]);
});

test.each<[string, JsonPatch, string]>([
  ['the network of the node', JsonPatch.add(`${inPod}/hostNetwork`, true), `beyond-application ${spec}.hostNetwork`],
  ['the processes of the node', JsonPatch.add(`${inPod}/hostPID`, true), `beyond-application ${spec}.hostPID`],
  [
    'a folder of the node',
    JsonPatch.add(`${inPod}/volumes/-`, { name: 'a', hostPath: { path: '/a' } }),
    `beyond-application ${spec}.volumes.hostPath`,
  ],
  ['root', JsonPatch.add(`${inPod}/securityContext/runAsUser`, 0), `schema ${spec}.securityContext.runAsUser`],
  ['no spec', JsonPatch.replace('/spec', null), 'schema spec'],
])('an application that takes %s by a patch is told once', (_name, patch, found) => {
  const make = (chart: Chart): void =>
    ApiObject.of(new WebService(chart, 'api', good).node.findChild('deployment')).addJsonPatch(patch);
  const fields = beside(make, 'its own chart').map((line) => line.split(' ').toSpliced(1, 1).join(' ').split(':')[0]);
  expect(fields).toEqual([found]);
});

test.each<[string, string, string, string[]]>([
  ['the same as its route', 'Shop.example.com', 'Shop.example.com', ['test/tenants/shop-tenant hosts']],
  ['another one', 'Shop.example.com', 'shop.example.com', ['test/tenants/shop-tenant hosts']],
  ['right, and its route is wrong', 'shop.example.com', 'Shop.example.com', ['test/apps/shop/shop route.host']],
  [
    'right, and its route has another',
    'shop.example.com',
    'a.example.com',
    ['test/apps/shop/shop/route spec.hostnames'],
  ],
])('a host of an application that is %s is told once', (_name, granted, host, found) => {
  const said = inFleet(() => {
    const app = new FleetApp('.preview');
    const route = { host, paths: ['/a/*'] };
    emptyCluster(app).applications('apps', {
      shop: {
        quota: { cpu: '20', memory: '20Gi', pods: 40 },
        hosts: [granted],
        chart: chartOf('shop', 'shop', (chart) => void new WebService(chart, 'shop', { ...good, route })),
      },
    });
    return render(app).findings;
  });
  // The Gateway is in no chart of this cluster.
  const own = said.filter(({ code }) => code !== 'no-provider');
  expect(own.map(({ at, field }) => `${at} ${field}`)).toEqual(found);
});

test.each([
  ['in another namespace', 'other', 'is "other"'],
  ['in none', undefined, 'is not there'],
])('a chart of an application %s is told once, and not of each of its objects', (_name, namespace, problem) => {
  const placed = (name: string, space: string | undefined, make: (chart: Chart) => void) =>
    class extends Chart {
      constructor(scope: Construct) {
        super(scope, name, { namespace: space });
        make(this);
      }
    };
  const said = (migration: string | undefined): string[] =>
    inFleet(() => {
      const app = new FleetApp('.preview');
      emptyCluster(app).applications('apps', {
        shop: {
          quota: { cpu: '20', memory: '20Gi', pods: 40 },
          chart: placed('shop', 'shop', (chart) => void new WebService(chart, 'shop', good)),
          migration: placed('shop-migration', migration, job('shop-migrate')),
        },
      });
      return render(app).findings.map(({ code, at, field, problem: what }) => `${code} ${at} ${field}: ${what}`);
    });
  expect(said(namespace)).toEqual([
    `invalid-setting test/apps/shop-migration namespace: ${problem}, but the application's is "shop"`,
  ]);
  expect(said('shop')).toEqual([]);
});

test('workloads of one name in two namespaces are two', () => {
  const again = (chart: Chart): void => void new WebService(chart, 'web', good);
  const other = {
    other: (chart: Chart) => {
      new Namespace(chart, 'namespace', { name: 'other', quota: { cpu: '20', memory: '20Gi', pods: 40 } });
      again(chart);
    },
  };
  expect(findingsOf({ ...shop(again), ...other })).toEqual([]);
});
