// All objects of one cluster, found by kind and by identity: what the checks and the order read.
import type { ComposedCluster } from '../lib/composed-cluster.ts';
import type { ApplicationFacts } from '../lib/tenancy/application.ts';
import { applicationsIn } from './applications.ts';
import { identity, identityOf, kindKey } from './identity.ts';
import { append } from './multimap.ts';
import type { RenderedObject } from './rendered.ts';

/** The objects of one cluster, indexed; what an AKS cluster brings along is known by identity alone. */
export class ClusterView {
  /** The charts that are applications', with what is granted to each. */
  readonly applications: ReadonlyMap<string, ApplicationFacts>;
  private readonly kinds = new Map<string, RenderedObject[]>();
  private readonly identities = new Map<string, RenderedObject>();
  private readonly providedObjects: ReadonlySet<string>;

  constructor(
    readonly cluster: string,
    readonly objects: readonly RenderedObject[],
    readonly settings: Pick<ComposedCluster, 'provided' | 'gitRepository' | 'releases' | 'health'>,
  ) {
    for (const rendered of objects) {
      append(this.kinds, kindKey(rendered.object), rendered);
      this.identities.set(identity(rendered.object), rendered);
    }
    this.applications = applicationsIn(objects);
    this.providedObjects = new Set(settings.provided.objects);
  }

  /** All objects of a kind, written `group/Kind` (`/Service` for the core group). */
  ofKind(kind: string): readonly RenderedObject[] {
    return this.kinds.get(kind) ?? [];
  }

  /** The object of that identity, where a chart holds it. */
  find(id: string): RenderedObject | undefined {
    return this.identities.get(id);
  }

  /** Whether the object is the cluster's own: it is there before Flux applies anything, or its name is for such objects. */
  owns(id: string): boolean {
    return (
      this.providedObjects.has(id) || (this.settings.provided.reserved ?? []).some((start) => id.startsWith(start))
    );
  }

  /** What charts may put into a namespace: any kind into their own, but into one of the cluster's what it says. */
  kindsFor(namespace: string): readonly string[] | 'any kind' {
    const isOwned = this.owns(identityOf('/Namespace', undefined, namespace));
    return isOwned ? (this.settings.provided.namespaces?.[namespace] ?? []) : 'any kind';
  }
}
