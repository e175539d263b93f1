// Flux as the AKS extension runs it, and what `az k8s-configuration flux create` would create for this repository.
import type { ApiServer } from './api-server.ts';
import type { Objects } from './objects.ts';
import { loopback } from './ports.ts';
import type { Running, Sandbox } from './sandbox.ts';
import { mkdirSync } from 'node:fs';
import { fluxNamespace, rootOf } from '../lib/platform.ts';

/** The extension's own namespace. */
export const fluxSystem = 'flux-system';

/** The label of the one source that the real source-controller follows; chart sources are left to a stand-in. */
const followed = { 'fleetwright.dev/loop': 'true' };

/** The Secret with the age key, in the namespace of the controllers. */
export const ageSecret = 'sops-age';

/** After a failure the wait for the next try doubles up to this; in the extension up to 15 minutes. */
const soonAgain = '--max-retry-delay=2s';

/** Environment variables of a program. */
export type Environment = Readonly<Record<string, string>>;

/** What starts a controller, also again after a crash; with environment variables beside the usual ones. */
export type Starter = (more?: Environment) => Running;

/** @param charts `fetched`: it follows every source. @default a stand-in plays those of charts */
export function sourceController(
  sandbox: Sandbox,
  program: string,
  api: ApiServer,
  charts: 'fetched' | 'stood in for' = 'stood in for',
): Starter {
  const [storage, metrics, health] = [sandbox.ports.take(), sandbox.ports.take(), sandbox.ports.take()];
  const artifacts = sandbox.path('artifacts');
  mkdirSync(artifacts);
  const args = [
    `--storage-path=${artifacts}`,
    `--storage-addr=${loopback}:${storage}`,
    `--storage-adv-addr=${loopback}:${storage}`,
    `--metrics-addr=${loopback}:${metrics}`,
    `--health-addr=${loopback}:${health}`,
    ...(charts === 'fetched'
      ? [soonAgain]
      : [
          `--watch-label-selector=${Object.entries(followed)
            .map((pair) => pair.join('='))
            .join(',')}`,
        ]),
    '--enable-leader-election=false',
    '--events-addr=',
  ];
  return (more) => sandbox.start(program, args, { env: { ...environment(sandbox, api), ...more } });
}

/** With the flags of the extension's multi-tenancy. */
export function kustomizeController(sandbox: Sandbox, program: string, api: ApiServer): Starter {
  const [metrics, health] = [sandbox.ports.take(), sandbox.ports.take()];
  const args = [
    '--default-service-account=flux-applier',
    '--no-cross-namespace-refs=true',
    `--sops-age-secret=${ageSecret}`,
    `--metrics-addr=${loopback}:${metrics}`,
    `--health-addr=${loopback}:${health}`,
    '--enable-leader-election=false',
    '--events-addr=',
    '--concurrent=8',
    // A waiting chart looks again after this long; 30 s in the extension.
    '--requeue-dependency=1s',
  ];
  return (more) => sandbox.start(program, args, { env: { ...environment(sandbox, api), ...more } });
}

/** With the flags of the extension's multi-tenancy. */
export function helmController(sandbox: Sandbox, program: string, api: ApiServer): Starter {
  const [metrics, health] = [sandbox.ports.take(), sandbox.ports.take()];
  const args = [
    '--default-service-account=flux-applier',
    '--no-cross-namespace-refs=true',
    `--metrics-addr=${loopback}:${metrics}`,
    `--health-addr=${loopback}:${health}`,
    '--enable-leader-election=false',
    '--events-addr=',
    '--requeue-dependency=1s',
    soonAgain,
  ];
  return (more) => sandbox.start(program, args, { env: { ...environment(sandbox, api), ...more } });
}

function environment(sandbox: Sandbox, api: ApiServer): Environment {
  return { KUBECONFIG: api.kubeconfigFile, RUNTIME_NAMESPACE: fluxSystem, TMPDIR: sandbox.folder };
}

export interface FluxConfiguration {
  /** After it the extension names what it makes. */
  readonly name: string;
  readonly url: string;
  readonly cluster: string;
  /** How often Flux looks at the repository and at the root, as a Go duration. */
  readonly interval: string;
}

/** A GitRepository and ONE root Kustomization, which cannot decrypt and waits for nothing. */
export async function createFluxConfiguration(
  objects: Objects,
  { name, url, cluster, interval }: FluxConfiguration,
): Promise<void> {
  const metadata = { namespace: fluxNamespace };
  await objects.apply({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { ...metadata, name, labels: followed },
    spec: { url, interval, ref: { branch: 'main' }, timeout: '20s' },
  });
  await objects.apply({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { ...metadata, name: rootOf(name) },
    spec: {
      interval,
      retryInterval: '5s',
      timeout: '1m',
      prune: true,
      wait: false,
      path: `./dist/${cluster}/flux`,
      sourceRef: { kind: 'GitRepository', name },
    },
  });
}

/** What the extension has made before any configuration: its namespaces, and the account that applies. */
export async function createTenancy(objects: Objects): Promise<void> {
  for (const name of [fluxSystem, fluxNamespace])
    await objects.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  await objects.apply({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'flux-applier', namespace: fluxNamespace },
  });
  await objects.apply({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'flux-applier' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: 'flux-applier', namespace: fluxNamespace }],
  });
}
