// Says what runs where: clusters, charts, services, images, and the values that a fork must still replace.
import { existsSync } from 'node:fs';
import { today } from '../lib/day.ts';
import type { Fleet } from '../lib/fleet.ts';
import { UsageError } from '../lib/usage-error.ts';
import { fleetFile } from '../lib/platform.ts';
import { type Command, isStarted, main } from './cli.ts';
import { asMermaid } from './list/graph.ts';
import { type Inventory, readInventory } from './list/inventory.ts';
import { asTable } from './list/table.ts';
import { judged, stale } from './list/versions/judged.ts';
import { running } from './list/versions/running.ts';
import { products } from './list/versions/support.ts';
import { versionsTable } from './list/versions/table.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';

/** Who must agree to a change, and where the sample service's image goes; not every fleet has them. */
const onGitHub = ['.github/CODEOWNERS', '.github/workflows/image.yaml'];

const args = {
  cluster: { type: 'string', description: 'Only this cluster', valueHint: 'NAME' },
  json: { type: 'boolean', description: 'Print JSON' },
  graph: { type: 'boolean', description: 'Print the order of the charts as a Mermaid flowchart' },
  versions: { type: 'boolean', description: 'Say instead which versions are out of date or out of support' },
} as const;

export const list: Command<typeof args> = {
  meta: { name: 'npm run list --', description: 'Say what runs where, as dist/ has it' },
  args,
  run: async ({ args: { cluster, json, graph, versions } }, { stdout }) => {
    if (graph && (versions || json))
      throw new UsageError('--graph draws, and prints neither versions nor JSON; leave out the other options');
    const fleet = await loadFleet();
    const { clusters } = pick(fleet, cluster);
    const names = new Set(clusters.map(({ name }) => name));
    const { settings, releases, keys } = fleet.folders;
    const own = [fleetFile, settings, releases, keys, ...onGitHub.filter((file) => existsSync(file))];
    const all = readInventory('dist', own);
    const inventory = { ...all, clusters: all.clusters.filter(({ name }) => names.has(name)) };
    const text = versions ? versionsText(clusters, inventory, json) : inventoryText(inventory, json, graph);
    stdout.write(`${text}\n`);
  },
};

function inventoryText(inventory: Inventory, json: boolean | undefined, graph: boolean | undefined): string {
  if (json) return JSON.stringify(inventory, null, 2);
  return graph ? asMermaid(inventory) : asTable(inventory);
}

function versionsText(clusters: Fleet['clusters'], inventory: Inventory, json: boolean | undefined): string {
  const day = today();
  const all = judged(running(clusters, inventory.clusters), products, day);
  const old = stale(products, day);
  return json ? JSON.stringify({ versions: all, stale: old }, null, 2) : versionsTable(all, old);
}

if (isStarted(import.meta)) await main(list);
