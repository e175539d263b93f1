// The whole loop: a test cluster, dist/ in its repository, and Flux at work on one of the clusters in it.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { messageOf } from '../lib/message-of.ts';
import { fleetFile, fluxNamespace, rootOf } from '../lib/platform.ts';
import { FleetApp } from '../render/fleet-app.ts';
import { at } from '../render/fields.ts';
import { render } from '../render/render.ts';
import type { KubeObject } from '../render/rendered.ts';
import { type ClusterPrograms, startTestCluster, type TestCluster } from './cluster.ts';
import { ageSecret, createFluxConfiguration, fluxSystem } from './flux.ts';
import { hasStarted, takeAway } from './cron-jobs.ts';
import { isDone } from './done.ts';
import { inventoryOf } from './inventory.ts';
import type { NodePrograms, RealNodeOptions } from './node/real-node.ts';
import type { Reference } from './objects.ts';
import { imagesIn, replaceImages, repositoryOf } from './pod-images.ts';
import { type ChartProgress, progressOf } from './progress.ts';
import type { Vault } from './stand-ins/external-secrets.ts';
import { allStandIns, unplayed } from './stand-ins/all.ts';
import { ownStandIns } from './stand-ins/own.ts';
import { awaited, isCronJob, overlooked, withTroubles } from './troubles.ts';
import { until } from './until.ts';
import { valuesSchemas } from './values-schemas.ts';
import {
  type AgeKey,
  encryptSecret,
  makeAgeKey,
  type SecretFile,
  secretFiles,
  type SopsPrograms,
  WorkTree,
} from './work-tree.ts';
import { composeFleet, type Fleet } from '../lib/fleet.ts';

export type LoopPrograms = ClusterPrograms & SopsPrograms;

/** Names of the programs in `tools/`. */
export const loopPrograms = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
  'source-controller',
  'kustomize-controller',
  'sops',
  'age-keygen',
] as const satisfies readonly (keyof LoopPrograms)[];

export interface LoopOptions {
  readonly programs: LoopPrograms;
  readonly fleet: Fleet;
  /** Name of one of its clusters. */
  readonly cluster: string;
  /** The folder of the fleet's rendered files. @default 'dist' */
  readonly dist?: string;
  /** How often Flux looks by itself, as a Go duration. @default '10m', so that nothing happens unasked */
  readonly interval?: string;
  /** Done to the copy of dist/ before Flux sees it for the first time. @default nothing */
  readonly change?: (workTree: WorkTree) => void;
  /** Programs of a real node, which then runs the sample service. @default simulated nodes */
  readonly node?: NodePrograms;
  /** More of the real node. @default nothing */
  readonly onNode?: Pick<RealNodeOptions, 'carries' | 'dns' | 'mirror'>;
  /** What is in the Key Vault, by the names of its secrets. @default nothing that matters */
  readonly vault?: Vault;
  /** Kinds whose controllers the caller runs for real, `group/Kind`. @default all are stood in for */
  readonly real?: readonly string[];
  readonly onProgress?: (step: string) => void;
}

export interface Loop {
  /** Name of the fleet's cluster. */
  readonly name: string;
  readonly cluster: TestCluster;
  readonly workTree: WorkTree;
  /** The cluster's Secrets in dist/. */
  readonly secrets: readonly SecretFile[];
  readonly key: AgeKey;
  /** The GitRepository that Flux reads from. */
  readonly source: Reference;
  /** The Kustomization that keeps those of all charts. */
  readonly root: Reference;
  /** The charts that Flux must bring up: those of the work tree's dist/. */
  readonly charts: readonly string[];
}

/** A chart's Kustomization. */
export function chartReference(name: string): Reference {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: fluxNamespace },
  };
}

function sourceReference(name: string): Reference {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name, namespace: fluxNamespace },
  };
}

