// Everything that differs between two trees, a row a sentence.
import { append } from '../../render/multimap.ts';
import { chartsIn, moves, newChart, removedChart } from './chart-rows.ts';
import { compareObjects } from './fields/changes.ts';
import type { Objects, Pair, Placed } from './objects.ts';
import { objectRow, type Row } from './row.ts';
import type { Tree } from './trees/tree.ts';
import { farewell, introduce, introducePolicy } from './words/introduce.ts';
import { restartOf } from './words/restarts.ts';
import { sentencesOf } from './words/sentences.ts';

/** @param objects those of the tree afterwards */
export function rowsOf(pairs: readonly Pair[], before: Tree, after: Tree, objects: Objects): Row[] {
  const charts = { before: chartsIn(before), after: chartsIn(after) };
  const added = new Map<string, Placed[]>();
  const removed = new Map<string, Placed[]>();
  const rows: Row[] = [];
  for (const pair of pairs) {
    if (pair.before && pair.after) rows.push(...changed(pair.before, pair.after, objects));
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

function changed(before: Placed, after: Placed, objects: Objects): Row[] {
  const inChart = (kind: string) => objects.ofKind(after, kind);
  const subject = { before: before.object, after: after.object, inChart };
  const compared = compareObjects(before.object, after.object);
  const sentences = sentencesOf(subject, compared);
  const isRefused = sentences.some(({ danger }) => danger === 'refused');
  const restart = isRefused ? undefined : restartOf(subject, compared);
  return [
    ...sentences.map((sentence) => objectRow(after, sentence)),
    ...(restart ? [objectRow(after, { text: restart.how, field: 'spec.template', pods: restart.pods })] : []),
  ];
}

function addedObject(placed: Placed, objects: Objects): Row[] {
  const [first, ...rest] = introduce(placed.object, (kind) => objects.ofKind(placed, kind));
  const isNew = first ? { ...first, text: `is new, and ${first.text}` } : { text: 'is new' };
  return [isNew, ...rest, ...introducePolicy(placed.object)].map((sentence) => objectRow(placed, sentence));
}

function removedObject(placed: Placed): Row[] {
  return farewell(placed.object).map((sentence) => objectRow(placed, sentence));
}
