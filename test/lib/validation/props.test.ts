// What the compiler would refuse, synth refuses: each prop that is missing, of another kind or not there, with the construct's path.
import { describe, expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { HelmRelease, type HelmReleaseProps } from '../../../lib/flux/helm-release.ts';
import { Alerts, type AlertsProps } from '../../../lib/monitoring/alerts.ts';
import { Dashboard, type DashboardProps } from '../../../lib/monitoring/dashboard.ts';
import { ServiceMetrics } from '../../../lib/monitoring/service-metrics.ts';
import { above, select } from '../../../lib/monitoring/promql.ts';
import { Namespace, type NamespaceProps } from '../../../lib/namespace/namespace.ts';
import { AllowTraffic, type AllowTrafficProps } from '../../../lib/network/traffic.ts';
import { KeyVaultSecret, type KeyVaultSecretProps } from '../../../lib/secrets/key-vault-secret.ts';
import { KeyVaultStore, type KeyVaultStoreProps } from '../../../lib/secrets/key-vault-store.ts';
import { SopsSecret, type SopsSecretProps } from '../../../lib/secrets/sops-secret.ts';
import { MisfitError } from '../../../lib/validation/props.ts';
import { Agent, type AgentProps } from '../../../lib/workload/agent.ts';
import { ConfigFiles } from '../../../lib/workload/config-files.ts';
import { CronJob, type CronJobProps } from '../../../lib/workload/cron-job.ts';
import { Job } from '../../../lib/workload/job.ts';
import { StatefulService, type StatefulServiceProps } from '../../../lib/workload/stateful-service.ts';
import { WebService, type WebServiceProps } from '../../../lib/workload/web-service.ts';
import { Worker, type WorkerProps } from '../../../lib/workload/worker.ts';
import { pinnedImage, renderCharts } from '../../support/synthesize.ts';

const pod: Pick<WorkerProps, 'image' | 'resources'> = {
  image: pinnedImage,
  resources: { cpu: '1', memory: '1Gi', cpuLimit: '2', disk: '1Gi' },
};
const running: Pick<WebServiceProps, 'image' | 'resources' | 'health' | 'ports'> = {
  ...pod,
  ports: { http: 8080, tcp: { admin: 81 } },
  health: { liveness: '/a', readiness: { path: '/b', port: 'http' }, startup: { tcp: 'http' } },
};
const webService: WebServiceProps = {
  ...running,
  scale: { min: 1, max: 2 },
  mounts: [
    { name: 'a', path: '/a', source: { emptyDir: { sizeLimit: '1Mi' } } },
    { name: 'b', path: '/b', source: { secret: 'b' } },
  ],
  env: { A: 'a', B: { field: 'metadata.name' }, C: { resource: 'limits.cpu' } },
  sidecars: [{ ...pod, name: 'b', ports: { b: 82 } }],
  route: { host: ['a.example.com'], paths: ['/'], publicHealth: { because: 'so' } },
  to: [{ peers: [{ namespace: 'b' }, 'anywhere'], ports: [{ port: 1 }, { port: 'a', protocol: 'UDP' }] }],
};
const statefulService: StatefulServiceProps = { ...running, copies: 1, disk: { size: '1Gi', path: '/data' } };
const cronJob: CronJobProps = { ...pod, schedule: '0 * * * *', whenStillRunning: 'Allow' };
const worker: WorkerProps = { ...running, scale: { min: 1, max: 2 }, zoneSpread: 'DoNotSchedule' };
const agent: AgentProps = { ...running, nodes: { a: 'b' } };
const traffic: AllowTrafficProps = { pods: {}, from: [{ peers: ['nodes'], ports: [] }] };
const namespace: NamespaceProps = {
  quota: { cpu: '1', memory: '1Gi', pods: 1 },
  podSecurity: { level: 'baseline', because: 'so' },
};
const vault: KeyVaultStoreProps = { vaultUrl: 'https://a.vault.azure.net', tenantId: 'a', clientId: 'b' };
const secret: SopsSecretProps = { file: 'secrets/lab/a.yaml', keys: { a: () => '' } };
const release: HelmReleaseProps = {
  url: 'oci://a/b',
  version: '1.0.0',
  namespace: 'a',
  values: {},
  requires: ['a'],
  postRenderers: [{}],
};
const alerts: AlertsProps = {
  owner: 'a',
  alerts: [{ name: 'A', severity: 'critical', expr: above(select({ name: 'a', labels: [] }, {}), 1), summary: 'a' }],
};
const dashboard: DashboardProps = {
  title: 'a',
  rows: [{ title: 'a', panels: [{ title: 'a', unit: 's', queries: { a: select({ name: 'a', labels: [] }, {}) } }] }],
};

const both = { peers: [{ namespace: 'a', cidr: '10.0.0.0/8' }], ports: [] };

type Make = (chart: Chart, props: never) => unknown;

const constructs: readonly (readonly [name: string, props: object, make: Make])[] = [
  ['WebService', webService, (chart, props) => new WebService(chart, 'it', props)],
  ['Worker', worker, (chart, props) => new Worker(chart, 'it', props)],
  ['Agent', agent, (chart, props) => new Agent(chart, 'it', props)],
  ['StatefulService', statefulService, (chart, props) => new StatefulService(chart, 'it', props)],
  ['Job', pod, (chart, props) => new Job(chart, 'it', props)],
  ['CronJob', cronJob, (chart, props) => new CronJob(chart, 'it', props)],
  ['AllowTraffic', traffic, (chart, props) => new AllowTraffic(chart, 'it', props)],
  ['Namespace', namespace, (chart, props) => new Namespace(chart, 'it', props)],
  ['KeyVaultStore', vault, (chart, props) => new KeyVaultStore(chart, 'it', props)],
  [
    'KeyVaultSecret',
    { keys: { a: 'b' } } satisfies Omit<KeyVaultSecretProps, 'store'>,
    (chart, props: unknown) => {
      const store = new KeyVaultStore(chart, 'store', vault);
      return new KeyVaultSecret(chart, 'it', (typeof props === 'object' ? { store, ...props } : props) as never);
    },
  ],
  ['SopsSecret', secret, (chart, props) => new SopsSecret(chart, 'it', props)],
  ['HelmRelease', release, (chart, props) => new HelmRelease(chart, 'it', props)],
  ['Alerts', alerts, (chart, props) => new Alerts(chart, 'it', props)],
  ['Dashboard', dashboard, (chart, props) => new Dashboard(chart, 'it', props)],
];

/** Every place in some props, as the way to it. */
function places(value: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [way];
  return [way, ...Object.entries(value).flatMap(([name, inner]) => places(inner, [...way, name]))];
}

/** The same with another value in one place; without it where that is undefined. */
function withValue(props: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const inner = withValue((props as Record<string, unknown>)[name], rest, value);
  if (Array.isArray(props)) return props.map((each, index) => (String(index) === name ? inner : each) as unknown);
  return { ...(props as object), [name]: inner };
}

describe.each(constructs)('%s', (_name, props, make) => {
  const made = (given: unknown) => renderCharts({ a: (chart) => void make(chart, given as never) });

  test('is made of what its types say, also where a prop is there and undefined', () => {
    for (const given of [props, { ...props, nothing: undefined }]) {
      const wrong = made(given).findings.filter(({ problem }) => problem.startsWith('there is no prop'));
      expect(wrong).toEqual([]);
    }
  });

  test.each(places(props).map((way) => [way.join('.') || 'all', way] as const))(
    'is not made of another kind of %s, and says where',
    (_place, way) => {
      const thrown = attempt(() => made(withValue(props, way, Symbol.for('no kind'))));
      expect(thrown).toBeInstanceOf(MisfitError);
      const { message } = thrown as MisfitError;
      expect(message).toMatch(/^test\/apps\/a\/it {2}\S+\n {2}.+\n {2}write: .+$/);
      expect(message).toContain(way[0] ?? 'props');
    },
  );

  test('says which props there are where one has another name', () => {
    const at = made({ ...props, enviroment: {} }).findings.find(({ field }) => field === 'enviroment');
    expect(at).toMatchObject({
      at: 'test/apps/a/it',
      problem: 'there is no prop "enviroment"',
      write: expect.stringContaining(`one of: `),
    });
  });
});

test.each([
  ['enviroment', 'env; or one of: image, resources,'],
  ['idendity', 'identity; or one of: image, resources,'],
  ['Ports', 'ports; or one of: image, resources,'],
  ['tolerations', 'one of: image, resources,'],
  ['replicas', 'one of: image, resources,'],
])('the prop that is meant by "%s" stands first, where one is', (name, write) => {
  const { findings } = renderCharts({
    a: (chart) => void new WebService(chart, 'it', { ...webService, [name]: {} } as never),
  });
  expect(findings.find(({ field }) => field === name)?.write).toMatch(new RegExp(`^${write}`));
});

test('what is wrong in a list is told with its position', () => {
  const sidecars = [
    { ...pod, name: 'b' },
    { ...pod, name: 'c', comand: [] },
  ];
  const { findings } = renderCharts({ a: (chart) => void new WebService(chart, 'it', { ...webService, sidecars }) });
  const told = findings.filter(({ code }) => code === 'invalid-setting');
  expect(told).toMatchObject([{ field: 'sidecars[1].comand', write: expect.stringMatching(/^command; or/) }]);
  const made = () =>
    renderCharts({
      a: (chart) => void new Job(chart, 'it', { ...pod, sidecars: [{ ...pod, command: 'x' }] } as never),
    });
  expect(attempt(made)).toMatchObject({ message: expect.stringContaining('test/apps/a/it  sidecars[0].command\n') });
});

test.each(['image', 'resources', 'health', 'ports', 'scale', 'resources.cpu', 'scale.max', 'health.startup'])(
  'a service without %s says what is missing',
  (place) => {
    const props = withValue(webService, place.split('.'), undefined);
    const thrown = attempt(() => renderCharts({ a: (chart) => void new WebService(chart, 'it', props as never) }));
    expect(thrown).toMatchObject({ message: `test/apps/a/it  ${place}\n  is missing\n  write: a value` });
  },
);

const mounting = (source: object) => (chart: Chart) =>
  new WebService(chart, 'it', { ...webService, mounts: [{ name: 'a', path: '/a', source } as never] });

test.each<[string, (chart: Chart) => unknown, string]>([
  ['a service that is none', (chart) => new ServiceMetrics(chart, 'it', { service: {} as never }), 'service'],
  [
    'a store that is none',
    (chart) => new KeyVaultSecret(chart, 'it', { store: {} as never, keys: { a: 'b' } }),
    'store',
  ],
  [
    'a store of another class',
    (chart) => new KeyVaultSecret(chart, 'it', { store: chart as never, keys: { a: 'b' } }),
    'store',
  ],
  ['files that are a list', (chart) => new ConfigFiles(chart, 'it', ['a'] as never), 'props'],
  ['a file that is a list', (chart) => new ConfigFiles(chart, 'it', { a: ['b'] } as never), 'a'],
  [
    'a limit of a folder that is misspelt',
    mounting({ emptyDir: { sizeLimt: '1Mi' } }),
    'mounts[0].source.emptyDir.sizeLimit',
  ],
  ['a Secret that is a number', mounting({ secret: 5 }), 'mounts[0].source.secret'],
  [
    'a release to wait for that is none',
    (chart) => new HelmRelease(chart, 'it', { ...release, dependsOn: [{ name: 'a' }] as never }),
    'dependsOn[0]',
  ],
  ['values that are a list', (chart) => new HelmRelease(chart, 'it', { ...release, values: ['a'] }), 'values'],
  [
    'a key without a generator',
    (chart) => new SopsSecret(chart, 'it', { ...secret, keys: { token: {} as never } }),
    'keys.token',
  ],
  ['two peers in one', (chart) => new AllowTraffic(chart, 'it', { ...traffic, to: [both] as never }), 'to[0].peers[0]'],
])('%s is refused before anything is made of it', (_name, make, field) => {
  const thrown = attempt(() => renderCharts({ a: (chart) => void make(chart) }));
  expect(thrown).toBeInstanceOf(MisfitError);
  expect(thrown).toMatchObject({ message: expect.stringContaining(`test/apps/a/it  ${field}\n`) });
});

function attempt(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    return error;
  }
}
