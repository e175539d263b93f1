// Proves on one machine what Flux will do with dist/: the real API server and the real Flux, on loopback.
import { once } from 'node:events';
import { messageOf } from '../lib/message-of.ts';
import { asNodePrograms, nodePrograms } from '../loop/node/programs.ts';
import { requirements } from '../loop/node/requirements.ts';
import { loadSampleService, openSampleService, type SampleService } from '../loop/node/sample-service.ts';
import { allReady, type Loop, type LoopPrograms, loopPrograms, startLoop } from '../loop/loop.ts';
import type { ChartProgress } from '../loop/progress.ts';
import { toolPaths } from '../tools/tool.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { UsageError } from '../lib/usage-error.ts';
import { otherKubernetes } from '../lib/kubernetes-version.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';

const args = {
  cluster: {
    type: 'string',
    description: 'The cluster to bring up. Default: the last of the fleet',
    valueHint: 'NAME',
  },
  node: { type: 'boolean', description: 'Run the sample service for real, on a node of its own; Linux, as root' },
  once: { type: 'boolean', description: 'End when all charts are ready (exit code 0) or one is not (1)' },
  timeout: { type: 'string', description: 'How long the charts may take', default: '120', valueHint: 'SECONDS' },
} as const;

/** Said each time, so that nobody takes the loop for more than it is. */
const standIns = {
  simulated: `Real: API server, controllers, scheduler, Flux' source- and kustomize-controller, SOPS, Git.
Stood in for: nodes and containers (kwok); Helm, cert-manager, External Secrets, the gateway, KEDA, Prometheus' operator,
Flux' notification-controller and AKS' storage drivers, whose objects are marked ready, and whose claims are bound.
`,
  node: `Real: API server, controllers, scheduler, Flux' source- and kustomize-controller, SOPS, Git; kubelet, containerd and
kube-proxy of one node, and on it the pods of the sample service.
Replaced: the service's image, in the copy of dist/ that Flux gets, by one made here from app/ and this machine's Node.js.
Stood in for: Helm, cert-manager, External Secrets, the gateway, KEDA, Prometheus' operator, Flux' notification-controller and AKS'
storage drivers, whose objects are marked ready, and whose claims are bound; the node cannot mount what is behind a claim.
Not there: DNS, metrics for the autoscaler, and whoever would enforce the NetworkPolicies.
`,
} as const;

export const loop: Command<typeof args> = {
  meta: { name: 'npm run loop --', description: 'Bring up a cluster from dist/ with the real Flux, on this machine' },
  args,
  run: async ({ args: { cluster: named, node: real, once: ends, timeout } }, { stdout }): Promise<ExitCode> => {
    const limit = seconds(timeout);
    const whole = await loadFleet();
    const cluster = named ?? whole.clusters.at(-1)?.name ?? '';
    const fleet = pick(whole, cluster);
    const start = performance.now();
    const print = (line: string): void => void stdout.write(`${sinceStart(start)}  ${line}\n`);
    const sample = real ? await loadSampleService() : undefined;
    const runc = sample && runcOrWhyNot();
    stdout.write(runc ? standIns.node : standIns.simulated);
    for (const sentence of otherKubernetes(fleet.clusters, 'here it is')) stdout.write(`${sentence}\n`);
    const node = runc && asNodePrograms(await toolPaths(nodePrograms), runc);
    const programs: LoopPrograms = await toolPaths(loopPrograms);
    const options = { fleet, cluster, interval: '10s', onProgress: print };
    const running = await startLoop({ ...options, programs, ...(node && { node }) });
    const { signal } = interruption();
    try {
      const healthy = await watch(running, { print, seconds: limit, signal });
      print(
        healthy ? `all ${running.charts.length} charts of ${cluster} are ready` : `${cluster} did not become ready`,
      );
      if (!ends && !signal.aborted) {
        stdout.write(await howTo(running, sample));
        await once(signal, 'abort');
      }
      return healthy ? 0 : 1;
    } finally {
      await running.cluster.close();
    }
  },
};

/** @throws Error that says all that the machine lacks for a real node */
function runcOrWhyNot(): string {
  const { missing, runc } = requirements();
  if (missing.length > 0) throw new Error(`--node needs what is not here:\n  ${missing.join('\n  ')}`);
  return runc;
}

/** From here on Ctrl-C asks for a tidy end. Before it, the guardian alone cleans up. */
function interruption(): AbortController {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller;
}

interface WatchOptions {
  readonly print: (line: string) => void;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** Prints each chart's news until all are ready; on failure says where the logs are. */
async function watch(running: Loop, { print, seconds, signal }: WatchOptions): Promise<boolean> {
  const width = Math.max(...running.charts.map(({ length }) => length));
  const onChange = (chart: ChartProgress): void => print(`${chart.name.padEnd(width)}  ${state(chart)}`);
  try {
    await allReady(running, { onChange, seconds, signal });
    return true;
  } catch (error) {
    print(signal.aborted ? 'interrupted' : `${messageOf(error)}; logs are in ${running.cluster.sandbox.keepLogs()}`);
    return false;
  }
}

function state({ ready, message }: ChartProgress): string {
  return ready ? 'ready' : message || 'new';
}

async function howTo({ cluster }: Loop, sample: SampleService | undefined): Promise<string> {
  const request =
    sample && `curl -i ${await openSampleService(sample, cluster)}/flux     # its Service leads to a pod\n`;
  return `
export KUBECONFIG=${cluster.api.kubeconfigFile}
git clone ${cluster.git.url}     # push to main, and Flux takes it over within seconds
${request ?? ''}Ctrl-C ends the loop and leaves nothing behind.
`;
}

/** @throws UsageError unless it is a whole number of seconds, one at least */
function seconds(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--timeout is a number of seconds, such as 120, not "${text}"`);
  return Number(text);
}

function sinceStart(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s`;
}

if (isStarted(import.meta)) await main(loop);
