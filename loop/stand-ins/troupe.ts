// All stand-ins of a cluster at work: whenever anything changes, each looks at its objects again.
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { apiGroup, identity, identityOf, kindKey } from '../../render/identity.ts';
import type { KubeObject } from '../../render/rendered.ts';
import { installDefinitions } from '../definitions.ts';
import type { Objects } from '../objects.ts';
import type { Rest } from '../rest.ts';
import type { StandIn, Verdict, World } from './stand-in.ts';

/** Kinds that stand-ins look at without playing their controller. */
const scenery = [
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'v1', kind: 'Secret' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  { apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication' },
] as const;

const retryMilliseconds = 200;

type Followed = Pick<StandIn, 'apiVersion' | 'kind'>;

export class Troupe {
  private readonly watched = new Set<string>();
  private readonly end = new AbortController();
  private readonly served: Set<string>;
  private changed = true;
  private working: Promise<void> | undefined;

  /** @param served API groups whose definitions are installed already */
  constructor(
    private readonly rest: Rest,
    private readonly objects: Objects,
    private readonly standIns: readonly StandIn[],
    served: readonly string[],
  ) {
    this.served = new Set(served);
    // One listener a watch.
    setMaxListeners(0, this.end.signal);
    this.wake();
  }

  async close(): Promise<void> {
    this.end.abort();
    await this.working;
  }

  /** Starts a round, or has the one that runs followed by another. */
  private wake(): void {
    this.changed = true;
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  private async work(): Promise<void> {
    while (this.changed && !this.end.signal.aborted) {
      this.changed = false;
      try {
        await this.round();
      } catch {
        // The API server may be going, or an object may have changed since it was read: look again.
        if (this.end.signal.aborted) return;
        this.changed = true;
        await setTimeout(retryMilliseconds);
      }
    }
  }

  private async round(): Promise<void> {
    const followed = [...scenery, ...this.standIns].filter(({ apiVersion }) => this.serves(apiGroup(apiVersion)));
    for (const each of followed) await this.follow(each);
    const lists = await Promise.all(followed.map(({ apiVersion, kind }) => this.objects.list(apiVersion, kind)));
    const all = new Map(lists.flat().map((object) => [identity(object), object]));
    const world: World = {
      find: (kind, namespace, name) => all.get(identityOf(kind, namespace, name)),
      list: (kind) => [...all.values()].filter((object) => kindKey(object) === kind),
      serves: (group) => this.serves(group),
    };
    for (const object of all.values()) {
      const standIn = this.standIns.find((each) => `${apiGroup(each.apiVersion)}/${each.kind}` === kindKey(object));
      if (standIn) await this.play(object, standIn.judge(object, world));
    }
  }

  private async play(object: KubeObject, verdict: Verdict): Promise<void> {
    for (const made of (verdict.ready && verdict.makes) || []) await this.objects.apply(made, { manager: 'stand-in' });
    for (const group of (verdict.ready && verdict.defines) || []) await this.define(group);
    if (isDeepStrictEqual({ ...(object.status as object), ...verdict.status }, object.status)) return;
    await this.objects.merge(object, { status: verdict.status }, { part: 'status' });
  }

  private async define(group: string): Promise<void> {
    if (this.served.has(group)) return;
    await installDefinitions(this.objects, group);
    this.served.add(group);
    this.changed = true;
  }

  private serves(group: string): boolean {
    return group === '' || this.served.has(group);
  }

  /** A watch tells that something changed; what it is, the next round's list says. */
  private async follow({ apiVersion, kind }: Followed): Promise<void> {
    const path = await this.objects.collection(apiVersion, kind);
    if (this.watched.has(path)) return;
    this.watched.add(path);
    const again = (): void => {
      this.watched.delete(path);
      if (!this.end.signal.aborted) this.wake();
    };
    this.rest.watch(path, () => this.wake(), this.end.signal).then(again, again);
  }
}
