// Draws the dashboards of dist/ as a page, so that whoever changes one sees panels instead of JSON.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from '../diff/trees/compared.ts';
import { refuseLinks } from '../lib/links.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';
import { dashboardLabel } from '../lib/platform.ts';
import { UsageError } from '../lib/usage-error.ts';
import { writeOver } from '../lib/write-over.ts';
import { loadTrialService } from '../loop/trial/service.ts';
import { runTrial, trialPrograms } from '../loop/trial/trial.ts';
import { toolPaths } from '../tools/tool.ts';
import { type Command, isStarted, main, type Output } from './cli.ts';
import { drawn } from './dashboards/drawn.ts';
import { page, type Shown } from './dashboards/page.ts';
import type { Asked } from './dashboards/prometheus.ts';
import { type Published, publishedIn } from './dashboards/published.ts';

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

/** Of each process in the trial, one a second. */
const scrapes = 60;

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

async function ofTrial(published: readonly Published[], { stderr }: Output): Promise<string> {
  const service = await loadTrialService();
  const programs = await toolPaths(trialPrograms);
  stderr.write(`running ${service.name} for about ${scrapes} s ...\n`);
  const trial = await runTrial(programs, service, scrapes);
  try {
    const source = `Data of a trial: ${service.replicas} processes of ${service.name} on one machine, under a little load, scraped by Prometheus for ${scrapes} s. Each second is shown as ${trial.scrapeSeconds} s, so rates are smaller by that factor. Of the cluster around it there are no metrics.`;
    return page(await shown(published, { ...trial, step: trial.scrapeSeconds }), source);
  } finally {
    await trial.close();
  }
}

async function ofRunning(published: readonly Published[], prometheus: string): Promise<string> {
  if (!URL.canParse(prometheus)) throw new UsageError(`"${prometheus}" is not a URL; write: http://127.0.0.1:9090`);
  const to = Math.floor(Date.now() / 60_000) * 60;
  const asked = { url: prometheus.replace(/\/$/, ''), from: to - 3600, to, step: 30, scrapeSeconds: 30 };
  return page(await shown(published, asked), 'Data of a running Prometheus, the last hour.');
}

function shown(published: readonly Published[], asked: Asked): Promise<Shown[]> {
  return Promise.all(published.map(async ({ dashboard, ...from }) => ({ ...(await drawn(dashboard, asked)), from })));
}

if (isStarted(import.meta)) await main(dashboards);
