// The real service under a little load, scraped by the real Prometheus: what panels and alerts ask for is there, or it is not.
import { mkdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { messageOf } from '../../lib/message-of.ts';
import { loopback, Ports } from '../ports.ts';
import { Sandbox } from '../sandbox.ts';
import { until } from '../until.ts';
import { beginning, stretchedHistory } from './history.ts';
import { startPrometheus, type Target } from './prometheus.ts';
import type { TrialAt, TrialService } from './service.ts';

/** Names of the programs in `tools/`. */
export const trialPrograms = ['prometheus', 'promtool'] as const;

export type TrialPrograms = Readonly<Record<(typeof trialPrograms)[number], string>>;

/** A Prometheus that holds the history of a service. */
export interface Trial {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** When its history begins and ends, in seconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Seconds between two scrapes in it. */
  readonly scrapeSeconds: number;
  /** Ends it, and leaves nothing. */
  readonly close: () => Promise<void>;
}

/** Between two scrapes of its history, as in the clusters; in the trial it is one. */
const scrapeSeconds = 30;

/**
 * Runs the service for a while, and starts Prometheus on what came of it.
 *
 * @param scrapes how many there are of each process: one a second, which is half a minute of the history
 */
export async function runTrial(programs: TrialPrograms, service: TrialService, scrapes: number): Promise<Trial> {
  const sandbox = new Sandbox(await Ports.claim());
  try {
    const data = sandbox.path('scraped');
    await scrape(sandbox, programs.prometheus, service, { data, scrapes });
    const history = await stretchedHistory(sandbox, programs.promtool, data, scrapeSeconds);
    const { url } = await startPrometheus(sandbox, programs.prometheus, { data: history });
    const to = beginning + (scrapes - 1) * scrapeSeconds;
    return { url, from: beginning, to, scrapeSeconds, close: async () => sandbox.close() };
  } catch (error) {
    const logs = sandbox.keepLogs();
    await sandbox.close();
    throw new Error(`the trial of ${service.name} failed (${messageOf(error)}); logs are in ${logs}`, { cause: error });
  }
}

async function scrape(
  sandbox: Sandbox,
  program: string,
  service: TrialService,
  { data, scrapes }: { readonly data: string; readonly scrapes: number },
): Promise<void> {
  const pods: Pod[] = [];
  for (let index = 0; index < service.replicas; index++) pods.push(await startPod(sandbox, service, index));
  const targets = pods.map(({ target }) => target);
  const prometheus = await startPrometheus(sandbox, program, { data, targets });
  let done = 0;
  const step = async (): Promise<boolean> => {
    const second = setTimeout(1000);
    await Promise.all(pods.map(async ({ at }) => service.load(at, done / scrapes)));
    await second;
    done = await scrapesOf(prometheus.url);
    return done >= scrapes;
  };
  const what = `${scrapes} scrapes of each ${service.name}`;
  await until(step, { what, seconds: 60 + scrapes * 5, hopeless: prometheus.ended });
  await prometheus.kill();
  for (const { kill } of pods) await kill();
}

/** How often the target that was scraped least has answered. */
async function scrapesOf(url: string): Promise<number> {
  const query = encodeURIComponent('min(sum_over_time(up[1d]))');
  const { data } = (await (await fetch(`${url}/api/v1/query?query=${query}`)).json()) as Instant;
  return Number(data.result[0]?.value[1] ?? 0);
}

interface Instant {
  readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
}

interface Pod {
  readonly at: TrialAt;
  readonly target: Target;
  readonly kill: () => Promise<void>;
}

async function startPod(sandbox: Sandbox, service: TrialService, index: number): Promise<Pod> {
  const { name, scrapePath: path } = service;
  const pod = `${name}-${index}`;
  const folder = sandbox.path(pod);
  mkdirSync(folder);
  const ports = { http: sandbox.ports.take(), metrics: sandbox.ports.take() };
  const program = await service.prepare(folder);
  const env = service.env(folder, ports);
  const { kill, ended } = sandbox.start(process.execPath, [program], { env, name: pod });
  const address = `${loopback}:${ports.metrics}`;
  const answers = async (): Promise<boolean> => (await fetch(`http://${address}${path}`)).ok;
  await until(answers, { what: `${pod} answers a scrape`, hopeless: ended });
  const labels = { namespace: name, job: name, service: name, container: name, endpoint: 'metrics', pod };
  return { at: { address: `http://${loopback}:${ports.http}`, folder }, target: { address, path, labels }, kill };
}
