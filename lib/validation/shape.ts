// What an object may hold, as data: a closed list of fields, each with the values that it may have.
import { isMap } from '../is-map.ts';

/** What a field may hold: anything; one of some values; what meets a condition; nothing but these fields; a list of such. */
export type Shape = typeof anything | Values | Condition | Fields | ListOf;

/** The field is open: what stands in it is its author's business. */
export const anything = 'anything';

/** One of some values. */
export interface Values {
  /** Compared as they are: strings, numbers, booleans. */
  readonly values: readonly unknown[];
}

/** What meets a condition. */
export interface Condition {
  /** Whether a value meets it. */
  readonly holds: (value: unknown) => boolean;
  /** The condition in words. */
  readonly allowed: string;
}

/** No field but these. A name that ends in `*` stands for every name that begins so. */
export interface Fields {
  /** The shape of each field, by its name. */
  readonly fields: Readonly<Record<string, Shape>>;
  /** Names of those that must be there: what is left out would be taken from somewhere else. */
  readonly required: readonly string[];
}

/** A list whose elements have one shape. */
export interface ListOf {
  /** The shape of each element. */
  readonly each: Shape;
  /** Whether there must be an element. */
  readonly filled: boolean;
}

/** A part of an object that its shape does not have. */
export interface Misfit {
  /** Dotted, without positions in lists: `spec.rules.backendRefs.namespace`. */
  readonly field: string;
  /** The same with positions: `spec.rules[0].backendRefs[1].namespace`. */
  readonly place: string;
  /** What is wrong, without the value: it may be a secret. */
  readonly problem: string;
  /** What may stand there. */
  readonly allowed: string;
  /** Where a field is not on its list: the list. @default it is on it */
  readonly known?: readonly string[];
}

export function oneOf(...values: readonly unknown[]): Values {
  return { values };
}

/** @param allowed says in words what is let through */
export function such(holds: (value: unknown) => boolean, allowed: string): Condition {
  return { holds, allowed };
}

/** @param required names of fields that must be there. @default none */
export function only(fields: Readonly<Record<string, Shape>>, ...required: readonly string[]): Fields {
  return { fields, required };
}

export function listOf(each: Shape): ListOf {
  return { each, filled: false };
}

/** A list that has an element at least. */
export function filledListOf(each: Shape): ListOf {
  return { each, filled: true };
}

/** Fields of these names, each of which may hold anything. */
export function open(...names: readonly string[]): Readonly<Record<string, Shape>> {
  return Object.fromEntries(names.map((name) => [name, anything]));
}

/** Where a value does not have a shape. Pure. @param field where it stands */
export function misfits(value: unknown, shape: Shape, field = ''): Misfit[] {
  return misfitsAt({ field, place: field }, value, shape);
}

/** Where a value stands, without positions in lists and with them. */
type Spot = Pick<Misfit, 'field' | 'place'>;

function misfitsAt(spot: Spot, value: unknown, shape: Shape): Misfit[] {
  if (shape === anything) return [];
  if ('values' in shape)
    return shape.values.includes(value)
      ? []
      : [misfit(spot, 'holds another value', shape.values.map((each) => JSON.stringify(each)).join(' or '))];
  if ('holds' in shape) return shape.holds(value) ? [] : [misfit(spot, 'holds another value', shape.allowed)];
  if ('each' in shape) return listMisfits(spot, value, shape);
  return isMap(value) ? fieldMisfits(spot, value, shape) : [misfit(spot, 'is no map', 'a map')];
}

function listMisfits({ field, place }: Spot, value: unknown, { each, filled }: ListOf): Misfit[] {
  if (!Array.isArray(value)) return [misfit({ field, place }, 'is no list', 'a list')];
  if (filled && value.length === 0) return [misfit({ field, place }, 'is empty', 'an element at least')];
  return value.flatMap((element, index) => misfitsAt({ field, place: `${place}[${index}]` }, element, each));
}

function fieldMisfits(spot: Spot, value: Readonly<Record<string, unknown>>, { fields, required }: Fields): Misfit[] {
  const inside = (name: string): Spot => ({ field: dotted(spot.field, name), place: dotted(spot.place, name) });
  return [
    ...required
      .filter((name) => value[name] === undefined)
      .map((name) => misfit(inside(name), 'is missing', 'a value')),
    ...Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .flatMap(([name, inner]) => {
        const shape = shapeOf(name, fields);
        return shape === undefined
          ? [{ ...misfit(inside(name), 'is not on the list', 'the object without it'), known: Object.keys(fields) }]
          : misfitsAt(inside(name), inner, shape);
      }),
  ];
}

function dotted(outer: string, name: string): string {
  return outer === '' ? name : `${outer}.${name}`;
}

function shapeOf(name: string, fields: Readonly<Record<string, Shape>>): Shape | undefined {
  if (Object.hasOwn(fields, name)) return fields[name];
  const prefix = Object.keys(fields).find((each) => each.endsWith('*') && name.startsWith(each.slice(0, -1)));
  return prefix === undefined ? undefined : fields[prefix];
}

function misfit(spot: Spot, problem: string, allowed: string): Misfit {
  return { ...spot, problem, allowed };
}
