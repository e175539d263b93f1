// Charts that come, go, or hand objects over are told as a whole: a list of their objects says less.
import { isKept, lossOf } from '../render/removals.ts';
import { podTemplateOf } from '../render/pods.ts';
import { at } from '../render/fields.ts';
import { append } from '../render/multimap.ts';
import type { Objects, Pair, TreeObject } from './objects.ts';
import { chartRow, objectRow, type DiffRow } from './row.ts';
import type { Tree } from './trees/tree.ts';
import { appliedAs } from './words/flux.ts';
import { farewell, introduce } from './words/introduce.ts';
import { podsOf } from './words/restarts.ts';
import { plural } from '../lib/plural.ts';
import type { Sentence } from './words/rule.ts';

/** `<cluster>/<chart>` of all charts of a tree. */
export function chartsIn(tree: Tree): Set<string> {
  const parts = Array.from(tree.ids.keys(), (path) => path.split('/')).filter(({ length }) => length > 3);
  return new Set(parts.map(([cluster, , chart]) => `${cluster}/${chart}`));
}

/** A chart that is new: how much it brings, and what the objects among it do that do something. */
export function newChart(added: readonly TreeObject[], objects: Objects): DiffRow[] {
  const [first] = added;
  if (!first) return [];
  const details = added.flatMap((placed) =>
    introduce(placed.object, (kind) => objects.ofKind(placed, kind)).map((sentence) => objectRow(placed, sentence)),
  );
  const text = `is new, with ${plural(added.length, 'object')}`;
  const sentences = [{ text }, ...rights(objects.kustomization(first))];
  return [...sentences.map((sentence) => chartRow(first.cluster, first.chart, sentence)), ...details];
}

function rights(kustomization: TreeObject | undefined): Sentence[] {
  return kustomization ? [appliedAs(at(kustomization.object, 'spec.serviceAccountName'))] : [];
}

/** A chart that is gone: how much Flux deletes, what it leaves behind, and what is lost for good. */
export function removedChart(removed: readonly TreeObject[]): DiffRow[] {
  const [first] = removed;
  if (!first) return [];
  const deleted = removed.filter(({ object }) => !isKept(object));
  const told = removed.filter(({ object }) => isKept(object) || lossOf(object) !== undefined);
  const inChart = (kind: string) => removed.map(({ object }) => object).filter((object) => object.kind === kind);
  const pods = deleted
    .filter(({ object }) => podTemplateOf(object))
    .map(({ object }) => podsOf({ after: object, inChart }));
  const stop = pods.length > 0 ? `, and ${pods.join(' and ')} end` : '';
  const text = `is removed: Flux deletes ${plural(deleted.length, 'object')}${stop}`;
  return [
    chartRow(first.cluster, first.chart, { text, danger: 'removal' }),
    ...told.flatMap((placed) => farewell(placed.object).map((sentence) => objectRow(placed, sentence))),
  ];
}

/** Objects that another chart holds now. */
export function moves(
  pairs: readonly Pair[],
  charts: { before: ReadonlySet<string>; after: ReadonlySet<string> },
): DiffRow[] {
  const groups = new Map<string, { from: string; to: TreeObject; kept: boolean }[]>();
  for (const { before, after } of pairs)
    if (before && after && before.chart !== after.chart) {
      const kept = isKept(before.object);
      append(groups, [after.cluster, before.chart, after.chart, kept].join(' '), {
        from: before.chart,
        to: after,
        kept,
      });
    }
  return Array.from(groups.values()).flatMap((moved) => {
    const [first] = moved;
    if (!first) return [];
    const { from, to, kept } = first;
    const isRenamed = !charts.after.has(`${to.cluster}/${from}`) && !charts.before.has(`${to.cluster}/${to.chart}`);
    const text = `${isRenamed ? 'is another name for' : 'takes over objects from'} the chart ${from}`;
    const count = plural(moved.length, 'object');
    const sentence = kept
      ? { text: `${text}; Flux leaves ${count} in place on the way (prune: disabled)` }
      : { text: `${text}: Flux may delete ${count} there before it makes them here`, danger: 'moved' as const };
    return [chartRow(to.cluster, to.chart, sentence)];
  });
}
