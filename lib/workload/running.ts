// What runs until it is told to end: its health is asked all the time, and it is given time to finish.
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { Fault } from '../validation/rules.ts';
import { wholeNumber } from '../validation/limits.ts';
import type { AnyMount, Mount } from './mount.ts';
import type { Connections } from './network.ts';
import { podFaults, type PodProps, podTemplate } from './pod.ts';
import { numbersOf, portFaults, type Ports } from './ports.ts';
import { type Health, probeFaults, probes, type Probes } from './probe.ts';

/** What everything that runs all the time is made from. */
export interface RunningProps<M extends AnyMount = Mount> extends PodProps<M>, Connections {
  /** What the three probes ask: three different things, as a rule three paths on the port `http`. */
  readonly health: Health;
  /** How often the probes ask and how patient they are. @default see {@link Probes} */
  readonly probes?: Probes;
}

/** How a pod that no route leads to ends: it gets SIGTERM at once. */
export interface Finish {
  /** Seconds that the process takes at most to finish what it has begun after SIGTERM, 0 to 595. @default 30 */
  readonly drainSeconds?: number;
}

/** What differs between one that runs and another. */
interface Parts {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: Ports;
  /** Seconds until the process gets SIGTERM. @default 0 */
  readonly preStopSeconds?: number;
  /** Seconds until the kubelet kills the process. */
  readonly graceSeconds: number;
  /** What else the pod has. */
  readonly spec: Partial<IPodSpec>;
}

/** The pod template of what runs all the time. */
export function runningTemplate(props: RunningProps<AnyMount>, parts: Parts): IPodTemplateSpec {
  const { name, labels, preStopSeconds = 0, graceSeconds, spec } = parts;
  const ports = numbersOf(parts.ports);
  return podTemplate(props, {
    name,
    labels,
    ports,
    container: {
      ...probes(props.health, ports, props.probes),
      ...(preStopSeconds > 0 && { lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } } }),
    },
    spec: { terminationGracePeriodSeconds: graceSeconds, ...spec },
  });
}

/** Seconds to finish, and five to spare. */
export function graceOf({ drainSeconds = 30 }: Finish): number {
  return drainSeconds + 5;
}

/** What is wrong with the settings of what runs all the time. */
export function runningFaults(name: string, props: RunningProps<AnyMount>, ports: Ports, hasDisk = false): Fault[] {
  const numbers = numbersOf(ports);
  return [
    ...portFaults(ports),
    ...probeFaults(props.health, numbers, props.probes),
    ...podFaults({ name, ports: numbers }, props, hasDisk),
  ];
}

/** What is wrong with the time to finish. Source: AKS autoscaler profile, `max-graceful-termination-sec`: 600 by default. */
export function finishFaults({ drainSeconds = 30 }: Finish): Fault[] {
  return wholeNumber('drainSeconds', drainSeconds, 0, 595);
}
