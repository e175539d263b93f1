// The shape of what the API server asks of a part of an object beyond its schema.
import { isDnsLabel } from '../../../lib/validation/limits.ts';
import type { Fault } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString } from '../../fields.ts';

export type AnyMap = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a value of one type of the API, wherever it stands. Fields are named from the value; an empty one is the value.
 *
 * @param around what the value stands in, the nearest first
 */
export type Rule = (value: AnyMap, around: readonly AnyMap[]) => readonly Fault[];

/** The maps of a list, each with its place: `ports[0]`. */
export function entries(value: AnyMap, list: string): { readonly field: string; readonly entry: AnyMap }[] {
  return asArray(value[list]).map((entry, index) => ({ field: `${list}[${index}]`, entry: asRecord(entry) }));
}

/** The texts of a list, each with its place: `verbs[0]`. */
export function texts(value: AnyMap, list: string): { readonly field: string; readonly text: string }[] {
  return asArray(value[list]).map((text, index) => ({ field: `${list}[${index}]`, text: asString(text) }));
}

/**
 * What is wrong with a value of which one field says the part that counts.
 * @param parts the parts by what that field may say; of anything else the schema tells
 * @param named that field, and what people call it
 * @param missing what to write where the part is not there
 */
export function partFaults(
  value: AnyMap,
  parts: Readonly<Record<string, string>>,
  named: readonly [field: string, word: string],
  missing: (said: string) => string,
): Fault[] {
  const [field, word] = named;
  const said = asString(value[field]);
  const wanted = parts[said];
  if (wanted === undefined) return [];
  if (value[wanted] === undefined) return [{ field: wanted, problem: 'is missing', write: missing(said) }];
  return Object.values(parts)
    .filter((part) => part !== wanted && value[part] !== undefined)
    .map((part) => ({ field: part, problem: `stands beside the ${word} ${said}`, write: `${wanted} alone` }));
}

/** Whether entries can be looked up by their names; of a name that is none the schema tells. */
export function areNamed(all: readonly { readonly entry: AnyMap }[]): boolean {
  return all.every(({ entry }) => typeof entry.name === 'string' && isDnsLabel(entry.name));
}

/** The field of a map's member; a key that holds a dot stands in brackets. */
export function memberOf(field: string, key: string): string {
  return /^[\w$-]+$/.test(key) ? `${field}.${key}` : `${field}["${key}"]`;
}

/** Of some entries those whose value another one before had. */
export function repeated<T>(all: readonly T[], valueOf: (one: T) => unknown): T[] {
  const seen = new Set<unknown>();
  return all.filter((one) => {
    const value = valueOf(one);
    if (value === undefined || value === '') return false;
    const isKnown = seen.has(value);
    seen.add(value);
    return isKnown;
  });
}
