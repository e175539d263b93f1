// The port between a fleet and the machine: all that main.ts says of it, and all that a command may ask it for.
import { join, relative } from 'node:path';
import type { App } from 'cdk8s';
import { provided, type Provided } from './azure/aks.ts';
import { type ClusterSettings, ComposedCluster, usual } from './composed-cluster.ts';
import type { OwnHealthExpression, OwnHealthTable } from './flux/health.ts';
import { kubernetesFaults } from './kubernetes-version.ts';
import { messageOf } from './message-of.ts';
import { builderFaults, type ImagePolicy, imagePolicyShape } from './pins/image-policy.ts';
import { fleetFile } from './platform.ts';
import { isAppSlug } from './platform/app-slug.ts';
import type { CommitStatus } from './platform/settings.ts';
import { anyOf, mapOf, misfitsAt, needed, propsOf, text } from './validation/props.ts';
import { addRules, asText, type Fault, unless } from './validation/rules.ts';
import { anything, filledListOf, listOf, oneOf, only, such } from './validation/shape.ts';

/** What every command needs to know of a cluster. */
export interface FleetCluster extends ClusterSettings {
  /** Kubernetes minor version that it runs, such as `1.36`; what is rendered is checked against one version alone, which synth says. */
  readonly kubernetes: string;
  /** Availability zones of its node pools. */
  readonly zones: readonly string[];
  /** By which App its Flux writes the statuses of commits. @default none, so no status is believed */
  readonly fluxNotifications?: { readonly commitStatus?: Pick<CommitStatus, 'app'> };
}

/** Folders of a fleet's own files, from its root. */
export interface Folders {
  /** The clusters' settings, looked at for values that a fork must still replace. @default 'clusters' */
  readonly settings?: string;
  /** Image pins, a file a cluster: `<cluster>.yaml`. @default 'clusters/releases' */
  readonly releases?: string;
  /** Who can decrypt, a file a cluster: `<cluster>.yaml`. @default 'clusters/keys' */
  readonly keys?: string;
  /** Runbooks, a page an alert. @default 'docs/runbooks' */
  readonly runbooks?: string;
}

/** What `main.ts` says of its fleet. `C` is the type of the clusters' settings. */
export interface FleetProps<C extends FleetCluster = FleetCluster> {
  /** The repository's address on the web, with `https://` and no slash at the end: alerts link to their runbooks there. */
  readonly repository: string;
  /** The branch that Flux follows. @default 'main' */
  readonly branch?: string;
  /** The name of the FluxConfiguration, after which the extension names the GitRepository. @default 'fleetwright' */
  readonly gitRepository?: string;
  /** Where its files are. @default as at {@link Folders} */
  readonly folders?: Folders;
  /** Its clusters; each name once. */
  readonly clusters: readonly C[];
  /**
   * Names of clusters in the order in which a new image reaches them: `npm run release` takes each pin from the one before, and
   * skips none. One that is left out is no stage, as a cluster for management is none.
   * @default all clusters, in their order
   */
  readonly stages?: readonly string[];
  /** What is in a cluster before Flux applies anything. @default AKS with its Flux extension, Gateway API and network */
  provided?(settings: C): Provided;
  /**
   * How Flux tells when an object of a kind is healthy that the machine does not know, by `group/Kind`: `stateless` where being
   * applied is all that there is, else CEL expressions over the object, and the status by which the loop stands in for the kind's
   * controller. The expressions are not read here: the loop's kustomize-controller says what is wrong with one.
   * @default none, and objects of such kinds are refused
   */
  readonly health?: OwnHealthTable;
  /** Who may have built the images that it runs, and what they must bring with them. @default no image can be verified */
  readonly images?: ImagePolicy;
  /** Says what runs in a cluster: layers and charts in any order, for Flux' order is derived from what they use. */
  compose(cluster: ComposedCluster<C>): void;
}

/** A fleet, with nothing left unsaid. */
export type Fleet<C extends FleetCluster = FleetCluster> = FleetProps<C> &
  Required<Pick<FleetProps<C>, 'branch' | 'gitRepository' | 'stages'>> & { readonly folders: Required<Folders> };

/** Where a fleet's files are that does not say. */
export const usualFolders: Required<Folders> = {
  settings: 'clusters',
  releases: 'clusters/releases',
  keys: 'clusters/keys',
  runbooks: usual.runbooks,
};

const asked = such((value) => typeof value === 'function', 'a function');

/** Rules of a cluster say which networks and versions there are. */
const clusterShape = only(
  { name: text, kubernetes: text, network: text, zones: listOf(text), '*': anything },
  'name',
  'kubernetes',
  'network',
  'zones',
);

const fleetShape = propsOf<FleetProps>({
  repository: needed(text),
  branch: text,
  gitRepository: text,
  folders: propsOf<Folders>({ settings: text, releases: text, keys: text, runbooks: text }),
  clusters: needed(listOf(clusterShape)),
  stages: filledListOf(text),
  provided: asked,
  health: mapOf(
    anyOf(
      "'stateless', or { current, failed, readyStatus }",
      oneOf('stateless'),
      propsOf<OwnHealthExpression>({ current: needed(text), failed: text, readyStatus: anything }),
    ),
  ),
  images: imagePolicyShape,
  compose: needed(asked),
});

/**
 * The fleet that `main.ts` exports by default. What is there and undefined is not there.
 * @throws Error that names every field that is missing, of another kind or not known, a stage that is no cluster or there twice, an App of two clusters, and a builder of no image
 */
