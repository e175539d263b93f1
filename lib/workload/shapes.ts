// What the constructs of this folder are given, as shapes: TypeScript's types are gone when a synth runs. The compiler holds each to
// have every prop of its type.
import { flowShape } from '../network/shapes.ts';
import { anyOf, boolean, mapOf, needed, number, type PropShapes, propsOf, text } from '../validation/props.ts';
import { anything, listOf, oneOf, only } from '../validation/shape.ts';
import type { AgentProps } from './agent.ts';
import type { ContainerProps, Sidecar } from './container.ts';
import type { CronJobProps } from './cron-job.ts';
import type { Identity } from './identity.ts';
import type { ToItsEndProps } from './job-spec.ts';
import type { Mount } from './mount.ts';
import type { Connections } from './network.ts';
import type { PodProps } from './pod.ts';
import type { Ports } from './ports.ts';
import type { Health, Probes, ProbeSettings } from './probe.ts';
import type { QueueScale } from './queue-scale.ts';
import type { Resources } from './resources.ts';
import type { RolledOut, Rollout } from './rollout.ts';
import type { Route } from './route.ts';
import type { Finish, RunningProps } from './running.ts';
import type { Scale } from './scale.ts';
import type { Shutdown } from './shutdown.ts';
import type { OwnDisk, StatefulServiceProps } from './stateful-service.ts';
import type { WebServiceProps } from './web-service.ts';
import type { WorkerProps } from './worker.ts';

const texts = listOf(text);
const because = only({ because: text }, 'because');

export const resourcesShape = propsOf<Resources>({
  cpu: needed(text),
  memory: needed(text),
  cpuLimit: text,
  disk: text,
});
const mount = propsOf<Mount>({
  name: needed(text),
  path: needed(text),
  // Rules of its own say which of them go together.
  source: needed(
    only({
      secret: text,
      configMap: text,
      emptyDir: only({ sizeLimit: text }, 'sizeLimit'),
      disk: oneOf('own'),
      '*': anything,
    }),
  ),
  checksum: text,
});
/** Rules of its own say which of them go together, and that a number is no text. */
const variable = anyOf(
  'a text, or { field }, { resource } or { secret, key, because }',
  text,
  number,
  only({ field: text, resource: text, secret: text, key: text, because: text, '*': anything }),
);

const ofContainer: PropShapes<ContainerProps> = {
  image: needed(text),
  resources: needed(resourcesShape),
  command: texts,
  args: texts,
  env: mapOf(variable),
  mounts: listOf(mount),
};

/** Rules of its own say which of them go together. */
const check = anyOf(
  'a path, or { path, port }, { command }, { tcp } or { grpc }',
  text,
  only({ path: text, port: text, command: texts, tcp: text, grpc: text, service: text, '*': anything }),
);
const health = propsOf<Health>({
  liveness: needed(check),
  readiness: needed(check),
  startup: needed(check),
  same: because,
});
const probe = propsOf<ProbeSettings>({ periodSeconds: number, timeoutSeconds: number, failureThreshold: number });
const probesShape = propsOf<Probes>({ liveness: probe, readiness: probe, startup: probe });

const sidecar = propsOf<Sidecar>({
  ...ofContainer,
  name: needed(text),
  ports: mapOf(number),
  health,
  probes: probesShape,
});

const ofPod: PropShapes<PodProps> = {
  ...ofContainer,
  sidecars: listOf(sidecar),
  // That no probe asks them is told by a rule.
  before: listOf(sidecar),
  identity: propsOf<Identity>({ clientId: needed(text), tenantId: text }),
  kubernetesApi: boolean,
  pullSecrets: texts,
  user: number,
  priorityClass: text,
};

const ofConnections: PropShapes<Connections> = { from: listOf(flowShape), to: listOf(flowShape) };

const ofRunning: PropShapes<RunningProps> = {
  ...ofPod,
  ...ofConnections,
  health: needed(health),
  probes: probesShape,
};

const ofFinish: PropShapes<Finish> = { drainSeconds: number };
const ofRollout: PropShapes<RolledOut> = {
  rollout: propsOf<Rollout>({ minReadySeconds: number, progressDeadlineSeconds: number }),
};
const ports = propsOf<Ports>({ http: number, grpc: number, metrics: number, tcp: mapOf(number) });
const scale = propsOf<Scale>({ min: needed(number), max: needed(number), cpuPercent: number });
const queueScale = propsOf<QueueScale>({
  min: needed(number),
  max: needed(number),
  // Rules of its own say which of its names go together.
  queue: needed(mapOf(text)),
  messagesPerCopy: number,
});
const zoneSpread = oneOf('DoNotSchedule', 'ScheduleAnyway');

const route = propsOf<Route>({
  host: needed(anyOf('a host, or a list of hosts', text, texts)),
  paths: needed(texts),
  port: oneOf('http', 'grpc'),
  timeoutSeconds: number,
  publicHealth: because,
});

export const webServiceShape = propsOf<WebServiceProps>({
  ...ofRunning,
  ...ofRollout,
  ports: needed(ports),
  scale: needed(scale),
  zones: texts,
  zoneSpread,
  route,
  shutdown: propsOf<Shutdown>({ preStopSeconds: number, drainSeconds: number, graceSeconds: number }),
});

export const workerShape = propsOf<WorkerProps>({
  ...ofRunning,
  ...ofFinish,
  ...ofRollout,
  scale: needed(anyOf('{ min, max, cpuPercent } or { min, max, queue, messagesPerCopy }', scale, queueScale)),
  ports,
  zones: texts,
  zoneSpread,
});

export const agentShape = propsOf<AgentProps>({
  ...ofRunning,
  ...ofFinish,
  ports,
  minReadySeconds: number,
  nodes: mapOf(text),
  onTaintedNodes: boolean,
});

export const statefulServiceShape = propsOf<StatefulServiceProps>({
  ...ofRunning,
  ...ofFinish,
  copies: needed(number),
  minReadySeconds: number,
  ports: needed(ports),
  disk: needed(propsOf<OwnDisk>({ size: needed(text), path: needed(text), storageClass: text, backedUp: boolean })),
  zones: texts,
  allAtOnce: boolean,
});

const ofToItsEnd: PropShapes<ToItsEndProps> = {
  ...ofPod,
  ...ofConnections,
  ...ofFinish,
  deadlineSeconds: number,
  retries: number,
};

export const jobShape = propsOf<ToItsEndProps>(ofToItsEnd);

export const cronJobShape = propsOf<CronJobProps>({
  ...ofToItsEnd,
  schedule: needed(text),
  timeZone: text,
  whenStillRunning: oneOf('Forbid', 'Replace', 'Allow'),
  startWithinSeconds: number,
  history: number,
  suspended: boolean,
});
