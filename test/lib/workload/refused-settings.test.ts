// What is wrong with the settings of a workload is said in one run, field by field; beside each stands what is right.
import { expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { Agent, type AgentProps } from '../../../lib/workload/agent.ts';
import type { ExtraContainer } from '../../../lib/workload/container.ts';
import { CronJob, type CronJobProps } from '../../../lib/workload/cron-job.ts';
import { Job } from '../../../lib/workload/job.ts';
import type { ToItsEndProps } from '../../../lib/workload/job-spec.ts';
import { scratch } from '../../../lib/workload/mount.ts';
import type { QueueScale } from '../../../lib/workload/queue-scale.ts';
import { StatefulService, type StatefulServiceProps } from '../../../lib/workload/stateful-service.ts';
import type { WebServiceProps } from '../../../lib/workload/web-service.ts';
import { Worker, type WorkerProps } from '../../../lib/workload/worker.ts';
import { pinnedImage } from '../../support/synthesize.ts';
import { good, refusals, settingFaults, shop } from './service.ts';

const pod = { image: pinnedImage, resources: { cpu: '100m', memory: '128Mi' } };
const health = {
  liveness: { command: ['/bin/app', 'alive'] },
  readiness: { command: ['/bin/app', 'ready'] },
  startup: { command: ['/bin/app', 'up'] },
};
const faultsOf = (add: (chart: Chart) => unknown): string[] => settingFaults(shop((chart) => void add(chart)));

const workers: WorkerProps = { ...pod, health, scale: { min: 1, max: 1 } };
const worker = (change: Partial<WorkerProps>) => (chart: Chart) => new Worker(chart, 'a', { ...workers, ...change });
const queue = { serviceBus: 'orders', queue: 'mails' };
const queued = (change: Partial<QueueScale>): Partial<WorkerProps> => ({
  identity: { clientId: '00000000-0000-0000-0000-000000000001' },
  scale: { min: 1, max: 2, queue, ...change },
});
const agent = (change: Partial<AgentProps>) => (chart: Chart) => new Agent(chart, 'a', { ...pod, health, ...change });
const cronJob = (change: Partial<CronJobProps>) => (chart: Chart) =>
  new CronJob(chart, 'a', { ...pod, schedule: '0 * * * *', ...change });
const job = (change: Partial<ToItsEndProps>) => (chart: Chart) => new Job(chart, 'a', { ...pod, ...change });
const stateful = (change: Partial<StatefulServiceProps>) => (chart: Chart) =>
  new StatefulService(chart, 'a', {
    ...pod,
    health,
    copies: 1,
    ports: { http: 8080 },
    disk: { size: '8Gi', path: '/data' },
    ...change,
  });

const startingIn = (seconds: number) => ({ startup: { periodSeconds: 10, failureThreshold: seconds / 10 } });

test.each<[string, (chart: Chart) => unknown, string[]]>([
  ['a worker', worker({}), []],
  [
    'a worker whose rollout has failed before it may have started',
    worker({ rollout: { progressDeadlineSeconds: 60 } }),
    [
      'rollout.progressDeadlineSeconds: 60 is not longer than a copy may take to start and minReadySeconds together (70); write: 71 or more',
    ],
  ],
  ['a worker by a queue', worker(queued({})), []],
  ['one that need not run', worker(queued({ min: 0, max: 1 })), []],
  [
    'one that never runs',
    worker(queued({ min: 0, max: 0 })),
    ['scale.max: 0 is not a whole number from 1 to 1000; write: 1 to 1000'],
  ],
  [
    'one with fewer copies at most than at least',
    worker(queued({ min: 5, max: 2 })),
    ['scale.min: 5 is above scale.max (2); write: a lower min or a higher max'],
  ],
  [
    'one with no messages for a copy',
    worker(queued({ messagesPerCopy: 0 })),
    ['scale.messagesPerCopy: 0 is not a whole number from 1 to 100000; write: 1 to 100000'],
  ],
  [
    'one that is nobody in Azure',
    worker({ scale: { min: 1, max: 2, queue } }),
    [
      'scale.queue: is counted as the worker, which has no identity in Azure; write: identity: { clientId }, as which it also takes its work',
    ],
  ],
  ['one by a subscription', worker(queued({ queue: { serviceBus: 'orders', topic: 'a', subscription: 'b' } })), []],
  [
    'one by a topic without one',
    worker(queued({ queue: { serviceBus: 'orders', topic: 'a' } as never })),
    [
      'scale.queue: does not say all; write: { serviceBus, queue } or { serviceBus, topic, subscription } or { storageAccount, queue }',
    ],
  ],
  [
    'one by two queues',
    worker(queued({ queue: { serviceBus: 'orders', storageAccount: 'orders', queue: 'a' } as never })),
    [
      'scale.queue: says serviceBus, storageAccount, queue; write: one of { serviceBus, queue }, { serviceBus, topic, subscription }, { storageAccount, queue }',
    ],
  ],
  [
    'one by a queue of another host',
    worker(queued({ queue: { serviceBus: 'example.com/orders', queue: 'a' } })),
    [
      'scale.queue.serviceBus: "example.com/orders" is no name of a Service Bus namespace; write: its name alone, 6 to 50 letters, digits and "-"',
    ],
  ],
  [
    'one by a queue of an account that there cannot be',
    worker(queued({ queue: { storageAccount: 'Orders-Test', queue: 'a' } })),
    [
      'scale.queue.storageAccount: "Orders-Test" is no name of a storage account; write: its name alone, 3 to 24 small letters and digits',
    ],
  ],
  ['a worker that is scraped', worker({ ports: { metrics: 9090 } }), []],
  [
    'a worker that is probed on a port which it does not have',
    worker({ health: { ...health, liveness: '/livez' } }),
    ['health.liveness: asks the port "http", which is not there; write: the port in ports, or a command'],
  ],
  [
    'a worker that is given hours to finish',
    worker({ drainSeconds: 7200 }),
    ['drainSeconds: 7200 is not a whole number from 0 to 595; write: 0 to 595'],
  ],
  ['an agent', agent({}), []],
  ['an agent on some nodes', agent({ nodes: { gpu: 'yes' }, onTaintedNodes: false }), []],
  ['an agent that must stay ready for ten minutes', agent({ minReadySeconds: 600 }), []],
  [
    'an agent that must stay ready for longer',
    agent({ minReadySeconds: 601 }),
    ['minReadySeconds: 601 is not a whole number from 0 to 600; write: 0 to 600'],
  ],
  [
    'copies that must have been ready',
    stateful({ minReadySeconds: -1 }),
    ['minReadySeconds: -1 is not a whole number from 0 to 600; write: 0 to 600'],
  ],
  ['an agent that takes two hours to start', agent({ probes: startingIn(7190) }), []],
  [
    'an agent that takes longer',
    agent({ probes: startingIn(7200) }),
    [
      'probes.startup: one copy may take 7210 s to start and be ready, and Flux waits 7200 for all at the most; write: probes that give up earlier',
    ],
  ],
  ['copies that take two hours to start', stateful({ probes: startingIn(7190) }), []],
  [
    'copies that take longer with their sidecar',
    stateful({ probes: startingIn(7190), sidecars: [{ ...pod, name: 'proxy', health }] }),
    [
      'probes.startup: one copy may take 7260 s to start and be ready, and Flux waits 7200 for all at the most; write: probes that give up earlier',
    ],
  ],
  ['a schedule', cronJob({}), []],
  [
    'a schedule that may not begin late',
    cronJob({ startWithinSeconds: 5 }),
    ['startWithinSeconds: 5 is not a whole number from 30 to 86400; write: 30 to 86400'],
  ],
  ['a job', job({ deadlineSeconds: 30, retries: 0 }), []],
  [
    'a job that never ends',
    job({ deadlineSeconds: 0 }),
    ['deadlineSeconds: 0 is not a whole number from 10 to 86400; write: 10 to 86400'],
  ],
  ['a stateful service', stateful({}), []],
  [
    'a stateful service without a port',
    stateful({ ports: {} }),
    ['ports: are none, and a StatefulSet has a Service; write: http, grpc or tcp'],
  ],
  [
    'a disk without a unit',
    stateful({ disk: { size: '8', path: '/data' } }),
    ['disk.size: "8" is no amount of memory; write: a quantity such as "256Mi"'],
  ],
  [
    'a volume in the place of the disk',
    stateful({ mounts: [scratch('tmp', '/data', '64Mi')] }),
    ['mounts.path: two volumes are mounted at "/data"; write: a folder for each'],
  ],
])('%s', (_name, add, faults) => expect(faultsOf(add)).toEqual(faults));

const helper = { ...pod, name: 'proxy' };

test.each<[string, Partial<WebServiceProps>, string[]]>([
  ['gRPC alone', { ports: { grpc: 50051 }, health: { ...health, readiness: { grpc: 'grpc' } } }, []],
  [
    'nothing that takes requests',
    { ports: { metrics: 9090 }, health },
    ['ports: none takes requests; write: http, grpc or tcp; or a Worker, which has none'],
  ],
  [
    'a port with a name that no port can have',
    { ports: { ...good.ports, tcp: { 'a--b': 5672 } } },
    [
      'ports.tcp: "a--b" is no name of a port (RFC 6335); write: lower case letters, digits and single "-", one letter or more, 15 characters at most',
    ],
  ],
  [
    'a port by the name of another',
    { ports: { http: 8080, tcp: { http: 8081 } } },
    ['ports.tcp: "http" is a port of its own; write: ports.http'],
  ],
  [
    'a probe that runs nothing',
    { health: { ...good.health, startup: { command: [] } } },
    ["health.startup: runs no program; write: the program and its arguments: { command: ['/bin/healthy'] }"],
  ],
  ['one check for all, with its reason', { health: { ...sameFor('/healthz'), same: { because: 'no other' } } }, []],
  [
    'one check for all, without',
    { health: { ...sameFor('/healthz'), same: { because: ' ' } } },
    ['health.same.because: is empty, and two probes may ask the same; write: why the process has no more to tell'],
  ],
  ['a route to gRPC', { ports: { grpc: 50051 }, health, route: { host: 'a.example.com', paths: ['/a.B/*'] } }, []],
  [
    'a route to a port that is not there',
    { route: { host: 'a.example.com', paths: ['/a.B/*'], port: 'grpc' } },
    [
      'route.port: leads to the port "grpc", which the service does not have; write: ports: { http: 8080 } or { grpc: 50051 }',
    ],
  ],
  ['two hosts', { route: { host: ['a.example.com', 'b.example.com'], paths: ['/a'], timeoutSeconds: 30 } }, []],
  [
    'a host twice',
    { route: { host: ['a.example.com', 'a.example.com'], paths: ['/a'] } },
    ['route.host: has 2 hosts, or one of them twice; write: 1 to 16 hosts'],
  ],
  ['a sidecar', { sidecars: [helper], before: [{ ...helper, name: 'wait' }] }, []],
  [
    'a sidecar that is asked on its own ports',
    {
      sidecars: [
        {
          ...helper,
          ports: { admin: 9901 },
          health: { ...health, readiness: { path: '/ready', port: 'admin' } },
          probes: { startup: { failureThreshold: 60 } },
        },
      ],
    },
    [],
  ],
  [
    'a sidecar that is asked on the port of its neighbour',
    { sidecars: [{ ...helper, health: { ...health, readiness: '/readyz' } }] },
    ['sidecars[0].health.readiness: asks the port "http", which is not there; write: the port in ports, or a command'],
  ],
  [
    'patience with nothing',
    { sidecars: [{ ...helper, probes: { startup: { failureThreshold: 60 } } }] },
    ['sidecars[0].probes: are set, and ask nothing; write: what they ask, in health'],
  ],
  [
    'a probe of what runs to its end',
    { before: [{ ...helper, health } as ExtraContainer] },
    [
      `before[0].health: "${helper.name}" runs to its end, and no probe asks such a container; write: it in sidecars, where it runs beside the workload; or no probes`,
    ],
  ],
  [
    'two sidecars of one name',
    { sidecars: [helper, helper] },
    ['sidecars[1].name: another container of the pod is called "proxy"; write: a name of its own'],
  ],
  [
    'two sidecars, one of which asks for too little',
    { sidecars: [helper, { ...helper, name: 'exporter', resources: { cpu: '10m', memory: '128Mi' } }] },
    [
      `sidecars[1].resources.cpu: "10m" is below 100m, to which AKS' Deployment Safeguards raise it; write: "100m" or more`,
    ],
  ],
  [
    'amounts that are none, in what runs before it',
    { before: [{ ...helper, name: 'wait', resources: { cpu: '1 core', memory: '128Mi' } }] },
    [
      'before[0].resources.cpu: "1 core" is no amount of CPU; write: millicores or cores, such as "250m", "0.25" or "1"',
    ],
  ],
  ['a sidecar on ports of its own', { sidecars: [{ ...helper, ports: { admin: 9901 } }] }, []],
  [
    'a sidecar on its port',
    { sidecars: [{ ...helper, ports: { admin: 8080 } }] },
    [
      'sidecars[0].ports.admin: 8080 is a port of the container "shop" already, and both are in one pod; write: a name and a number of its own',
    ],
  ],
  [
    'a sidecar whose port is called like its own',
    { sidecars: [{ ...helper, ports: { http: 9901 } }] },
    [
      'sidecars[0].ports.http: the name "http" is a port of the container "shop" already, and both are in one pod; write: a name and a number of its own',
    ],
  ],
  [
    'two sidecars on one port',
    {
      sidecars: [
        { ...helper, ports: { admin: 9901 } },
        { ...helper, name: 'exporter', ports: { prom: 9901 } },
      ],
    },
    [
      'sidecars[1].ports.prom: 9901 is a port of the container "proxy" already, and both are in one pod; write: a name and a number of its own',
    ],
  ],
  ['its port in what runs before it', { before: [{ ...helper, ports: { http: 8080 } }] }, []],
  [
    'the port of a sidecar in what runs before it',
    {
      sidecars: [{ ...helper, ports: { admin: 9901 } }],
      before: [{ ...helper, name: 'wait', ports: { admin: 9901 } }],
    },
    [
      'before[0].ports.admin: 9901 is a port of the container "proxy" already, and both are in one pod; write: a name and a number of its own',
    ],
  ],
  [
    'a volume that two containers share',
    {
      mounts: [scratch('tmp', '/tmp', '64Mi')],
      sidecars: [{ ...helper, mounts: [scratch('tmp', '/shared', '64Mi')] }],
    },
    [],
  ],
  [
    'two volumes of one name in two containers',
    { mounts: [scratch('tmp', '/tmp', '64Mi')], sidecars: [{ ...helper, mounts: [scratch('tmp', '/tmp', '1Gi')] }] },
    [
      'sidecars[0].mounts.name: two volumes are named "tmp"; write: another name for one of them, or the same source for both',
    ],
  ],
  [
    'an identity that is a name',
    { identity: { clientId: 'shop' } },
    ['identity.clientId: "shop" is no UUID; write: what `az identity show` prints for it'],
  ],
  ['root', { user: 0 }, ['user: 0 is not a whole number from 1 to 4294967294; write: 1 to 4294967294']],
  [
    'an empty command',
    { command: [] },
    ["command: is empty; write: the program and its arguments, or leave it out: the image's"],
  ],
  [
    'disk in no unit',
    { resources: { ...good.resources, disk: 'much' } },
    ['resources.disk: "much" is no amount of memory; write: a quantity such as "256Mi"'],
  ],
])('a web service with %s', (_name, change, faults) => expect(refusals(change)).toEqual(faults));

function sameFor(path: string) {
  return { liveness: path, readiness: path, startup: path };
}
