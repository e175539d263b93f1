// Lists as maps, on both sides alike, so that an element is compared with itself wherever it stands.
import { isMap } from '../../lib/is-map.ts';
import { asRecord } from '../../render/fields.ts';
import { append } from '../../render/multimap.ts';
import { element, isDictionary, listKeys, member, type Place } from './list-schema.ts';

/** The same value before and after. */
type Pair = readonly [before: unknown, after: unknown];

/** Where no schema names a key: the first of these that every element has, and no two the same. */
const usual = ['alert', 'record', 'name', 'topologyKey', 'kind', 'type', 'recipient', 'id', 'key'];

/** Lists of words in which the order counts: their elements are one text together. */
const sequences = new Set(['command', 'args']);

/**
 * Turns every list into a map by the keys of its elements, each key in brackets: `containers['[shop]']`. A port with
 * a name goes by its name. Elements without any key are matched if they are equal, and the rest one by one. A list of
 * plain values is a set, but for commands, which are one text. A list or dictionary that is missing on one side is an
 * empty one, as it is for the API server.
 */
export function keyed([before, after]: Pair, place?: Place, name = ''): Pair {
  const lists = [before, after].map((list) => (list === undefined ? [] : list));
  if (lists.every(Array.isArray) && before !== after) {
    const isPlain = lists.flat().every((item) => typeof item !== 'object');
    return isPlain ? plain(lists, name) : elements(lists, place);
  }
  if (!isMap(before) && !isMap(after)) return [before, after];
  const [old, now] = [asRecord(before), asRecord(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const pairs = names.map((key) => [key, keyed([old[key], now[key]], member(place, key), key)] as const);
  const whole = (value: unknown): boolean => isMap(value) || (value === undefined && isDictionary(place));
  return [whole(before) ? side(pairs, 0) : before, whole(after) ? side(pairs, 1) : after];
}

function plain(lists: readonly unknown[][], name: string): Pair {
  const asMap = (list: readonly unknown[]): unknown =>
    sequences.has(name) ? list.join(' ') : withRaw(new Map(list.map((value) => [`[${value}]`, value])), list);
  return pairOf(lists.map(asMap));
}

function elements(lists: readonly unknown[][], place: Place | undefined): Pair {
  const keyOf = keyFunction(lists, listKeys(place));
  const maps = keyOf ? lists.map((list) => new Map(list.map((item) => [`[${keyOf(item)}]`, item]))) : matched(lists);
  const keys = new Set(maps.flatMap((map) => [...map.keys()]));
  const pairs = [...keys].map((key) => [key, keyed([maps[0]?.get(key), maps[1]?.get(key)], element(place))] as const);
  return pairOf(lists.map((list, index) => withRaw(new Map(Object.entries(side(pairs, index))), list)));
}

/** What tells elements apart; undefined where nothing does. */
function keyFunction(
  lists: readonly (readonly unknown[])[],
  keys: readonly string[],
): ((item: unknown) => string) | undefined {
  const byKeys = (item: unknown): string =>
    keys
      .map((key) => word(item, key))
      .filter((value) => value !== '')
      .join('/');
  const byName = (item: unknown): string => word(item, 'name') || byKeys(item);
  const candidates = [
    ...(keys.some((key) => /port$/i.test(key)) ? [byName] : []),
    ...(keys.length > 0 ? [byKeys] : usual.map((key) => (item: unknown) => word(item, key))),
  ];
  return candidates.find((keyOf) =>
    lists.every((list) => {
      const found = list.map(keyOf);
      return !found.includes('') && new Set(found).size === found.length;
    }),
  );
}

/** A member that can serve as a key; empty for a map, a list, and what is not there. */
function word(item: unknown, key: string): string {
  const record = asRecord(item);
  const value = Object.hasOwn(record, key) ? record[key] : undefined;
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

/** Equal elements get the same key; of the others the first on one side goes with the first on the other. */
function matched(lists: readonly (readonly unknown[])[]): Map<string, unknown>[] {
  const texts = lists.map((list) => new Set(list.map((item) => JSON.stringify(item))));
  return lists.map((list, index) => {
    const others = texts[1 - index];
    const seen = new Map<string, unknown[]>();
    let position = 0;
    return new Map(
      list.map((item) => {
        const text = JSON.stringify(item);
        append(seen, text, item);
        return [others?.has(text) ? `[${text}${seen.get(text)?.length}]` : `[${position++}]`, item];
      }),
    );
  });
}

function side(pairs: readonly (readonly [string, Pair])[], index: number): Record<string, unknown> {
  return mapOf(pairs.map(([key, pair]) => [key, pair[index]] as const).filter(([, value]) => value !== undefined));
}

/** Without a prototype: a key may be called `constructor`. */
function mapOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  return Object.assign(Object.create(null) as Record<string, unknown>, Object.fromEntries(entries));
}

function pairOf([before, after]: readonly unknown[]): Pair {
  return [before, after];
}

/** What is printed of a list is the list, not the map that it was made for comparing. */
function withRaw(entries: ReadonlyMap<string, unknown>, list: readonly unknown[]): Record<string, unknown> {
  return Object.defineProperty(mapOf(entries), 'toJSON', { value: () => list });
}
