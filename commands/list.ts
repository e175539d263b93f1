// Says what runs where: clusters, charts, services, images, and the values that a fork must still replace.
import { existsSync } from 'node:fs';
import { fleetFile } from '../lib/platform.ts';
import { type Command, isStarted, main } from './cli.ts';
import { asMermaid } from './list/graph.ts';
import { readInventory } from './list/inventory.ts';
import { asTable } from './list/table.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';

/** Who must agree to a change. */
const codeOwners = '.github/CODEOWNERS';

const args = {
  cluster: { type: 'string', description: 'Only this cluster', valueHint: 'NAME' },
  json: { type: 'boolean', description: 'Print JSON' },
  graph: { type: 'boolean', description: 'Print the order of the charts as a Mermaid flowchart' },
} as const;

export const list: Command<typeof args> = {
  meta: { name: 'npm run list --', description: 'Say what runs where, as dist/ has it' },
  args,
  run: async ({ args: { cluster, json, graph } }, { stdout }) => {
    const fleet = await loadFleet();
    const names = new Set(pick(fleet, cluster).clusters.map(({ name }) => name));
    const { settings, releases, keys } = fleet.folders;
    const own = [fleetFile, settings, releases, keys, ...[codeOwners].filter((file) => existsSync(file))];
    const all = readInventory('dist', own);
    const inventory = { ...all, clusters: all.clusters.filter(({ name }) => names.has(name)) };
    const text = json ? JSON.stringify(inventory, null, 2) : graph ? asMermaid(inventory) : asTable(inventory);
    stdout.write(`${text}\n`);
  },
};

if (isStarted(import.meta)) await main(list);