/** Starts a cluster and has Flux work on `dist/<cluster>`; does not wait for the charts. */
export async function startLoop({
  programs,
  fleet,
  cluster: name,
  dist = 'dist',
  interval = '10m',
  change = () => undefined,
  node,
  onNode,
  real = [],
  vault = {},
  onProgress = () => undefined,
}: LoopOptions): Promise<Loop> {
  const settings = fleet.clusters.find((each) => each.name === name);
  if (!settings) throw new Error(`there is no cluster "${name}"`);
  const app = new FleetApp('dist');
  composeFleet(app, { ...fleet, clusters: [settings] });
  const { objects } = render(app);
  const ownPlayed = ownStandIns(
    objects.map(({ object }) => object),
    fleet.health,
  );
  const alone = unplayed(objects, [...allStandIns(), ...ownPlayed], fleet.health);
  if (alone.length > 0) throw new Error(alone.join('\n'));
  const images = imagesIn(objects);
  if (ownPlayed.length > 0)
    onProgress(
      `stood in for, too, with the status that ${fleetFile} says: ${ownPlayed.map(({ kind }) => kind).join(', ')}`,
    );

  const cluster = await startTestCluster({
    programs,
    zones: settings.zones,
    images,
    valuesSchemas: valuesSchemas(),
    ownStandIns: ownPlayed,
    real,
    vault,
    ...(node && {
      node: {
        ...onNode,
        carries: { ...ofPlatform(images, node), ...onNode?.carries },
        programs: node,
        repository: repositoryOf(images[0] ?? ''),
        zone: settings.zones[0] ?? '',
      },
    }),
    onProgress,
  });
  try {
    onProgress('making secrets and pushing dist/');
    const key = makeAgeKey(cluster.sandbox, programs);
    await trustKey(cluster, key);
    const workTree = new WorkTree(cluster.sandbox, cluster.git);
    workTree.copy(dist);
    const secrets = secretFiles(app);
    for (const secret of secrets) workTree.write(secret.path, encryptSecret(programs, key, secret));
    const { node: realNode } = cluster;
    if (realNode) replaceImages(workTree, objects, (repository) => realNode.inPlaceOf(repository));
    change(workTree);
    workTree.push('Render dist/');
    await createFluxConfiguration(cluster.objects, {
      name: fleet.gitRepository,
      url: cluster.git.url,
      cluster: name,
      interval,
    });
    return {
      name,
      cluster,
      workTree,
      secrets,
      key,
      source: sourceReference(fleet.gitRepository),
      root: chartReference(rootOf(fleet.gitRepository)),
      get charts() {
        return chartsIn(workTree.folder, name);
      },
    };
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

/** Programs that charts of the platform run, by the repositories of their images. */
function ofPlatform(images: readonly string[], { platform }: NodePrograms): Readonly<Record<string, string>> {
  return Object.fromEntries(
    images.map(repositoryOf).flatMap((repository) => {
      const program = platform[basename(repository)];
      return program === undefined ? [] : [[repository, program]];
    }),
  );
}

/** The charts of a cluster in a work tree: each has a file of its own among Flux' objects. */
function chartsIn(folder: string, cluster: string): string[] {
  return readdirSync(join(folder, 'dist', cluster, 'flux')).map((file) => basename(file, '.yaml'));
}

/** Gives Flux the private half of a key, as `--sops-age-secret` expects it. */
export async function trustKey(cluster: TestCluster, { file }: AgeKey): Promise<void> {
  const data = { 'loop.agekey': readFileSync(file).toString('base64') };
  await cluster.objects.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: ageSecret, namespace: fluxSystem },
    data,
  });
}

/**
 * Has Flux take over the newest commit: the source, the root, then every chart; the platform's first, for they hold the rights
 * with which applications are applied. (Without them an application fails, and is tried again a minute later.)
 */
