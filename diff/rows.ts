// Everything that differs between two trees, a row a sentence.
import { append } from '../render/multimap.ts';
import { chartsIn, moves, newChart, removedChart } from './chart-rows.ts';
import { compareObjects } from './fields/changes.ts';
import type { Objects, Pair, TreeObject } from './objects.ts';
import { objectRow, type DiffRow } from './row.ts';
import type { Tree } from './trees/tree.ts';
import { farewell, introduce, introducePolicy } from './words/introduce.ts';
import { isSuccessor, succession } from './words/network.ts';
import { restartOf } from './words/restarts.ts';
import { sentencesOf } from './words/sentences.ts';

/** @param objects those of the tree afterwards */
export function rowsOf(pairs: readonly Pair[], before: Tree, after: Tree, objects: Objects): DiffRow[] {
  const charts = { before: chartsIn(before), after: chartsIn(after) };
  const added = new Map<string, TreeObject[]>();
  const removed = new Map<string, TreeObject[]>();
  const rows: DiffRow[] = [];
  for (const pair of withSuccessors(pairs)) {
    if (pair.before && pair.after && pair.before.object.kind !== pair.after.object.kind)
      rows.push(...succeeded(pair.before, pair.after));
    else if (pair.before && pair.after) rows.push(...changed(pair.before, pair.after, objects));
    else if (pair.after?.chart) {
      const key = `${pair.cluster}/${pair.after.chart}`;
      if (charts.before.has(key)) rows.push(...addedObject(pair.after, objects));
      else append(added, key, pair.after);
    } else if (pair.before?.chart) {
      const key = `${pair.cluster}/${pair.before.chart}`;
      if (charts.after.has(key)) rows.push(...removedObject(pair.before));
      else append(removed, key, pair.before);
    }
  }
  return [
    ...Array.from(removed.values()).flatMap(removedChart),
    ...moves(pairs, charts),
    ...Array.from(added.values()).flatMap((placed) => newChart(placed, objects)),
    ...rows,
  ];
}

/** A policy that comes and one that goes are one change, where a chart has the new one in the place of the old one. */
function withSuccessors(pairs: readonly Pair[]): readonly Pair[] {
  const coming = pairs.filter(
    ({ before, after }) => !before && after?.chart && after.object.kind.endsWith('NetworkPolicy'),
  );
  const successors = pairs.flatMap(({ cluster, before, after }): Pair[] => {
    const successor =
      before && !after
        ? coming.find((pair) => pair.after?.chart === before.chart && pair.cluster === cluster && isHeir(before, pair))
        : undefined;
    return successor ? [{ cluster, before, after: successor.after }] : [];
  });
  if (successors.length === 0) return pairs;
  const told = new Set(successors.flatMap(({ before, after }) => [before, after]));
  return [...successors, ...pairs.filter(({ before, after }) => (before && after) || !told.has(before ?? after))];
}

const isHeir = (before: TreeObject, { after }: Pair): boolean =>
  after !== undefined && isSuccessor(before.object, after.object);

function succeeded(before: TreeObject, after: TreeObject): DiffRow[] {
  return succession(before.object, after.object).map((sentence) => objectRow(after, sentence));
}

function changed(before: TreeObject, after: TreeObject, objects: Objects): DiffRow[] {
  const inChart = (kind: string) => objects.ofKind(after, kind);
  const subject = { before: before.object, after: after.object, inChart };
  const compared = compareObjects(before.object, after.object);
  const sentences = sentencesOf(subject, compared);
  const isRefused = sentences.some(({ danger }) => danger === 'refused');
  const restart = isRefused ? undefined : restartOf(subject, compared);
  // What moves from chart to chart is said of these.
  const isReordered = before.chart === after.chart && compared.changes.length === 0 && !restart;
  return [
    ...(isReordered ? [objectRow(after, { text: 'is written in another order', field: '' })] : []),
    ...sentences.map((sentence) => objectRow(after, sentence)),
    ...(restart ? [objectRow(after, { text: restart.how, field: 'spec.template', pods: restart.pods })] : []),
  ];
}

function addedObject(placed: TreeObject, objects: Objects): DiffRow[] {
  const [first, ...rest] = introduce(placed.object, (kind) => objects.ofKind(placed, kind));
  const isNew = first ? { ...first, text: `is new, and ${first.text}` } : { text: 'is new' };
  return [isNew, ...rest, ...introducePolicy(placed.object)].map((sentence) => objectRow(placed, sentence));
}

function removedObject(placed: TreeObject): DiffRow[] {
  return farewell(placed.object).map((sentence) => objectRow(placed, sentence));
}
