// One sentence about one object of one cluster: what everything is turned into before it is put together.
import { fluxNamespace } from '../lib/platform.ts';
import type { KubeObject } from '../render/rendered.ts';
import type { TreeObject } from './objects.ts';
import type { FieldSentence } from './words/sentences.ts';

export interface DiffRow extends FieldSentence {
  readonly cluster: string;
  readonly chart: string;
  /** Empty where the row is about the chart as a whole. */
  readonly kind: string;
  /** With its namespace where that is neither the chart's own nor Flux'. */
  readonly name: string;
  /** Of a row that says that pods restart: how many. */
  readonly pods?: string;
}

/** Flux' Kustomization is in no chart's folder, and about the chart of its name. */
function chartOf({ chart, object }: TreeObject): string {
  return chart === '' ? object.metadata.name : chart;
}

/** A row about an object. */
export function objectRow(
  placed: TreeObject,
  sentence: Omit<FieldSentence, 'field'> & { field?: string; pods?: string },
): DiffRow {
  const chart = chartOf(placed);
  const { kind } = placed.object;
  return { cluster: placed.cluster, chart, kind, name: nameIn(chart, placed.object), field: '', ...sentence };
}

/** A row about a whole chart. */
export function chartRow(cluster: string, chart: string, sentence: Omit<FieldSentence, 'field'>): DiffRow {
  return { cluster, chart, kind: '', name: '', field: '', ...sentence };
}

function nameIn(chart: string, { metadata: { name, namespace } }: KubeObject): string {
  return namespace === undefined || namespace === chart || namespace === fluxNamespace ? name : `${namespace}/${name}`;
}
