// What runs on every node: one copy for each, which comes and goes with it.
import type { Construct } from 'constructs';
import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { ModelObject } from '../model-object.ts';
import { definedProps } from '../validation/props.ts';
import { workloadNetwork } from './network.ts';
import { excuseEnvironment } from './pod.ts';
import type { Ports } from './ports.ts';
import { minReady, stepFaults, type StepByStep } from './rollout.ts';
import { finishFaults, type Finish, graceOf, runningFaults, type RunningProps, runningTemplate } from './running.ts';
import { agentShape } from './shapes.ts';
import { Workload } from './workload.ts';

/** What an agent is made from. */
export interface AgentProps extends RunningProps, Finish, StepByStep {
  /** The ports that its process listens on. @default none */
  readonly ports?: Ports;
  /** Labels of the nodes that it runs on. @default every Linux node */
  readonly nodes?: Readonly<Record<string, string>>;
  /** Whether it runs on nodes that keep others away by a taint, too. @default true */
  readonly onTaintedNodes?: boolean;
}

/**
 * DaemonSet, ServiceAccount and NetworkPolicy of an agent, each named as the construct's id. A new version goes to a tenth of the
 * nodes at a time. An application may have one by an exception alone: it takes room on everybody's nodes.
 */
export class Agent extends Workload {
  /** The ports of its pods. */
  readonly ports: Ports;

  constructor(scope: Construct, id: string, given: AgentProps) {
    const props = definedProps(given);
    const { ports = {}, nodes = {}, onTaintedNodes = true } = props;
    super(scope, id, props, agentShape, () => [
      ...runningFaults(id, props, ports),
      ...finishFaults(props),
      ...stepFaults(props),
    ]);
    this.ports = ports;
    const daemonSet = new ModelObject<IDaemonSet>(this, 'daemon-set', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: id, labels: { ...this.labels } },
      spec: {
        revisionHistoryLimit: 5,
        minReadySeconds: minReady(props),
        selector: { matchLabels: { ...this.labels } },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
        template: runningTemplate(props, {
          name: id,
          labels: this.labels,
          ports,
          graceSeconds: graceOf(props),
          spec: {
            nodeSelector: { 'kubernetes.io/os': 'linux', ...nodes },
            ...(onTaintedNodes && { tolerations: [{ operator: 'Exists' }] }),
          },
        }),
      },
    });
    excuseEnvironment(daemonSet, 'spec.template.spec', props);
    workloadNetwork(this, id, this.labels, { ...props, ports });
  }
}
