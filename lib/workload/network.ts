// Who may talk to a workload, and with whom it talks: closed, but for what it declares and what its ports mean.
import type { Construct } from 'constructs';
import { AllowTraffic, type Flow } from '../network/traffic.ts';
import { apiServer, dns, routedByGateway, scrapedByPrometheus } from '../network/well-known.ts';
import type { Ports } from './ports.ts';

/** The connections that a workload says of itself. */
export interface Connections {
  /** Connections that it accepts beside the Gateway's and Prometheus'. @default none */
  readonly from?: readonly Flow[];
  /** Connections that it opens beside name resolution. @default none */
  readonly to?: readonly Flow[];
}

interface NetworkProps extends Connections {
  readonly ports: Ports;
  /** Number of the port that the Gateway calls; undefined where it calls none. */
  readonly routed?: number | undefined;
  readonly kubernetesApi?: boolean;
}

/** The policy of a workload's pods, named as the workload. Ports are numbers, as AKS advises with Cilium. */
export function workloadNetwork(
  scope: Construct,
  name: string,
  pods: Readonly<Record<string, string>>,
  { ports, routed, from = [], to = [], kubernetesApi = false }: NetworkProps,
): void {
  new AllowTraffic(scope, name, {
    pods,
    from: [
      ...(routed === undefined ? [] : [routedByGateway({ port: routed })]),
      ...(ports.metrics === undefined ? [] : [scrapedByPrometheus({ port: ports.metrics })]),
      ...from,
    ],
    to: [dns, ...(kubernetesApi ? [apiServer] : []), ...to],
  });
}
