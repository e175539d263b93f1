// The monitoring stack on a real node: what the chart's inventory has of Prometheus and Alertmanager, brought up by the real operator.
import { stringify } from 'yaml';
import { readText } from '../../lib/files.ts';
import { fluxNamespace, prometheus } from '../../lib/platform.ts';
import { asRecord, at } from '../../render/fields.ts';
import { type Inventory, inventoryFolder, objectsOf } from '../../render/inventory.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { isReady } from '../conditions.ts';
import type { Loop } from '../loop.ts';
import { dnsObjects } from '../node/dns.ts';
import { repositoryOfProgram } from '../node/images.ts';
import { nodeAddress } from '../node/namespace.ts';
import type { Objects } from '../objects.ts';
import { until } from '../until.ts';
import { programOf } from '../../tools/typescript.ts';
import { withShorterWaits } from './shorter.ts';

/** Programs of `tools/` that its pods run. */
export const monitoringPrograms = [
  'prometheus-operator',
  'prometheus-config-reloader',
  'prometheus',
  'alertmanager',
  'coredns',
] as const;

/** Kinds that the operator looks after. */
export const operated = ['monitoring.coreos.com/Alertmanager', 'monitoring.coreos.com/Prometheus'] as const;

const { namespace } = prometheus;
const port = 9099;
const small = { cpu: '50m', memory: '100Mi' };

/** The address of the receiver that a secret of the Key Vault opens the way to. @param secret its name */
export function receiverAt(secret: string): string {
  return `http://${nodeAddress}:${port}/${secret}`;
}

/** What a receiver was sent. */
export interface Notification {
  /** The name of the secret that holds the receiver's address. */
  readonly to: string;
  readonly body: unknown;
}

export interface Monitoring {
  /** All that was sent so far. */
  readonly notifications: () => readonly Notification[];
}

/**
 * Brings it up, and waits until each copy is ready. Beside the waits, these are changed: images, which are made here; storage, which
 * the node cannot mount; what pods ask of the node; working hours, for it may be Sunday; and where the receivers are.
 *
 * @param release name of the Helm release, whose inventory has the objects
 */
export async function startMonitoring(
  { name: cluster, cluster: { objects, node, sandbox } }: Loop,
  release: string,
): Promise<Monitoring> {
  if (!node) throw new Error('monitoring runs on a real node');
  const image = (name: (typeof monitoringPrograms)[number]): string => node.carried[repositoryOfProgram(name)] ?? '';
  const brought = objectsOf(JSON.parse(readText(`${inventoryFolder}/${cluster}/${release}.json`)) as Inventory);
  const of = (...kinds: readonly string[]): KubeObject[] => brought.filter(({ kind }) => kinds.includes(kind));

  const file = sandbox.path('notifications');
  node.start([...programOf('receiver.ts', import.meta.url), `${port}`, file], 'receiver');
  const helmRelease = await objects.get({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: release, namespace: fluxNamespace },
  });
  const servers = of('Prometheus', 'Alertmanager').map((server) => ({
    ...server,
    spec: {
      ...withShorterWaits(asRecord(server.spec)),
      image: image(server.kind === 'Prometheus' ? 'prometheus' : 'alertmanager'),
      storage: undefined,
      resources: { requests: small, limits: { cpu: '1', memory: '1Gi' } },
    },
  }));
  await applyAll(objects, [
    ...dnsObjects(image('coredns')),
    ...of('ServiceAccount', 'ClusterRole', 'ClusterRoleBinding'),
    ...of('Service').filter(
      ({ metadata }) => metadata.namespace === namespace && /-(alertmanager|prometheus)$/.test(metadata.name),
    ),
    configuration(asRecord(at(helmRelease, 'spec.values.alertmanager')), of('Alertmanager')[0]?.metadata.name ?? ''),
    operator(release, image('prometheus-operator'), image('prometheus-config-reloader')),
    ...servers,
  ]);
  for (const { metadata, kind, spec } of servers)
    await until(
      async () => (await copies(objects, metadata.name)).filter(isReady).length === Number(at(spec, 'replicas')),
      {
        what: `each copy of ${kind} is ready`,
        seconds: 240,
        hopeless: () => sandbox.casualty(),
      },
    );
  return {
    notifications: () =>
      readText(file)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Notification),
  };
}

/** The pods of a Prometheus or an Alertmanager. @param name of that object */
export async function copies(objects: Objects, name: string): Promise<KubeObject[]> {
  const pods = await objects.list('v1', 'Pod', namespace);
  return pods.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/instance'] === name);
}

/** As the chart makes it of its values. */
function configuration({ config, templateFiles }: Readonly<Record<string, unknown>>, name: string): KubeObject {
  const routes = JSON.stringify(withShorterWaits(config), (key, value: unknown) =>
    key === 'active_time_intervals' ? undefined : value,
  );
  const data = {
    'alertmanager.yaml': stringify(JSON.parse(routes)),
    ...(asRecord(templateFiles) as Record<string, string>),
  };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `alertmanager-${name}`, namespace },
    data: encoded(data),
  };
}

function operator(release: string, image: string, reloader: string): KubeObject {
  const name = `${release}-operator`;
  const labels = { 'app.kubernetes.io/name': name };
  const securityContext = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    runAsUser: 65_534,
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const resources = { requests: small, limits: { cpu: '1', memory: '300Mi' } };
  const args = [
    `--prometheus-config-reloader=${reloader}`,
    '--config-reloader-cpu-request=10m',
    '--kubelet-endpoints=false',
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { serviceAccountName: name, containers: [{ name: 'operator', image, args, resources, securityContext }] },
      },
    },
  };
}

async function applyAll(objects: Objects, all: readonly KubeObject[]): Promise<void> {
  for (const object of all) await objects.apply(object);
}

function encoded(data: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
}
