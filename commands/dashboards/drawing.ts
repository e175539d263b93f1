// Where the data of the page comes from: a trial of the service, or a Prometheus that runs.
import { loadTrialService } from '../../loop/trial/service.ts';
import { runTrial, trialPrograms } from '../../loop/trial/trial.ts';
import { toolPaths } from '../../tools/tool.ts';
import { UsageError } from '../../lib/usage-error.ts';
import type { Output } from '../cli.ts';
import { drawn } from './drawn.ts';
import { page, type Shown } from './page.ts';
import type { Asked } from './prometheus.ts';
import type { Published } from './published.ts';

/** Of each process in the trial, one a second. */
const scrapes = 60;

/** The page with data of the service in app/, which runs for that. */
export async function ofTrial(published: readonly Published[], { stderr }: Output): Promise<string> {
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

/** The page with data of the last hour. @throws UsageError for what is no URL */
export async function ofRunning(published: readonly Published[], prometheus: string): Promise<string> {
  if (!URL.canParse(prometheus)) throw new UsageError(`"${prometheus}" is not a URL; write: http://127.0.0.1:9090`);
  const to = Math.floor(Date.now() / 60_000) * 60;
  const asked = { url: prometheus.replace(/\/$/, ''), from: to - 3600, to, step: 30, scrapeSeconds: 30 };
  return page(await shown(published, asked), 'Data of a running Prometheus, the last hour.');
}

function shown(published: readonly Published[], asked: Asked): Promise<Shown[]> {
  return Promise.all(published.map(async ({ dashboard, ...from }) => ({ ...(await drawn(dashboard, asked)), from })));
}
