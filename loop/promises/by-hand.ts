// What somebody does to an object with `kubectl edit`: one field that Git holds gets another value.
import { at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { Objects } from '../objects.ts';
import { StatusError } from '../rest.ts';

type Step = string | number;

/** As kubectl calls itself: Flux takes away what managers of such a name own, and leaves what others own. */
export const hand = 'kubectl-edit';

/**
 * Changes the innermost field that the API server lets anybody change; where all values are fixed, takes one away.
 *
 * @param object as it stands in Git
 * @returns the object as it is now
 * @throws Error where it refuses each attempt, or reads each as what is there (a quantity of `00` is 0)
 */
export async function changeByHand(objects: Objects, object: KubeObject): Promise<KubeObject> {
  const { apiVersion, kind, metadata, sops: _sops, ...content } = object as KubeObject & { readonly sops?: unknown };
  const { labels, annotations } = metadata;
  const changeable = { ...content, metadata: { ...(labels && { labels }), ...(annotations && { annotations }) } };
  const places = leaves(changeable).toSorted((one, other) => other.length - one.length);
  const attempts = [
    ...places.map((place) => edited(changeable, place, other)),
    ...places.map((place) => edited(changeable, place, nothing)),
  ];
  const before = await objects.get(object);
  for (const attempt of attempts) {
    try {
      const after = await objects.merge({ apiVersion, kind, metadata }, attempt, { manager: hand });
      if (version(after) !== version(before)) return after;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
    }
  }
  throw new Error(`${kind} ${metadata.name}: nothing can be changed by hand`);
}

/** Only a write that changes something gives an object a new one. */
function version(object: KubeObject | undefined): unknown {
  return at(object, 'metadata.resourceVersion');
}

function leaves(value: unknown, place: readonly Step[] = []): (readonly Step[])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...place, index]));
  if (typeof value !== 'object' || value === null) return [place];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...place, key]));
}

function edited(value: unknown, [step, ...rest]: readonly Step[], change: (leaf: unknown) => unknown): object {
  const inner = (container: unknown, key: Step): unknown => {
    const child = (container as Record<Step, unknown>)[key];
    return rest.length > 0 ? edited(child, rest, change) : change(child);
  };
  if (!Array.isArray(value)) return { ...(value as object), [String(step)]: inner(value, String(step)) };
  return value
    .map((item: unknown, index) => (index === step ? inner(value, index) : item))
    .filter((item) => item !== null);
}

function other(leaf: unknown): unknown {
  if (typeof leaf === 'number') return leaf + 1;
  return typeof leaf === 'boolean' ? !leaf : `${String(leaf)}0`;
}

/** A merge patch takes away what it sets to null. */
function nothing(): null {
  return null;
}
