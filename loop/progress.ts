// How far each chart is, as Flux' Kustomizations say it.
import { asString, at } from '../render/fields.ts';
import type { KubeObject } from '../render/rendered.ts';
import { readyCondition } from './conditions.ts';

/** A chart as Flux sees it. */
export interface ChartProgress {
  readonly name: string;
  readonly ready: boolean;
  /** What Flux says: of success, of what it waits for, or of what is wrong. */
  readonly message: string;
  /** The revision that was applied last, `main@sha1:...`; empty before the first time. */
  readonly applied: string;
}

export function progressOf(kustomization: KubeObject): ChartProgress {
  const condition = readyCondition(kustomization);
  const generation = (kustomization.metadata as { generation?: unknown }).generation;
  return {
    name: kustomization.metadata.name,
    ready: condition.status === 'True' && condition.observedGeneration === generation,
    message: asString(condition.message),
    applied: asString(at(kustomization, 'status.lastAppliedRevision')),
  };
}