export async function pull({ cluster, source, root, charts }: Loop): Promise<void> {
  await cluster.reconcile(source);
  await cluster.reconcile(root);
  const kustomizations = await cluster.kustomizations();
  const applications = new Set(
    kustomizations
      .filter(({ spec }) => at(spec, 'serviceAccountName') !== undefined)
      .map(({ metadata }) => metadata.name),
  );
  const reconcile = async (names: readonly string[]): Promise<unknown> =>
    Promise.all(names.map(async (name) => cluster.reconcile(chartReference(name))));
  await reconcile(charts.filter((name) => !applications.has(name)));
  await reconcile(charts.filter((name) => applications.has(name)));
}

/** How far the charts are. A chart whose Kustomization is not there yet is missing. */
export async function progress(loop: Loop): Promise<ChartProgress[]> {
  return (await chartsOf(loop)).map(progressOf);
}

async function chartsOf({ cluster, root }: Loop): Promise<KubeObject[]> {
  const kustomizations = await cluster.kustomizations();
  return kustomizations.filter(({ metadata }) => metadata.name !== root.metadata.name);
}

export interface AllReadyOptions {
  /** The newest one pushed. @default any */
  readonly commit?: string;
  /** How long it may take. @default 120 */
  readonly seconds?: number;
  /** Told of each chart whose state is another than before. @default nobody */
  readonly onChange?: (chart: ChartProgress) => void;
  /** Ends the wait. @default nothing does */
  readonly signal?: AbortSignal;
}

/**
 * Waits until every chart is ready at a commit: Flux says so, its workloads have the pods that they want, its Jobs have ended, and
 * so has each CronJob, once started by hand (on a real node it has started).
 * @throws Error with what each chart says
 */
export async function allReady(
  loop: Loop,
  { commit = '', seconds = 120, onChange = () => undefined, signal }: AllReadyOptions = {},
): Promise<void> {
  const known = new Map<string, string>();
  const attempt = async (): Promise<boolean> => {
    const charts = await closerLook(loop, commit);
    for (const chart of charts) {
      const state = `${chart.ready} ${chart.message}`;
      if (known.get(chart.name) !== state) onChange(chart);
      known.set(chart.name, state);
    }
    return areReady(loop, commit, charts);
  };
  const hopeless = (): string | undefined => (signal?.aborted ? 'interrupted' : loop.cluster.sandbox.casualty());
  try {
    await until(attempt, { what: 'all charts are ready', seconds, hopeless });
  } catch (error) {
    const states = [...known].map(([name, state]) => `${name}: ${state}`);
    throw new Error([messageOf(error), ...states].join('\n'), { cause: error });
  } finally {
    // A cluster that is gone took everything along.
    await takeAwayAll(loop).catch(() => undefined);
  }
}

function areReady({ charts: names }: Loop, commit: string, charts: readonly ChartProgress[]): boolean {
  return names.every((name) =>
    charts.some((chart) => chart.name === name && chart.ready && chart.applied.endsWith(commit)),
  );
}

/** How far the charts are, by what Flux says and by what their objects say. CronJobs are started once Flux has nothing left to do. */
async function closerLook(loop: Loop, commit: string): Promise<ChartProgress[]> {
  const { objects, node } = loop.cluster;
  const kustomizations = await chartsOf(loop);
  const isUp = areReady(loop, commit, kustomizations.map(progressOf));
  return Promise.all(
    kustomizations.map(async (kustomization) => {
      const chart = progressOf(kustomization);
      const ofCronJob = node ? hasStarted : isDone;
      const troubles = chart.ready
        ? await overlooked(objects, kustomization, isUp ? ofCronJob : undefined)
        : await awaited(objects, kustomization);
      return withTroubles(chart, troubles);
    }),
  );
}

async function takeAwayAll(loop: Loop): Promise<void> {
  const { objects } = loop.cluster;
  const cronJobs = (await chartsOf(loop)).flatMap(inventoryOf).filter(isCronJob);
  await Promise.all(cronJobs.map(async (cronJob) => takeAway(objects, cronJob)));
}
