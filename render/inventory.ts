// What Helm makes of a release, which Git does not show: `npm run helm -- --write` has seen it, and what rules ask of it stands here.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../lib/files.ts';
import { messageOf } from '../lib/message-of.ts';
import { asArray, asRecord, asString } from './fields.ts';
import type { Finding } from './finding.ts';
import { addressOf, chartOf, type HelmChart } from './helm-chart.ts';
import { isKubeObject } from './read-objects.ts';
import type { KubeObject, RenderedObject } from './rendered.ts';
import { closest } from '../lib/validation/closest.ts';

/** The folder of all inventories, from a fleet's root; in it `<cluster>/<release>.json`. */
export const inventoryFolder = 'inventory';

/** The keys that a map of values may have, each with those in it; `true` of one that may hold anything. */
export interface ValueKeys {
  readonly [key: string]: ValueKeys | true;
}

/** What one file holds. */
export interface Inventory {
  /** The chart and its version: of any other it says nothing. */
  readonly from: string;
  /** {@link checksumOf} what Helm was told. */
  readonly told: string;
  /** The chart's objects by `apiVersion/Kind`, of each what rules ask for. So a Secret's keys are no Secret in the clear to any gate. */
  readonly objects: Readonly<Record<string, readonly ObjectOfKind[]>>;
  /** The values that the chart has. */
  readonly values: ValueKeys;
  /** Other keys that its templates read, wherever. */
  readonly read: readonly string[];
}

/** An object without what its kind says. */
export type ObjectOfKind = Pick<KubeObject, 'metadata'> & Readonly<Record<string, unknown>>;

/** The text of an inventory; undefined where there is none. @param path from the folder */
export type ReadInventory = (path: string) => string | undefined;

/** As it lies in the working directory. */
export const inventoryOnDisk: ReadInventory = (path) => {
  const file = join(inventoryFolder, path);
  return existsSync(file) ? readText(file) : undefined;
};

/** A release, and what it brings. */
export interface Brought {
  readonly release: RenderedObject;
  readonly inventory: Inventory;
  /** Each stands where its release does. */
  readonly objects: readonly RenderedObject[];
  /** Whether Helm was told what the release says now; if not, names are the same, and numbers may be others. */
  readonly isCurrent: boolean;
}

type Find = Parameters<typeof chartOf>[1];

/** What the releases of a cluster bring, where somebody has seen it, and the files that cannot be read. */
export function broughtBy(
  releases: readonly RenderedObject[],
  find: Find,
  read: ReadInventory,
): { readonly brought: readonly Brought[]; readonly findings: readonly Finding[] } {
  const brought: Brought[] = [];
  const findings: Finding[] = [];
  for (const release of releases) {
    const path = inventoryPath(release.cluster, release.object);
    const text = read(path);
    const inventory = text === undefined ? undefined : parsed(text);
    if (typeof inventory === 'string') findings.push(unreadable(release.cluster, path, inventory));
    else if (inventory?.from === nameOf(chartOf(release.object, find)))
      brought.push({
        release,
        inventory,
        objects: objectsOf(inventory).map((object) => ({ ...release, at: placeOf(release, object), object })),
        isCurrent: inventory.told === checksumOf(release.object, find),
      });
  }
  return { brought, findings };
}

/** Where the inventory of a release is, from the folder. */
export function inventoryPath(cluster: string, release: KubeObject): string {
  return `${cluster}/${release.metadata.name}.json`;
}

/** A chart and its version, as an inventory names them. */
export function nameOf(chart: HelmChart): string {
  return `${addressOf(chart)} ${chart.version}`;
}

/** What a release tells Helm, in short: its name, its namespace and its values. What Secrets hold is not in Git. */
export function checksumOf({ spec, metadata: { namespace } }: KubeObject, find: Find): string {
  const { releaseName, targetNamespace, values, valuesFrom } = asRecord(spec);
  const referred = asArray(valuesFrom).map((reference) => {
    const { kind, name, valuesKey } = asRecord(reference);
    const configMap = kind === 'ConfigMap' ? find('/ConfigMap', namespace, asString(name)) : undefined;
    return [reference, asRecord(configMap?.data)[asString(valuesKey) || 'values.yaml']];
  });
  const told = JSON.stringify([releaseName, targetNamespace, values, referred]);
  return `sha256:${createHash('sha256').update(told).digest('hex')}`;
}

/** An inventory, or in words why the text is none. */
function parsed(text: string): Inventory | string {
  try {
    const value: unknown = JSON.parse(text);
    return isInventory(value) ? value : 'is no inventory of a release';
  } catch (error) {
    return messageOf(error);
  }
}

function isInventory(value: unknown): value is Inventory {
  const { from, told, objects, values, read } = asRecord(value);
  return (
    typeof from === 'string' &&
    typeof told === 'string' &&
    typeof values === 'object' &&
    Array.isArray(read) &&
    typeof objects === 'object' &&
    Object.values(asRecord(objects)).every(Array.isArray) &&
    objectsOf({ objects: objects as Inventory['objects'] }).every(isKubeObject)
  );
}

/** Each object of an inventory, with its kind. */
export function objectsOf({ objects }: Pick<Inventory, 'objects'>): KubeObject[] {
  return Object.entries(objects).flatMap(([named, ofKind]) => {
    const end = named.lastIndexOf('/');
    return ofKind.map((each) => ({ apiVersion: named.slice(0, end), kind: named.slice(end + 1), ...each }));
  });
}

function unreadable(cluster: string, path: string, problem: string): Finding {
  return {
    code: 'invalid-setting',
    at: cluster,
    field: `${inventoryFolder}/${path}`,
    problem,
    write: 'npm run helm -- --write, which makes it anew; or delete it',
  };
}

/** Where something is said to be that is made of an object. */
export function placeOf(release: Pick<RenderedObject, 'at'>, { kind, metadata: { name } }: KubeObject): string {
  return `${release.at} (its ${kind} ${name})`;
}

/** Values that the chart does not have, each by its path, and what to write instead. */
export function unknownValues(
  values: Readonly<Record<string, unknown>>,
  { values: keys, read }: Pick<Inventory, 'values' | 'read'>,
): { readonly path: string; readonly write: string }[] {
  const readKeys = new Set(read);
  const within = (
    map: Readonly<Record<string, unknown>>,
    known: ValueKeys,
    above: string,
  ): ReturnType<typeof unknownValues> =>
    Object.entries(map).flatMap(([key, value]) => {
      const path = above + key;
      const inner = Object.hasOwn(known, key) ? known[key] : undefined;
      if (inner !== undefined && inner !== true) return within(asRecord(value), inner, `${path}.`);
      if (inner === true || readKeys.has(key)) return [];
      const meant = closest(key, Object.keys(known));
      return [{ path, write: meant === undefined ? 'a value of the chart, or nothing' : above + meant }];
    });
  return within(values, keys, '');
}
