// Which values a chart has: those with a default, those that its templates read, and the maps that they pass on as they are.
import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { asArray, asRecord, asString } from '../../render/fields.ts';
import type { Inventory, ValueKeys } from '../../render/inventory.ts';

type Known = Pick<Inventory, 'values' | 'read'>;

/** What Helm itself looks at, in every chart. Source: Helm, "Subcharts and Global Values", "Dependencies", Tags and Conditions. */
const ofHelm: ValueKeys = { global: true, tags: true };

/** What Helm makes of a release with these values over its own. @throws Error where it makes nothing of it */
type Render = (values: object) => Promise<string>;

/** The values of a chart and of the charts in it. */
export async function valuesOf(folder: string, render: Render): Promise<Known> {
  const { values, read } = await written(folder);
  const open = new Set((await openMaps(mapsIn(values), render)).map((path) => path.join('\n')));
  const known = new Set(keysIn(values));
  return { values: opened(values, open), read: [...new Set(read)].filter((key) => !known.has(key)).toSorted() };
}

async function written(folder: string): Promise<Known> {
  const { dependencies } = asRecord(await yaml(join(folder, 'Chart.yaml')));
  const charts = asArray(dependencies).map(asRecord);
  const parts = await Promise.all(
    charts.map(async ({ name, alias }) => {
      const inside = join(folder, 'charts', asString(name));
      const part = existsSync(inside) ? await written(inside) : { values: true as const, read: [] };
      return { key: asString(alias) || asString(name), ...part };
    }),
  );
  const texts = await templatesIn(folder);
  const own = merged(keysOf(await yaml(join(folder, 'values.yaml'))), ofHelm);
  const paths = [...texts.flatMap(pathsRead), ...charts.flatMap(({ condition }) => conditions(condition))];
  const inner = Object.fromEntries(parts.map(({ key, values }) => [key, values]));
  return {
    values: paths.reduce(withPath, asKeys(merged(own, inner))),
    read: [...texts.flatMap(keysRead), ...parts.flatMap(({ read }) => read)],
  };
}

async function yaml(file: string): Promise<unknown> {
  return existsSync(file) ? parse(await readFile(file, 'utf8'), { uniqueKeys: false, logLevel: 'error' }) : undefined;
}

async function templatesIn(folder: string): Promise<string[]> {
  const place = join(folder, 'templates');
  if (!existsSync(place)) return [];
  const files = (await readdir(place, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
}

/** A map without keys, like all that is no map, may hold anything. */
function keysOf(value: unknown): ValueKeys | true {
  const entries = Object.entries(asRecord(value));
  return entries.length === 0 || Array.isArray(value)
    ? true
    : Object.fromEntries(entries.map(([key, inner]) => [key, keysOf(inner)]));
}

/** A chart's own values lie over those of the charts in it, map by map. */
function merged(one: ValueKeys | true, other: ValueKeys | true): ValueKeys | true {
  if (one === true || other === true) return one === true ? other : one;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(keys.map((key) => [key, merged(one[key] ?? true, other[key] ?? true)]));
}

function asKeys(keys: ValueKeys | true): ValueKeys {
  return keys === true ? {} : keys;
}

/** The paths that a template reads whole: `.Values.a.b`. */
function pathsRead(text: string): string[][] {
  return [...text.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, path = '']) => path.slice(1).split('.'));
}

/** All keys that a template reads, from whichever map: `.a`, `index $map "a"`. */
function keysRead(text: string): string[] {
  const actions = [...text.matchAll(/\{\{(.*?)\}\}/gs)].map(([, action = '']) => action);
  return actions.flatMap((action) => [
    ...[...action.matchAll(/\.([A-Za-z]\w*)/g)].map(([, key = '']) => key),
    ...[...action.matchAll(/\b(?:dig|get|hasKey|index|pluck)\b(.*)/gs)].flatMap(([, list = '']) =>
      [...list.matchAll(/"([\w.-]+)"/g)].map(([, key = '']) => key),
    ),
  ]);
}

function conditions(condition: unknown): string[][] {
  return asString(condition)
    .split(',')
    .filter(Boolean)
    .map((path) => path.trim().split('.'));
}

function withPath(keys: ValueKeys, [key = '', ...rest]: readonly string[]): ValueKeys {
  const inner = keys[key];
  if (inner === true) return keys;
  return { ...keys, [key]: inner === undefined ? true : rest.length === 0 ? inner : withPath(inner, rest) };
}

function keysIn(keys: ValueKeys): string[] {
  return Object.entries(keys).flatMap(([key, inner]) => [key, ...(inner === true ? [] : keysIn(inner))]);
}

type Path = readonly string[];

function mapsIn(keys: ValueKeys, above: Path = []): Path[] {
  return Object.entries(keys).flatMap(([key, inner]) => {
    const path = [...above, key];
    return inner === true ? [] : [path, ...mapsIn(inner, path)];
  });
}

function opened(keys: ValueKeys, open: ReadonlySet<string>, above: Path = []): ValueKeys {
  return Object.fromEntries(
    Object.entries(keys).map(([key, inner]) => {
      const path = [...above, key];
      return [key, inner === true || open.has(path.join('\n')) ? true : opened(inner, open, path)];
    }),
  );
}

const mark = 'fleetwright';

/** The maps of which a key that no chart knows comes out, or that no template can read with it: each is passed on, key by key. */
async function openMaps(maps: readonly Path[], render: Render): Promise<readonly Path[]> {
  if (maps.length === 0) return [];
  try {
    const text = await render(marked(maps));
    const found = new Set(
      [text, ...encodedIn(text)].flatMap((each) => each.match(new RegExp(`${mark}\\d+`, 'g')) ?? []),
    );
    return maps.filter((_path, index) => found.has(mark + index));
  } catch {
    if (maps.length === 1) return maps;
    const half = Math.ceil(maps.length / 2);
    return [...(await openMaps(maps.slice(0, half), render)), ...(await openMaps(maps.slice(half), render))];
  }
}

/** What stands in base64, as in a Secret. */
function encodedIn(text: string): string[] {
  return (text.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? []).map((part) => Buffer.from(part, 'base64').toString('latin1'));
}

/** Values with a key of its own in each map. */
function marked(maps: readonly Path[]): object {
  const values = {};
  for (const [index, path] of maps.entries()) {
    const map = path.reduce<Record<string, unknown>>((inner, key) => {
      inner[key] ??= {};
      return asRecord(inner[key]);
    }, values);
    map[mark + index] = mark + index;
  }
  return values;
}
