// Proves on one machine what Flux will do with dist/: the real API server and the real Flux, on loopback.
import { once } from 'node:events';
import { otherKubernetes } from '../lib/kubernetes-version.ts';
import { loadFleet, pick } from '../lib/load-fleet.ts';
import { loopPrograms, startLoop } from '../loop/loop.ts';
import { loadSampleService } from '../loop/node/sample-service.ts';
import { toolPaths } from '../tools/tool.ts';
import { type Command, type ExitCode, isStarted, main } from './cli.ts';
import { howTo } from './loop/how-to.ts';
import { realNode } from './loop/real-node.ts';
import { standIns } from './loop/stand-ins.ts';
import { secondsOf, timeout } from './loop/timeout.ts';
import { clock, interruption, watch } from './loop/watch.ts';

const args = {
  cluster: { type: 'string', description: 'Which to bring up. Default: the last of the fleet', valueHint: 'NAME' },
  node: { type: 'boolean', description: 'Run the sample service for real, on a node of its own; Linux, as root' },
  once: { type: 'boolean', description: 'End when all charts are ready (exit code 0) or one is not (1)' },
  timeout,
} as const;

export const loop: Command<typeof args> = {
  meta: { name: 'npm run loop --', description: 'Bring up a cluster from dist/ with the real Flux, on this machine' },
  args,
  run: async (
    { args: { cluster: named, node: isReal, once: ends, timeout: limit } },
    { stdout },
  ): Promise<ExitCode> => {
    const seconds = secondsOf(limit);
    const whole = await loadFleet();
    const cluster = named ?? whole.clusters.at(-1)?.name ?? '';
    const fleet = pick(whole, cluster);
    const print = clock({ stdout });
    const sample = isReal ? await loadSampleService() : undefined;
    const node = isReal ? await realNode() : undefined;
    stdout.write(node ? standIns.node : standIns.simulated);
    for (const sentence of otherKubernetes(fleet.clusters, 'here it is')) stdout.write(`${sentence}\n`);
    const programs = await toolPaths(loopPrograms);
    const options = { fleet, cluster, interval: '10s', onProgress: print };
    const running = await startLoop({ ...options, programs, ...(node && { node }) });
    const signal = interruption();
    try {
      const healthy = await watch(running, { print, seconds, signal });
      const { length } = running.charts;
      print(healthy ? `all ${length} charts of ${cluster} are ready` : `${cluster} did not become ready`);
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

if (isStarted(import.meta)) await main(loop);
