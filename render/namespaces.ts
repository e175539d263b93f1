// What a namespace asks of the pods in it, for the checks that hold workloads against it.
import { asArray, at } from './fields.ts';
import { append } from './multimap.ts';
import { oncePerView } from './once-per-view.ts';
import { operatedIn } from './operated.ts';
import { limitsIn } from './pod-resources.ts';
import type { RenderedObject } from './rendered.ts';
import { type Workload, workloadsIn } from './selection.ts';

/** A namespace with workloads in it, or with a quota. */
export interface Room {
  readonly namespace: string;
  /** But for those whose settings are refused: how much they ask for nobody knows yet. */
  readonly workloads: readonly Workload[];
  /** Whether those are all. */
  readonly isWhole: boolean;
  /** All that is in it; nothing where no quota counts it. */
  readonly objects: readonly RenderedObject[];
  /** Those that count everything; one with a scope counts some. */
  readonly quotas: readonly RenderedObject[];
  /** What containers may ask for, and what they are given. */
  readonly limits: ReturnType<typeof limitsIn>;
}

/** Every namespace that has workloads or a quota. */
export const roomsOf = oncePerView((view): readonly Room[] => {
  const counted = [
    ...view.objects,
    // Numbers of what a release was told before would be counted in vain.
    ...view.brought.filter(({ isCurrent }) => isCurrent).flatMap(({ objects }) => objects),
    ...operatedIn(view),
  ];
  const all = workloadsIn(counted);
  const limits = byNamespace(view.ofKind('/LimitRange'));
  const quotas = byNamespace(view.ofKind('/ResourceQuota').filter(({ object }) => !isScoped(at(object, 'spec'))));
  const objects = byNamespace(counted.filter(({ object: { metadata } }) => quotas.has(metadata.namespace ?? '')));
  return [...new Set([...all.keys(), ...quotas.keys()])].map((namespace) => {
    const there = all.get(namespace) ?? [];
    const workloads = there.filter(({ rendered }) => !view.isRefused(rendered.at));
    return {
      namespace,
      workloads,
      isWhole: workloads.length === there.length,
      objects: objects.get(namespace) ?? [],
      quotas: quotas.get(namespace) ?? [],
      limits: limitsIn((limits.get(namespace) ?? []).map(({ object }) => object)),
    };
  });
});

function byNamespace(objects: readonly RenderedObject[]): ReadonlyMap<string, readonly RenderedObject[]> {
  const inside = new Map<string, RenderedObject[]>();
  for (const rendered of objects) append(inside, rendered.object.metadata.namespace ?? '', rendered);
  return inside;
}

function isScoped(spec: unknown): boolean {
  return asArray(at(spec, 'scopes')).length > 0 || at(spec, 'scopeSelector') !== undefined;
}
