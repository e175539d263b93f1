// One difference between two objects: what the API server refuses, and what it takes.
import type { KubeObject } from '../../../render/rendered.ts';

/** A field of an object: what the API server refuses there, and what it takes. Undefined where the field is left out. */
export type Mistake = readonly [what: string, object: KubeObject, field: string, wrong: unknown, right: unknown];

/** The object with another value in a field, written `spec.ports[0].name`; a key with dots stands in brackets. */
export function changed(object: KubeObject, field: string, value: unknown): KubeObject {
  const copy = structuredClone(object);
  const steps = [...field.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, ...found]) => found.find(Boolean) ?? '',
  );
  const last = steps.pop() ?? '';
  let inner = copy as Record<string, unknown>;
  for (const step of steps) inner = (inner[step] ??= {}) as Record<string, unknown>;
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return copy;
}
