// Which fields of an object differ. microdiff compares plain maps; no library knows by which keys Kubernetes matches lists.
import microdiff from 'microdiff';
import type { KubeObject } from '../../render/rendered.ts';
import { keyed } from './keyed.ts';
import { placeOf } from './list-schema.ts';

/** A field that differs: the highest that was added or removed, or the lowest that has another value. */
export interface FieldChange {
  /** The steps to it; of an element of a list the key in brackets: `spec`, `containers`, `[shop]`. */
  readonly path: readonly string[];
  /** Undefined where it was not there. */
  readonly before: unknown;
  /** Undefined where it is not there any more. */
  readonly after: unknown;
}

/** Both versions of an object with their lists as maps, and what differs between them. */
export interface Compared {
  readonly before: unknown;
  readonly after: unknown;
  readonly changes: readonly FieldChange[];
}

/** Compares an object with its next version, by the schema of that. */
export function compareObjects(before: KubeObject, after: KubeObject): Compared {
  return compare(keyed([before, after], placeOf(after.apiVersion, after.kind)));
}

/** Compares data that no schema describes. */
export function compareData(before: unknown, after: unknown): Compared {
  return compare(keyed([before, after]));
}

function compare([before, after]: readonly [unknown, unknown]): Compared {
  const changes = microdiff({ root: before }, { root: after }, { cyclesFix: false }).map((difference) => ({
    path: difference.path.slice(1).map(String),
    before: difference.type === 'CREATE' ? undefined : difference.oldValue,
    after: difference.type === 'REMOVE' ? undefined : difference.value,
  }));
  return { before, after, changes };
}

/** A path as people write it: `spec.containers[shop].image`. */
export function fieldName(path: readonly string[]): string {
  return path
    .map((step) => (step.startsWith('[') ? step : /[./]/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
