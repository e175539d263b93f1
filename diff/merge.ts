// The same change is said once, for all clusters and charts in which it happens.
import { append } from '../render/multimap.ts';
import type { DiffRow } from './row.ts';
import type { FieldSentence } from './words/sentences.ts';

/** A sentence, and everything that it is true of. */
export interface Statement extends FieldSentence {
  readonly clusters: readonly string[];
  readonly charts: readonly string[];
  /** Empty where it is about the charts as a whole. */
  readonly kind: string;
  /** Empty where the objects are called as their charts are, of which there are several. */
  readonly name: string;
  /** Whether it says that pods restart. */
  readonly restarts: boolean;
}

/** Statements: dangers first, then by clusters, charts, kind and name; those of one object in the order of its fields. */
export function merge(rows: readonly DiffRow[]): Statement[] {
  const inClusters = groups(rows, ({ chart, kind, name, text, danger, pods }) => [
    { chart, kind, name, text, danger },
    pods !== undefined,
  ]).map(overClusters);
  return groups(inClusters, ({ clusters, charts, kind, name, text, danger }) => [
    { clusters, kind, name: name === charts[0] ? '' : name, text, danger },
  ])
    .map(overCharts)
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : Number(orderOf(a) > orderOf(b))));
}

/** The same change of the same object, in one or more clusters. */
function overClusters(rows: readonly [DiffRow, ...DiffRow[]]): Statement {
  const [{ chart, kind, name, text, field, danger, upgrades, pods }] = rows;
  return {
    clusters: unique(rows.map(({ cluster }) => cluster)),
    charts: [chart],
    kind,
    name,
    text: pods === undefined ? text : `restarts ${podsOf(rows)}${text}`,
    field,
    ...(danger && { danger }),
    ...(upgrades && { upgrades }),
    restarts: pods !== undefined,
  };
}

/** `3 pods`, or where clusters differ `its pods (1 pod in dev, 3 pods in production)`. */
function podsOf(rows: readonly DiffRow[]): string {
  const counts = new Map<string, string[]>();
  for (const { pods = '', cluster } of rows) append(counts, pods, cluster);
  const [[only = ''] = [], ...others] = counts;
  if (others.length === 0) return only;
  const each = Array.from(counts, ([pods, clusters]) => `${pods} in ${clusters.join(' and ')}`);
  return `its pods (${each.join(', ')})`;
}

/** The same change of objects of several charts. */
function overCharts([first, ...rest]: readonly [Statement, ...Statement[]]): Statement {
  if (rest.length === 0) return first;
  const charts = unique([first, ...rest].flatMap((statement) => statement.charts));
  return { ...first, charts, name: first.name === first.charts[0] ? '' : first.name };
}

function groups<T>(items: readonly T[], keyOf: (item: T) => readonly unknown[]): [T, ...T[]][] {
  const found = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const group = found.get(key);
    if (group) group.push(item);
    else found.set(key, [item]);
  }
  return [...found.values()];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}

/** Chart before its objects; those without a danger below all that have one. */
function orderOf({ danger, clusters, charts, kind, name }: Statement): string {
  return [danger ? 0 : 1, clusters.join(), charts.join(), kind, name].join('\u0000');
}
