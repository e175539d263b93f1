// All objects of one cluster, found by kind and by identity: what the checks and the order read.
import type { ComposedCluster } from '../lib/composed-cluster.ts';
import { knownKubernetes } from '../lib/kubernetes-version.ts';
import type { ApplicationFacts } from '../lib/tenancy/application.ts';
import { applicationsIn } from './applications.ts';
import type { Finding } from './finding.ts';
import { identity, identityOf, kindKey } from './identity.ts';
import { type Brought, broughtBy, type ReadInventory } from './inventory.ts';
import { append } from './multimap.ts';
import type { RenderedObject } from './rendered.ts';

/**
 * The objects of one cluster, indexed; what an AKS cluster brings along is known by identity alone, and of what Helm releases bring what
 * their inventories say.
 */
export class ClusterView {
  /** The charts that are applications', with what is granted to each. */
  readonly applications: ReadonlyMap<string, ApplicationFacts>;
  /** What its Helm releases bring, of those that have an inventory. */
  readonly brought: readonly Brought[];
  /** The charts' own objects, and behind them what their releases bring. */
  readonly all: readonly RenderedObject[];
  /** The inventories that cannot be read. */
  readonly inventoryFindings: readonly Finding[];
  private readonly kinds = new Map<string, RenderedObject[]>();
  private readonly identities = new Map<string, RenderedObject>();
  private readonly broughtKinds = new Map<string, RenderedObject[]>();
  private readonly broughtIdentities = new Map<string, RenderedObject>();
  private readonly providedObjects: ReadonlySet<string>;

  constructor(
    readonly cluster: string,
    readonly objects: readonly RenderedObject[],
    readonly settings: Pick<ComposedCluster, 'provided' | 'gitRepository' | 'releases' | 'health'> &
      Partial<Pick<ComposedCluster, 'isPinned' | 'kubernetes'>>,
    inventory: ReadInventory = () => undefined,
    /** Whether what is at that path follows from settings that are refused already: it would be told again. */
    readonly isRefused: (at: string) => boolean = () => false,
  ) {
    for (const rendered of objects) {
      append(this.kinds, kindKey(rendered.object), rendered);
      this.identities.set(identity(rendered.object), rendered);
    }
    this.applications = applicationsIn(objects);
    const { brought, findings } = broughtBy(
      this.ofKind('helm.toolkit.fluxcd.io/HelmRelease'),
      (...parts) => this.find(identityOf(...parts))?.object,
      inventory,
    );
    this.brought = brought;
    this.inventoryFindings = findings;
    this.all = [...objects, ...brought.flatMap((release) => release.objects)];
    for (const rendered of this.all.slice(objects.length)) {
      append(this.broughtKinds, kindKey(rendered.object), rendered);
      this.broughtIdentities.set(identity(rendered.object), rendered);
    }
    this.providedObjects = new Set(settings.provided.objects);
  }

  /** Its minor version of Kubernetes; where nobody says, the one that the machine knows. */
  get kubernetes(): string {
    return this.settings.kubernetes ?? knownKubernetes;
  }

  /** All objects of a kind, written `group/Kind` (`/Service` for the core group). */
  ofKind(kind: string): readonly RenderedObject[] {
    return this.kinds.get(kind) ?? [];
  }

  /** As {@link ofKind}, with those that releases bring. */
  allOfKind(kind: string): readonly RenderedObject[] {
    return [...this.ofKind(kind), ...(this.broughtKinds.get(kind) ?? [])];
  }

  /** As {@link find}, or one that a release brings. */
  findAny(id: string): RenderedObject | undefined {
    return this.find(id) ?? this.broughtIdentities.get(id);
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
