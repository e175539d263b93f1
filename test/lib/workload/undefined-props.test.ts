// A chart computes its props, and what it has no value for is undefined: that is as if it were not there, at any depth.
import { expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { Agent } from '../../../lib/workload/agent.ts';
import { ConfigFiles } from '../../../lib/workload/config-files.ts';
import { CronJob } from '../../../lib/workload/cron-job.ts';
import { Job } from '../../../lib/workload/job.ts';
import { StatefulService } from '../../../lib/workload/stateful-service.ts';
import { WebService } from '../../../lib/workload/web-service.ts';
import { Worker } from '../../../lib/workload/worker.ts';
import { pinnedImage, renderCharts } from '../../support/synthesize.ts';
import { shop } from './service.ts';

const none = undefined;
const noEnv = { NAME: none } as unknown as Record<string, string>;
const container = { image: pinnedImage, resources: { cpu: '100m', memory: '128Mi' } };
const noContainer = {
  resources: { ...container.resources, cpuLimit: none, disk: none },
  command: none,
  args: none,
  env: noEnv,
  mounts: none,
};
const noPod = {
  ...noContainer,
  sidecars: none,
  before: none,
  identity: none,
  kubernetesApi: none,
  pullSecrets: none,
  user: none,
  priorityClass: none,
  from: none,
  to: none,
};
const health = { liveness: '/livez', readiness: { command: ['/bin/ready'] }, startup: '/startupz' };
const noProbe = { periodSeconds: none, timeoutSeconds: none, failureThreshold: none };
const noRunning = {
  ...noPod,
  health: { ...health, same: none },
  probes: { liveness: noProbe, readiness: none, startup: noProbe },
};
const ports = { http: 8080 };
const noPorts = { ...ports, grpc: none, metrics: none, tcp: { amqp: none } as unknown as Record<string, number> };
const scale = { min: 1, max: 2 };
const noRollout = { minReadySeconds: none, progressDeadlineSeconds: none };
const disk = { size: '1Gi', path: '/data' };
const extra = { ...container, name: 'extra' };
const noExtra = { ...extra, ...noContainer, ports: { admin: none } as unknown as Record<string, number> };

test.each<[string, (chart: Chart) => unknown, (chart: Chart) => unknown]>([
  [
    'WebService',
    (chart) => new WebService(chart, 'a', { ...container, health, ports, scale, sidecars: [extra] }),
    (chart) =>
      new WebService(chart, 'a', {
        ...container,
        ...noRunning,
        ports: noPorts,
        scale: { ...scale, cpuPercent: none },
        sidecars: [noExtra],
        rollout: noRollout,
        shutdown: { preStopSeconds: none, drainSeconds: none, graceSeconds: none },
        zones: none,
        zoneSpread: none,
        route: none,
      }),
  ],
  [
    'Worker',
    (chart) => new Worker(chart, 'a', { ...container, health, ports, scale }),
    (chart) =>
      new Worker(chart, 'a', {
        ...container,
        ...noRunning,
        ports: noPorts,
        scale,
        rollout: noRollout,
        drainSeconds: none,
        zones: none,
        zoneSpread: none,
      }),
  ],
  [
    'Agent',
    (chart) => new Agent(chart, 'a', { ...container, health, ports }),
    (chart) =>
      new Agent(chart, 'a', {
        ...container,
        ...noRunning,
        ports: noPorts,
        nodes: { size: none } as unknown as Record<string, string>,
        onTaintedNodes: none,
      }),
  ],
  [
    'StatefulService',
    (chart) => new StatefulService(chart, 'a', { ...container, health, ports, copies: 1, disk }),
    (chart) =>
      new StatefulService(chart, 'a', {
        ...container,
        ...noRunning,
        ports: noPorts,
        copies: 1,
        disk: { ...disk, storageClass: none, backedUp: none },
        zones: none,
        allAtOnce: none,
      }),
  ],
  [
    'Job',
    (chart) => new Job(chart, 'a', container),
    (chart) => new Job(chart, 'a', { ...container, ...noPod, deadlineSeconds: none, retries: none }),
  ],
  [
    'CronJob',
    (chart) => new CronJob(chart, 'a', { ...container, schedule: '@daily' }),
    (chart) =>
      new CronJob(chart, 'a', {
        ...container,
        ...noPod,
        schedule: '@daily',
        timeZone: none,
        whenStillRunning: none,
        startWithinSeconds: none,
        history: none,
        suspended: none,
      }),
  ],
  [
    'ConfigFiles',
    (chart) => mounted(chart, new ConfigFiles(chart, 'files', { 'a.txt': 'a' })),
    (chart) =>
      mounted(
        chart,
        new ConfigFiles(chart, 'files', { 'a.txt': 'a', 'b.txt': none } as unknown as { 'a.txt': string }),
      ),
  ],
])('%s', (_name, without, withUndefined) => {
  const [expected, rendering] = [without, withUndefined].map((add) => renderCharts(shop((chart) => void add(chart))));
  expect(expected?.findings).toEqual([]);
  expect(rendering?.findings).toEqual([]);
  expect(rendering?.objects).toEqual(expected?.objects);
});

function mounted(chart: Chart, files: ConfigFiles): Job {
  return new Job(chart, 'a', { ...container, mounts: [files.at('/files')] });
}

test('a list keeps its undefined item, and is refused: without it a command would be another one', () => {
  const args = ['--level', undefined] as unknown as string[];
  const charts = shop((chart) => void new Job(chart, 'a', { ...container, args }));
  expect(() => renderCharts(charts)).toThrow('test/apps/shop/a  args[1]\n  is of another kind');
});
