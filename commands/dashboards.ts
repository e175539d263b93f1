// Draws the dashboards of dist/ as a page, so that whoever changes one sees panels instead of JSON.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from '../diff/trees/compared.ts';
import { refuseLinks } from '../lib/links.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';
import { dashboardLabel } from '../lib/platform.ts';
import { UsageError } from '../lib/usage-error.ts';
import { writeOver } from '../lib/write-over.ts';
import { type Command, isStarted, main } from './cli.ts';
import { ofRunning, ofTrial } from './dashboards/drawing.ts';
import { publishedIn } from './dashboards/published.ts';

const args = {
  cluster: { type: 'string', description: 'Only this cluster', valueHint: 'NAME' },
  prometheus: {
    type: 'string',
    description: 'Ask this Prometheus for the last hour. Default: one that scrapes the service in app/ for a minute',
    valueHint: 'URL',
  },
  dist,
  out: { type: 'string', description: 'The folder to write index.html to', default: 'dashboards', valueHint: 'DIR' },
} as const;

export const dashboards: Command<typeof args> = {
  meta: { name: 'npm run dashboards --', description: 'Draw the dashboards of dist/ as one page, without Grafana' },
  args,
  run: async ({ args: { cluster, dist: folder, prometheus, out } }, output) => {
    const { clusters } = pick(await loadFleet(), cluster);
    const published = publishedIn(
      folder,
      clusters.map(({ name }) => name),
    );
    if (published.length === 0)
      throw new UsageError(`${folder}/ holds no dashboard, which is a ConfigMap with the label ${dashboardLabel}`);
    const text = prometheus === undefined ? await ofTrial(published, output) : await ofRunning(published, prometheus);
    refuseLinks(out);
    mkdirSync(out, { recursive: true });
    writeOver(join(out, 'index.html'), text);
    output.stdout.write(`${out}/index.html: ${published.map(({ dashboard }) => dashboard.title).join(', ')}\n`);
  },
};

if (isStarted(import.meta)) await main(dashboards);
