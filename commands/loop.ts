// Proves on one machine what Flux will do with dist/: the real API server and the real Flux, on loopback.
import { once } from 'node:events';
import { clusters } from '../clusters/index.ts';
import { allReady, type Loop, type LoopPrograms, loopPrograms, startLoop } from '../test/cluster/loop.ts';
import type { ChartProgress } from '../test/cluster/progress.ts';
import { tools } from '../tools/tool.ts';
import { type Command, type ExitCode, main } from './cli.ts';
import { pick } from './pick.ts';

const args = {
  cluster: { type: 'string', description: 'The cluster to bring up', default: 'production', valueHint: 'NAME' },
  once: { type: 'boolean', description: 'End when all charts are ready (exit code 0) or one is not (1)' },
} as const;

/** Said each time, so that nobody takes the loop for more than it is. */
const standIns = `Real: API server, controllers, scheduler, Flux' source- and kustomize-controller, SOPS, Git.
Stood in for: nodes and containers (kwok); Helm, cert-manager, External Secrets and the gateway, whose objects are marked ready.
`;

const loop: Command<typeof args> = {
  meta: { name: 'npm run loop --', description: 'Bring up a cluster from dist/ with the real Flux, on this machine' },
  args,
  run: async ({ args: { cluster, once: ends } }): Promise<ExitCode> => {
    const [{ name } = { name: cluster }] = pick(clusters, cluster);
    const start = performance.now();
    const print = (line: string): void => void process.stdout.write(`${seconds(start)}  ${line}\n`);
    process.stdout.write(standIns);
    const running = await startLoop({ programs: await paths(), cluster: name, interval: '10s', onProgress: print });
    const { signal } = interruption();
    try {
      const healthy = await watch(running, print, signal);
      print(healthy ? `all ${running.charts.length} charts of ${name} are ready` : `${name} did not become ready`);
      if (!ends && !signal.aborted) {
        process.stdout.write(howTo(running));
        await once(signal, 'abort');
      }
      return healthy ? 0 : 1;
    } finally {
      await running.cluster.close();
    }
  },
};

async function paths(): Promise<LoopPrograms> {
  const found = await tools(loopPrograms);
  const missing = found.find(({ from }) => from === 'nowhere');
  if (missing) throw new Error(`${missing.name} cannot be had; npm run tools says why`);
  return Object.fromEntries(
    found.map((each) => [each.name, 'path' in each ? each.path : '']),
  ) as unknown as LoopPrograms;
}

/** From here on Ctrl-C asks for a tidy end. Before it, the guardian alone cleans up. */
function interruption(): AbortController {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller;
}

/** Prints each chart's news until all are ready; on failure says where the logs are. */
async function watch(running: Loop, print: (line: string) => void, signal: AbortSignal): Promise<boolean> {
  const width = Math.max(...running.charts.map(({ length }) => length));
  const onChange = (chart: ChartProgress): void => print(`${chart.name.padEnd(width)}  ${state(chart)}`);
  try {
    await allReady(running, { onChange, signal });
    return true;
  } catch (error) {
    print(signal.aborted ? 'interrupted' : `${String(error)}; logs are in ${running.cluster.sandbox.keepLogs()}`);
    return false;
  }
}

function state({ ready, message }: ChartProgress): string {
  return ready ? 'ready' : message || 'new';
}

function howTo({ cluster }: Loop): string {
  return `
export KUBECONFIG=${cluster.api.kubeconfigFile}
git clone ${cluster.git.url}     # push to main, and Flux takes it over within seconds
Ctrl-C ends the loop and leaves nothing behind.
`;
}

function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s`;
}

await main(loop);
