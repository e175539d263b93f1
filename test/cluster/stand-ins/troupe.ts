// All stand-ins of a cluster at work: whenever anything changes, each looks at its objects again.
import { CustomObjectsApi, type KubeConfig, setHeaderOptions, Watch } from '@kubernetes/client-node';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { apiGroup, identity, identityOf, kindKey } from '../../../render/identity.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { installDefinitions } from '../definitions.ts';
import type { Objects } from '../objects.ts';
import type { StandIn, Verdict, World } from './stand-in.ts';

/** Kinds that stand-ins look at without playing their controller. */
const scenery = [
  { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces' },
  { apiVersion: 'v1', kind: 'Secret', plural: 'secrets' },
  { apiVersion: 'v1', kind: 'Service', plural: 'services' },
] as const;

const retryMilliseconds = 200;

type Followed = Pick<StandIn, 'apiVersion' | 'kind' | 'plural'>;

export class Troupe {
  private readonly watches = new Map<string, AbortController>();
  private readonly served: Set<string>;
  private readonly status: CustomObjectsApi;
  private changed = true;
  private working: Promise<void> | undefined;
  private closed = false;

  /** @param served API groups whose definitions are installed already */
  constructor(
    private readonly config: KubeConfig,
    private readonly objects: Objects,
    private readonly standIns: readonly StandIn[],
    served: readonly string[],
  ) {
    this.served = new Set(served);
    this.status = config.makeApiClient(CustomObjectsApi);
    this.wake();
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const watch of this.watches.values()) watch.abort();
    await this.working;
  }

  /** Starts a round, or has the one that runs followed by another. */
  private wake(): void {
    this.changed = true;
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  private async work(): Promise<void> {
    while (this.changed && !this.closed) {
      this.changed = false;
      try {
        await this.round();
      } catch {
        // The API server may be going, or an object may have changed since it was read: look again.
        if (this.closed) return;
        this.changed = true;
        await setTimeout(retryMilliseconds);
      }
    }
  }

  private async round(): Promise<void> {
    const followed = [...scenery, ...this.standIns].filter(({ apiVersion }) => this.serves(apiGroup(apiVersion)));
    for (const each of followed) this.follow(each);
    const lists = await Promise.all(followed.map(({ apiVersion, kind }) => this.objects.list(apiVersion, kind)));
    const all = new Map(lists.flat().map((object) => [identity(object), object]));
    const world: World = {
      find: (kind, namespace, name) => all.get(identityOf(kind, namespace, name)),
      serves: (group) => this.serves(group),
    };
    for (const object of all.values()) {
      const standIn = this.standIns.find((each) => `${apiGroup(each.apiVersion)}/${each.kind}` === kindKey(object));
      if (standIn) await this.play(standIn, object, standIn.judge(object, world));
    }
  }

  private async play({ apiVersion, plural }: StandIn, object: KubeObject, verdict: Verdict): Promise<void> {
    for (const made of (verdict.ready && verdict.makes) || []) await this.objects.apply(made, { manager: 'stand-in' });
    for (const group of (verdict.ready && verdict.defines) || []) await this.define(group);
    if (isDeepStrictEqual({ ...(object.status as object), ...verdict.status }, object.status)) return;
    const { name, namespace } = object.metadata;
    const [group = '', version = ''] = apiVersion.split('/');
    const target = { group, version, plural, name, body: { status: verdict.status } };
    const options = setHeaderOptions('Content-Type', 'application/merge-patch+json');
    await (namespace
      ? this.status.patchNamespacedCustomObjectStatus({ ...target, namespace }, options)
      : this.status.patchClusterCustomObjectStatus(target, options));
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
  private follow({ apiVersion, plural }: Followed): void {
    const path = `${apiVersion === 'v1' ? '/api' : '/apis'}/${apiVersion}/${plural}`;
    if (this.watches.has(path) || this.closed) return;
    const placeholder = new AbortController();
    this.watches.set(path, placeholder);
    const again = (): void => {
      this.watches.delete(path);
      if (!this.closed) this.wake();
    };
    new Watch(this.config)
      .watch(path, {}, () => this.wake(), again)
      .then((watch) => {
        if (this.closed) watch.abort();
        else this.watches.set(path, watch);
      }, again);
  }
}
