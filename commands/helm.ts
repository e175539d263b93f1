// helm-controller first meets a chart in the cluster; this meets it before: Helm renders each release with our values, and
// what comes out is held against the schemas, against what the release says of itself, and against its inventory.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../lib/message-of.ts';
import { addressOf } from '../render/helm-chart.ts';
import { tool } from '../tools/tool.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { fetcher } from './helm/fetch.ts';
import { differences, leftOver, passedOver, removeInventory, writeInventory } from './helm/inventories.ts';
import { inventoryOf } from './helm/inventory.ts';
import { inspect, type Problem } from './helm/inspect.ts';
import { isPatched, type Release, releasesIn } from './helm/releases.ts';
import { type Helm, rendered, template } from './helm/template.ts';
import { valuesOf } from './helm/values.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';

const args = {
  cluster: { type: 'string', description: 'Only the releases of this cluster', valueHint: 'NAME' },
  charts: {
    type: 'string',
    description: 'Folder with charts in subfolders by their names; only these are rendered, without their registries',
    valueHint: 'FOLDER',
  },
  write: { type: 'boolean', description: 'Write what the releases bring into inventory/, where synth reads it' },
} as const;

export const helm: Command<typeof args> = {
  meta: {
    name: 'npm run helm --',
    description: 'Render the Helm releases of dist/ with their values (network), and check what comes out',
  },
  args,
  run: async ({ args: { cluster, charts, write = false } }, { stdout }): Promise<ExitCode> => {
    const program = await tool('helm');
    const home = await mkdtemp(join(tmpdir(), 'fleetwright-charts-'));
    const fetched = fetcher(program, home);
    let failed = 0;
    try {
      for (const { name, kubernetes } of pick(await loadFleet(), cluster).clusters) {
        const releases = releasesIn('dist', [name]);
        for (const release of releases) {
          const folder = charts && join(charts, release.chart.name);
          if (folder && !existsSync(folder)) continue;
          const helm = async (): Promise<Helm> => ({
            program,
            kubernetes,
            folder: folder ?? (await fetched(release.chart)),
          });
          const problems = await problemsOf(release, helm, write);
          if (problems.length > 0) failed += 1;
          stdout.write(lines(release, problems));
        }
        for (const path of leftOver(name, releases)) {
          if (write) removeInventory(path);
          else failed += 1;
          stdout.write(`${write ? 'gone  ' : 'FAILED'}  ${path}  is of no release\n`);
        }
      }
    } finally {
      await rm(home, { recursive: true });
    }
    return failed > 0 ? 1 : 0;
  },
};

async function problemsOf(release: Release, how: () => Promise<Helm>, write: boolean): Promise<Problem[]> {
  try {
    const helm = await how();
    const objects = await template(release, helm);
    const problems = inspect(release, objects);
    // What Flux changes afterwards nobody sees here.
    if (isPatched(release.object)) return problems;
    const values = await valuesOf(helm.folder, (more) => rendered(release, helm, more));
    const inventory = inventoryOf(release, objects, values);
    if (write) writeInventory(release, inventory);
    return [...problems, ...passedOver(release, inventory), ...differences(release, inventory)];
  } catch (error) {
    return [{ object: 'helm', problem: messageOf(error) }];
  }
}

function lines({ at, name, chart, unseen }: Release, problems: readonly Problem[]): string {
  const what = [`${addressOf(chart)} ${chart.version}`, ...unseen].join('; ');
  const title = `${problems.length > 0 ? 'FAILED' : 'ok    '}  ${at}  ${name} (${what})\n`;
  return title + problems.map(({ object, problem }) => `        ${object}: ${problem}\n`).join('');
}

if (isStarted(import.meta)) await main(helm);
