// helm-controller first meets a chart in the cluster; this meets it before: Helm renders each release with our values.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tool } from '../tools/tool.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { fetcher } from './helm/fetch.ts';
import { leftOver, removeInventory } from './helm/inventories.ts';
import { linesOf, problemsOf } from './helm/judged.ts';
import { releasesIn } from './helm/releases.ts';
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
          const helm = async () => ({ program, kubernetes, folder: folder ?? (await fetched(release.chart)) });
          const problems = await problemsOf(release, helm, write);
          if (problems.length > 0) failed += 1;
          stdout.write(linesOf(release, problems));
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

if (isStarted(import.meta)) await main(helm);
