// What a reviewer must know of a change to dist/: how much, what restarts, and every difference in words.
import { merge, type Statement } from './merge.ts';
import { Objects, type Pair, pairsOf } from './objects.ts';
import type { DiffRow } from './row.ts';
import { rowsOf } from './rows.ts';
import type { Tree } from './trees/tree.ts';

export interface Summary {
  /** How many objects are new, differ, and are gone; Flux' own Kustomizations not counted. */
  readonly objects: { readonly added: number; readonly changed: number; readonly removed: number };
  /** Clusters in which something differs. */
  readonly clusters: readonly string[];
  /** Workloads whose pods restart. */
  readonly restarts: readonly Restarted[];
  /** Dangers first. */
  readonly statements: readonly Statement[];
}

interface Restarted {
  readonly cluster: string;
  readonly chart: string;
  readonly workload: string;
  /** `3 to 12 pods` */
  readonly pods: string;
}

/** Compares two rendered trees. Pure, but for reading them. @throws Error for a file that holds no Kubernetes object */
export function summarize(before: Tree, after: Tree): Summary {
  const objects = new Objects(after);
  const pairs = pairsOf(before, after, { before: new Objects(before), after: objects });
  const rows = rowsOf(pairs, before, after, objects);
  return {
    objects: countsOf(pairs),
    clusters: [...new Set(pairs.map(({ cluster }) => cluster))].toSorted(),
    restarts: rows.flatMap(restarted),
    statements: merge(rows),
  };
}

function countsOf(pairs: readonly Pair[]): Summary['objects'] {
  const counted = pairs.filter(({ before, after }) => (after ?? before)?.chart);
  const count = (fits: (pair: Pair) => boolean): number => counted.filter(fits).length;
  return {
    added: count(({ before }) => !before),
    changed: count(({ before, after }) => before !== undefined && after !== undefined),
    removed: count(({ after }) => !after),
  };
}

function restarted({ cluster, chart, kind, name, pods }: DiffRow): Restarted[] {
  return pods === undefined ? [] : [{ cluster, chart, workload: `${kind} ${name}`, pods }];
}
