// The real Prometheus on loopback: on what it scrapes, or on what was scraped before; with rules, where some are given.
import { writeFileSync } from 'node:fs';
import { loopback } from '../ports.ts';
import type { Running, Sandbox } from '../sandbox.ts';
import { until } from '../until.ts';

/** What is scraped, with the labels that the cluster's Prometheus gives it. */
export interface Target {
  /** `host:port` */
  readonly address: string;
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface PrometheusOptions {
  /** The folder of its database. */
  readonly data: string;
  /** Scraped every second. @default nothing */
  readonly targets?: readonly Target[];
  /** A file of rules that it evaluates. @default none */
  readonly rules?: string;
}

export interface RunningPrometheus extends Running {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
}

/** Starts it, and waits until it answers. */
export async function startPrometheus(
  sandbox: Sandbox,
  program: string,
  { data, targets = [], rules }: PrometheusOptions,
): Promise<RunningPrometheus> {
  const port = sandbox.ports.take();
  const config = sandbox.path(`prometheus-${port}.json`);
  writeFileSync(config, JSON.stringify({ ...configOf(targets), ...(rules !== undefined && { rule_files: [rules] }) }));
  const running = sandbox.start(program, [
    `--config.file=${config}`,
    `--storage.tsdb.path=${data}`,
    // What is older than that is deleted at the start.
    '--storage.tsdb.retention.time=100y',
    `--web.listen-address=${loopback}:${port}`,
    '--log.level=warn',
  ]);
  const url = `http://${loopback}:${port}`;
  const isReady = async (): Promise<boolean> => (await fetch(`${url}/-/ready`)).ok;
  await until(isReady, { what: 'Prometheus answers', seconds: 120, hopeless: running.ended });
  return { ...running, url };
}

/** JSON, which is YAML. */
function configOf(targets: readonly Target[]): object {
  return {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: targets.map(({ address, path, labels }, index) => ({
      job_name: `target-${index}`,
      metrics_path: path,
      static_configs: [{ targets: [address], labels }],
    })),
  };
}
