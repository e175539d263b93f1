// One test cluster from nothing: etcd, API server, controllers, simulated nodes, a Git server, Flux, and the stand-ins.
import { fluxNamespace } from '../lib/platform.ts';
import { addOns, provided } from '../lib/azure/aks.ts';
import { at } from '../render/fields.ts';
import { kindKey } from '../render/identity.ts';
import type { KubeObject } from '../render/rendered.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { startControllerManager, startScheduler } from './controllers.ts';
import { makeCredentials } from './credentials.ts';
import { installDefinitions } from './definitions.ts';
import { startEtcd } from './etcd.ts';
import {
  createTenancy,
  type Environment,
  helmController,
  kustomizeController,
  sourceController,
  type Starter,
} from './flux.ts';
import { GitServer } from './git-server.ts';
import { gateOf, RealNode, type RealNodeOptions } from './node/real-node.ts';
import { type KnowImages, startSimulatedNodes } from './nodes.ts';
import { Objects, type Reference } from './objects.ts';
import { Ports } from './ports.ts';
import { Rest } from './rest.ts';
import { type Running, Sandbox } from './sandbox.ts';
import { allStandIns } from './stand-ins/all.ts';
import type { StandIn } from './stand-ins/stand-in.ts';
import { helmStandIns, type ValuesSchemas } from './stand-ins/helm.ts';
import type { Vault } from './stand-ins/external-secrets.ts';
import { createStorageClasses } from './storage-classes.ts';
import { Troupe } from './stand-ins/troupe.ts';
import { until } from './until.ts';

/** Paths of the programs that a test cluster is made of. */
export interface ClusterPrograms {
  readonly etcd: string;
  readonly 'kube-apiserver': string;
  readonly 'kube-controller-manager': string;
  readonly 'kube-scheduler': string;
  readonly kwok: string;
  readonly 'kustomize-controller': string;
  readonly 'source-controller': string;
  /** Then charts are really fetched, and installed. @default a stand-in */
  readonly 'helm-controller'?: string;
}

export interface TestClusterOptions {
  readonly programs: ClusterPrograms;
  /** Zones of the simulated nodes, one node each. */
  readonly zones: readonly string[];
  /** Images that the simulated nodes know. */
  readonly images: readonly string[];
  /** Schemas of charts' values, by chart URL; values of other charts are not looked at. */
  readonly valuesSchemas: ValuesSchemas;
  /** Who plays the controllers of the fleet's own kinds. @default nobody */
  readonly ownStandIns?: readonly StandIn[];
  /** A real node instead of the simulated ones. @default simulated ones */
  readonly node?: RealNodeOptions;
  /** What is in the Key Vault. @default nothing that matters */
  readonly vault?: Vault;
  /** Kinds whose controllers somebody runs for real, `group/Kind`: nobody stands in for them. @default none */
  readonly real?: readonly string[];
  /** Told what is being done. @default nobody */
  readonly onProgress?: (step: string) => void;
}

/** Starts all of it. On failure nothing is left but the logs, whose place the error names. */
export async function startTestCluster(options: TestClusterOptions): Promise<TestCluster> {
  const sandbox = new Sandbox(await Ports.claim());
  try {
    return await assemble(sandbox, options);
  } catch (error) {
    const logs = sandbox.keepLogs();
    await sandbox.close();
    throw new Error(`the test cluster did not start (${String(error)}); logs are in ${logs}`, { cause: error });
  }
}

export class TestCluster {
  constructor(
    readonly sandbox: Sandbox,
    readonly api: ApiServer,
    readonly objects: Objects,
    readonly git: GitServer,
    /** Flux' controllers, to be killed and started again. */
    readonly flux: Readonly<Record<'source' | 'kustomize', Controller>>,
    private readonly troupe: Troupe,
    /** Of the simulated nodes. */
    readonly knowImages: KnowImages,
    /** The real node, if there is one. */
    readonly node?: RealNode,
  ) {}

  /** Asks Flux to look at an object now, and waits until it has: the source first, then what it feeds. */
  async reconcile(reference: Reference): Promise<void> {
    const requestedAt = `${process.hrtime.bigint()}`;
    await this.objects.merge(reference, {
      metadata: { ...reference.metadata, annotations: { 'reconcile.fluxcd.io/requestedAt': requestedAt } },
    });
    await until(async () => at(await this.objects.get(reference), 'status.lastHandledReconcileAt') === requestedAt, {
      what: `Flux looks at ${reference.kind} ${reference.metadata.name}`,
      hopeless: () => this.sandbox.casualty(),
    });
  }

  /** All Kustomizations of the charts. */
  async kustomizations(): Promise<KubeObject[]> {
    return this.objects.list('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', fluxNamespace);
  }

  async close(): Promise<void> {
    await this.troupe.close();
    await this.git.close();
    await this.node?.close();
    await this.sandbox.close();
  }
}

/** A controller that can crash and come back. */
export class Controller {
  private running: Running;

  constructor(private readonly starter: Starter) {
    this.running = starter();
  }

  async kill(): Promise<void> {
    await this.running.kill();
  }

  /** @param env environment variables beside the usual ones. @default none */
  restart(env?: Environment): void {
    this.running = this.starter(env);
  }
}

async function assemble(sandbox: Sandbox, options: TestClusterOptions): Promise<TestCluster> {
  const { programs, real = [], onProgress: tell = () => undefined } = options;
  const credentials = makeCredentials(sandbox);
  tell('starting etcd and the API server');
  const etcd = startEtcd(sandbox, programs.etcd);
  const api = await startApiServer(sandbox, programs['kube-apiserver'], {
    etcd,
    credentials,
    ...(options.node && { gate: gateOf(sandbox) }),
  });
  const rest = new Rest(api.server);
  const objects = new Objects(rest);
  tell(`starting controllers and ${options.node ? 'a real node' : 'simulated nodes'}`);
  startControllerManager(sandbox, programs['kube-controller-manager'], api, credentials);
  startScheduler(sandbox, programs['kube-scheduler'], api);
  const node = options.node && (await RealNode.start(sandbox, api, objects, options.node));
  const knowImages = node
    ? async () => undefined
    : await startSimulatedNodes(sandbox, programs.kwok, api, objects, options);
  const { groups } = provided('cilium', '', addOns);
  await Promise.all(groups.map((group) => installDefinitions(objects, group)));
  await createTenancy(objects);
  await createStorageClasses(objects);
  tell('starting Flux');
  const git = await GitServer.start(sandbox);
  const helm = programs['helm-controller'];
  if (helm !== undefined) helmController(sandbox, helm, api)();
  const charts = helm === undefined ? 'stood in for' : 'fetched';
  const flux = {
    source: new Controller(sourceController(sandbox, programs['source-controller'], api, charts)),
    kustomize: new Controller(kustomizeController(sandbox, programs['kustomize-controller'], api)),
  };
  const played = [
    ...allStandIns(helm === undefined ? helmStandIns(options.valuesSchemas) : [], options.vault),
    ...(options.ownStandIns ?? []),
  ];
  const standIns = played.filter((each) => !real.includes(kindKey(each)));
  const troupe = new Troupe(rest, objects, standIns, groups);
  return new TestCluster(sandbox, api, objects, git, flux, troupe, knowImages, node);
}
