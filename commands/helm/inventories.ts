// inventory/ as it lies there: what differs from what Helm makes now, and the files of releases that have gone.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { entriesIn } from '../../lib/files.ts';
import { refuseLinks } from '../../lib/links.ts';
import { unexcused } from '../../lib/reasons.ts';
import { vouchedDoor } from '../../lib/vouch-for.ts';
import { writeOver } from '../../lib/write-over.ts';
import { asRecord } from '../../render/fields.ts';
import { type Inventory, inventoryFolder, inventoryOnDisk, unknownValues } from '../../render/inventory.ts';
import type { Problem } from './inspect.ts';
import { textOf } from './inventory.ts';
import type { Release } from './releases.ts';

/** Puts the inventory of a release in its place. @throws Error where a folder on the way is a link */
export function writeInventory({ inventory: path }: Pick<Release, 'inventory'>, inventory: Inventory): void {
  const file = join(inventoryFolder, path);
  refuseLinks(dirname(file));
  mkdirSync(dirname(file), { recursive: true });
  writeOver(file, textOf(inventory));
}

/** Whether the inventory that lies there is another; nothing where there is none, as that is nobody's duty. */
export function differences({ inventory: path }: Pick<Release, 'inventory'>, inventory: Inventory): Problem[] {
  const [before, now] = [inventoryOnDisk(path)?.split('\n'), textOf(inventory).split('\n')];
  if (before === undefined) return [];
  const other = [...before.filter((line) => !now.includes(line)), ...now.filter((line) => !before.includes(line))];
  const [first] = other;
  return first === undefined
    ? []
    : [
        {
          object: `${inventoryFolder}/${path}`,
          problem: `differs in ${other.length} lines, as in ${first.slice(0, 120)}; write it anew with --write`,
        },
      ];
}

/** Values, in the release and in ConfigMaps, that the chart does not have. */
export function passedOver({ object, values }: Pick<Release, 'object' | 'values'>, inventory: Inventory): Problem[] {
  const found = values.files
    .flatMap((file) => unknownValues(asRecord(parse(file)), inventory))
    .map(({ path, write }) => ({
      field: `spec.values.${path}`,
      problem: `the chart has no such value, and Helm passes over it: ${write}`,
    }));
  return unexcused(vouchedDoor, object, found)
    .filter((each) => found.includes(each))
    .map(({ field, problem }) => ({ object: field, problem }));
}

/** The inventories of a cluster that are of none of its releases, by their paths. */
export function leftOver(cluster: string, releases: readonly Pick<Release, 'inventory'>[]): string[] {
  const folder = join(inventoryFolder, cluster);
  const known = new Set(releases.map(({ inventory }) => inventory));
  if (!existsSync(folder)) return [];
  return entriesIn(folder)
    .map(({ name }) => `${cluster}/${name}`)
    .filter((path) => !known.has(path))
    .map((path) => join(inventoryFolder, path));
}

/** @throws Error where a folder on the way is a link */
export function removeInventory(file: string): void {
  refuseLinks(dirname(file));
  rmSync(file, { recursive: true });
}