export function defineFleet<C extends FleetCluster>(props: FleetProps<C>): Fleet<C> {
  const [unknown] = misfitsAt(fleetFile, props, fleetShape);
  if (unknown) throw new Error(`${fleetFile}  ${asText(unknown)}`);
  const { branch, gitRepository } = usual;
  const said = withoutUndefined(props);
  const folders = { ...usualFolders, ...withoutUndefined(props.folders ?? {}) };
  const names = props.clusters.map(({ name }) => name);
  const [wrong] = [
    ...stageFaults(props.stages ?? [], names),
    ...appFaults(props.clusters),
    ...(props.images ? builderFaults(props.images) : []),
  ];
  if (wrong) throw new Error(`${fleetFile}  ${asText(wrong)}`);
  return { branch, gitRepository, stages: names, ...said, folders };
}

function stageFaults(stages: readonly string[], names: readonly string[]): Fault[] {
  return stages.flatMap((stage, index) => [
    ...unless(names.includes(stage), {
      field: `stages[${index}]`,
      problem: `there is no cluster "${stage}"`,
      write: `one of ${names.join(', ')}`,
    }),
    ...unless(stages.indexOf(stage) === index, {
      field: `stages[${index}]`,
      problem: `"${stage}" is there twice`,
      write: 'each stage once',
    }),
  ]);
}

/** The App of every workflow, by which whoever may push one may write a status. Source: GitHub Docs, `GITHUB_TOKEN` */
const appOfWorkflows = 'github-actions';

/** An App of two clusters would let one of them speak for the other, and that of the workflows everybody. */
function appFaults(clusters: readonly FleetCluster[]): Fault[] {
  const apps = clusters.map((cluster) => cluster.fluxNotifications?.commitStatus?.app);
  return apps.flatMap((app, index) => {
    if (app === undefined) return [];
    const field = `clusters[${index}].fluxNotifications.commitStatus.app`;
    return [
      ...unless(isAppSlug(app), {
        field,
        problem: `${JSON.stringify(app)} is not the slug of an App`,
        write: '<slug> of https://github.com/apps/<slug>: lower-case letters, digits and hyphens',
      }),
      ...unless(app !== appOfWorkflows, {
        field,
        problem: `"${app}" is the App of every workflow, so whoever may push could write its statuses`,
        write: 'the slug of an App of this cluster alone',
      }),
      ...unless(apps.indexOf(app) === index, {
        field,
        problem: `"${app}" is the App of ${clusters[apps.indexOf(app)]?.name} too`,
        write: 'the slug of an App that no other cluster has',
      }),
    ];
  });
}

/** The clusters stay those that the fleet's own code has. */
function withoutUndefined<T extends object>(props: T): T {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;
}

/** The file of a cluster's image pins. */
export function releasesFile({ folders }: Pick<Fleet, 'folders'>, cluster: string): string {
  return `${folders.releases}/${cluster}.yaml`;
}

/** The file that says who can decrypt a cluster's secrets. */
export function keysFile({ folders }: Pick<Fleet, 'folders'>, cluster: string): string {
  return `${folders.keys}/${cluster}.yaml`;
}

/** What is in a cluster before Flux applies anything. */
export function providedIn(fleet: Fleet, settings: FleetCluster): Provided {
  return fleet.provided?.(settings) ?? provided(settings.network, fleet.gitRepository, settings.addOns);
}

/** Composes the clusters of a fleet into an app. @throws Error where two have one name */
export function composeFleet(app: App, fleet: Fleet): void {
  const names = fleet.clusters.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${fleetFile}: two clusters are called "${twice}"; write: a name for each`);
  for (const settings of fleet.clusters) composeCluster(app, fleet, settings);
}

/** @throws Error that names the cluster, and the line of the fleet's own code, where composing throws */
function composeCluster(app: App, fleet: Fleet, settings: FleetCluster): void {
  const composed = new ComposedCluster(app, settings, {
    repository: fleet.repository,
    branch: fleet.branch,
    gitRepository: fleet.gitRepository,
    runbooks: fleet.folders.runbooks,
    releases: releasesFile(fleet, settings.name),
    keys: keysFile(fleet, settings.name),
    kubernetes: settings.kubernetes,
    provided: providedIn(fleet, settings),
    ...(fleet.health && { health: fleet.health }),
  });
  addRules(composed, () => kubernetesFaults(settings.kubernetes));
  try {
    fleet.compose(composed);
  } catch (error) {
    throw new Error(`${placeOf(error)}: ${messageOf(error)}, when the cluster "${settings.name}" is composed`, {
      cause: error,
    });
  }
}

/** The first line of the fleet's own code on the stack, `charts/greeter.ts:12`; the fleet's file where there is none. */
function placeOf(error: unknown): string {
  const thrown = error instanceof Error ? (error.cause ?? error) : error;
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  const frames = [...stack.matchAll(/(?:file:\/\/|\()(\/[^():]+):(\d+):\d+/g)];
  const own = frames.find(
    ([, file = '']) => !isOfMachine(file) && !/^(?:\.\.|node_modules)\//.test(relative('.', file)),
  );
  return own ? `${relative('.', own[1] ?? '')}:${own[2]}` : fleetFile;
}

/** Wherever the machine is: the fleet may have folders of the same names. */
function isOfMachine(file: string): boolean {
  return /^(?:lib|render)\//.test(relative(join(import.meta.dirname, '..'), file));
}
