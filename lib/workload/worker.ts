// What works without being called: it takes its work from a queue or a stream, and nobody waits for its answer.
import type { Construct } from 'constructs';
import { definedProps } from '../validation/props.ts';
import { deployment } from './deployment.ts';
import { workloadNetwork } from './network.ts';
import { excuseEnvironment } from './pod.ts';
import type { Ports } from './ports.ts';
import { finishFaults, type Finish, graceOf, runningFaults, type RunningProps, runningTemplate } from './running.ts';
import { type RolledOut, rolloutFaults } from './rollout.ts';
import { autoscaler, disruptionBudget, type Scale, scaleFaults } from './scale.ts';
import { type QueueScale, queueScaleFaults, queueScaler } from './queue-scale.ts';
import { antiAffinity, spread, type ZoneSpread } from './spread.ts';
import { workerShape } from './shapes.ts';
import { Workload } from './workload.ts';

/** What a worker is made from. */
export interface WorkerProps extends RunningProps, Finish, RolledOut {
  /** How many copies run: by their CPU, or by the messages of a queue. */
  readonly scale: Scale | QueueScale;
  /** The ports that its process listens on, for probes and Prometheus: nobody else calls it. @default none */
  readonly ports?: Ports;
  /** Zones of the cluster's nodes; over two or more the copies are spread. @default none */
  readonly zones?: readonly string[];
  /** Whether a copy waits for room in the zone that is its turn. @default 'ScheduleAnyway': it goes to another */
  readonly zoneSpread?: ZoneSpread;
}

/**
 * Deployment, HorizontalPodAutoscaler (or, by a queue, ScaledObject and TriggerAuthentication of KEDA), ServiceAccount,
 * PodDisruptionBudget and NetworkPolicy of a worker, each named as the construct's id. A copy that goes gets SIGTERM at once: it takes no more work, and finishes what it has in `drainSeconds`.
 */
export class Worker extends Workload {
  /** The ports of its pods. */
  readonly ports: Ports;

  constructor(scope: Construct, id: string, given: WorkerProps) {
    const props = definedProps(given);
    const { ports = {}, zones = [], zoneSpread, scale } = props;
    super(scope, id, props, workerShape, () => [
      ...runningFaults(id, props, ports),
      ...rolloutFaults(props),
      ...('queue' in scale ? queueScaleFaults(scale, props.identity) : scaleFaults(scale)),
      ...finishFaults(props),
    ]);
    this.ports = ports;
    const template = runningTemplate(props, {
      name: id,
      labels: this.labels,
      ports,
      graceSeconds: graceOf(props),
      spec: {
        topologySpreadConstraints: spread(this.labels, zones, zoneSpread),
        affinity: antiAffinity(this.labels),
      },
    });
    excuseEnvironment(deployment(this, id, this.labels, template, props), 'spec.template.spec', props);
    if ('queue' in scale) queueScaler(this, id, scale, props.identity);
    else autoscaler(this, id, scale);
    disruptionBudget(this, id, this.labels);
    workloadNetwork(this, id, this.labels, { ...props, ports });
  }
}
