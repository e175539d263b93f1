// A fleet whose workloads run the sample service's image with programs of their own, each as long as its line of code.
import { readFileSync } from 'node:fs';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { defineFleet, type Fleet, type FleetCluster } from '../../../lib/fleet.ts';
import { Namespace } from '../../../lib/namespace/namespace.ts';
import { Agent } from '../../../lib/workload/agent.ts';
import { CronJob } from '../../../lib/workload/cron-job.ts';
import { Job } from '../../../lib/workload/job.ts';
import { Worker } from '../../../lib/workload/worker.ts';
import { configIn } from '../../../loop/node/images.ts';
import { pinnedImage } from '../../../loop/pinned-image.ts';

const resources = { cpu: '100m', memory: '128Mi' };

/** A program of the image: Node.js, with code in place of a file. */
function runs(code: string): string[] {
  const [node = ''] = configIn(readFileSync('app/Dockerfile', 'utf8')).Entrypoint;
  return [node, '--eval', code];
}

/** Works until it is told to end, and then for a second more. */
const works = "setInterval(() => {}, 1000); process.on('SIGTERM', () => setTimeout(process.exit, 1000, 0))";

/** Takes its time, and ends well or not. */
export function migrates(name: string, code: number): string {
  return `setTimeout(() => { console.log('${name}'); process.exit(${code}) }, 3000)`;
}

// On a machine with other things to do a program takes seconds to start.
const patient = { periodSeconds: 20, timeoutSeconds: 20 };
const running = {
  image: pinnedImage,
  command: runs(works),
  resources,
  health: { liveness: { command: runs('1') }, readiness: { command: runs('2') }, startup: { command: runs('3') } },
  probes: { liveness: patient, readiness: patient, startup: patient },
};

class Orders extends Chart {
  constructor(scope: Construct) {
    super(scope, 'orders', { namespace: 'orders' });
    new Worker(this, 'worker', { ...running, scale: { min: 2, max: 2 }, rollout: { minReadySeconds: 0 } });
    new CronJob(this, 'report', { image: pinnedImage, command: runs('0'), resources, schedule: '0 0 1 1 *' });
  }
}

class OrdersMigration extends Chart {
  constructor(scope: Construct) {
    super(scope, 'orders-migration', { namespace: 'orders' });
    new Job(this, 'migrate', { image: pinnedImage, command: runs(migrates('first', 0)), resources, retries: 0 });
  }
}

class Logs extends Chart {
  constructor(scope: Construct) {
    super(scope, 'logs', { namespace: 'logs' });
    new Namespace(this, 'namespace', { name: 'logs', quota: { cpu: '1', memory: '1Gi', pods: 5 } });
    new Agent(this, 'tail', running);
  }
}

const quota = { cpu: '4', memory: '4Gi', pods: 10 };

/** One cluster, `lab`, with one zone. */
export const workloadsFleet: Fleet = defineFleet<FleetCluster>({
  repository: 'https://github.com/example/orders',
  folders: { releases: 'test/fixtures/workload-releases', keys: 'test/fixtures/fleet/clusters/keys' },
  clusters: [{ name: 'lab', network: 'plain', kubernetes: '1.36', zones: ['1'] }],
  compose: (cluster) => {
    cluster.platform('platform', [Logs]);
    cluster.applications('apps', { orders: { chart: Orders, migration: OrdersMigration, quota } });
  },
});
