// The real API server is asked about every object that Flux will apply, and every pod that comes of one: no schema and no rule
// of ours knows all that it refuses, least of all which fields cannot change. One server for all clusters, for its start costs
// more than the questions do; it is empty again before each.
import { at } from '../../render/fields.ts';
import { identity, kindKey } from '../../render/identity.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { type BareServer, type BareServerPrograms, startBareServer } from '../bare-server.ts';
import { definition, served } from '../definitions.ts';
import { Objects } from '../objects.ts';
import { refusalOf } from '../rest.ts';
import { asMade, asSent, podOf } from './asked.ts';
import { clear } from './clear.ts';
import { type ClusterToAsk, hasPolicies, importedDefinitions, type Stage, stagesOf } from './cluster.ts';
import { settled } from './settled.ts';

/** What the API server refuses, in its words. */
export interface Refusal {
  readonly file: string;
  /** An object, as a new one too; one that is refused only in place of what is there; a pod. */
  readonly what: 'object' | 'change' | 'pod';
  readonly said: string;
}

/** Asks about clusters, one after the other. Nothing is left of the programs and their files. */
export async function dryRun(programs: BareServerPrograms, clusters: readonly ClusterToAsk[]): Promise<Refusal[]> {
  const server = await startBareServer(programs);
  try {
    await settled(new Objects(server.rest), 0, true);
    const refusals: Refusal[] = [];
    let definitions: readonly KubeObject[] = [];
    for (const [index, cluster] of clusters.entries()) {
      definitions = await replaced(server, definitions, importedDefinitions(cluster));
      const policed = [clusters[index - 1], cluster].some((each) => each && hasPolicies(each));
      const questions = new Questions(server, index + 1, policed);
      refusals.push(...(await questions.ask(cluster)));
      await clear(server, questions.made);
    }
    return refusals;
  } finally {
    await server.close();
  }
}

/** Leaves the definitions that are wanted. Most clusters have the same, and it takes seconds to install them. */
async function replaced(
  server: BareServer,
  there: readonly KubeObject[],
  wanted: readonly KubeObject[],
): Promise<readonly KubeObject[]> {
  const objects = new Objects(server.rest);
  const missing = without(wanted, there);
  await clear(server, without(there, wanted));
  await Promise.all(missing.map((each) => objects.apply(each)));
  await Promise.all(missing.map((each) => served(objects, each)));
  return wanted;
}

function without(all: readonly KubeObject[], others: readonly KubeObject[]): KubeObject[] {
  const known = new Set(others.map(identity));
  return all.filter((object) => !known.has(identity(object)));
}

/** What is asked about one cluster, on a server that holds nothing of another. */
class Questions {
  /** What the answers needed. */
  readonly made: KubeObject[] = [];
  private readonly objects: Objects;

  constructor(
    { rest }: BareServer,
    private readonly round: number,
    /** Whether policies came, or went with the cluster before. */
    private readonly policed: boolean,
  ) {
    this.objects = new Objects(rest);
  }

  async ask(cluster: ClusterToAsk): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const stage of stagesOf(cluster)) {
      // What is there and would be refused today is as good as not there.
      await Promise.all(stage.before.map((object) => refusalOf(this.make(object))));
      await this.definitionsServed();
      await this.bindClaims();
      if (!stage.isMade) await settled(this.objects, this.round, this.policed);
      const answers = stage.objects.map(([file, object]) => this.answers(file, object, stage));
      refusals.push(...(await Promise.all(answers)).flat());
      await this.definitionsServed();
    }
    return refusals;
  }

  private async answers(file: string, object: KubeObject, { isMade }: Stage): Promise<Refusal[]> {
    const sent = asSent(object);
    const pod = podOf(object);
    const [refused, refusedPod] = await Promise.all([
      refusalOf(this.objects.apply(sent, { dryRun: true, strict: true })),
      pod && refusalOf(this.objects.tryCreate(pod)),
    ]);
    if (isMade && !refused) await this.make(object);
    const isNew = refused && (await refusalOf(this.objects.tryCreate(sent)))?.code !== alreadyExists;
    // A pod that is not valid is refused as its workload is; what is forbidden it alone is refused for.
    const counts = refusedPod?.code === forbidden || (refused === undefined && refusedPod?.code !== alreadyExists);
    return [
      ...(refused ? [{ file, what: isNew ? 'object' : 'change', said: refused.message } as const] : []),
      ...(refusedPod && counts ? [{ file, what: 'pod', said: refusedPod.message } as const] : []),
    ];
  }

  private async make(object: KubeObject): Promise<void> {
    await this.objects.apply(asMade(object));
    this.made.push(object);
  }

  private madeOf(kind: string): KubeObject[] {
    return this.made.filter((object) => kindKey(object) === kind);
  }

  /** Until a definition is served, its scope and its names may still change. */
  private async definitionsServed(): Promise<void> {
    await Promise.all(this.madeOf(definition).map((each) => served(this.objects, each)));
  }

  /** As they are once they are used: only then they may grow. */
  private async bindClaims(): Promise<void> {
    const bound = this.madeOf('/PersistentVolumeClaim').map((claim) => {
      const status = { phase: 'Bound', capacity: at(claim, 'spec.resources.requests') };
      return this.objects.merge(claim, { status }, { part: 'status' });
    });
    await Promise.all(bound);
  }
}

/** What the API server answers a create with where there is one of that name already: all else it found well. */
const alreadyExists = 409;
const forbidden = 403;
