// A service that answers requests, with all that production asks of it: the one construct that most developers need.
import type { Construct } from 'constructs';
import type { IService } from 'kubernetes-models/v1/Service';
import { ModelObject } from '../model-object.ts';
import { definedProps } from '../validation/props.ts';
import { type Fault, unless } from '../validation/rules.ts';
import { deployment } from './deployment.ts';
import { workloadNetwork } from './network.ts';
import { excuseEnvironment } from './pod.ts';
import { numbersOf, type Ports } from './ports.ts';
import { runningFaults, type RunningProps, runningTemplate } from './running.ts';
import { type RolledOut, rolloutFaults } from './rollout.ts';
import { servicePorts } from './service-ports.ts';
import { httpRoute, requestPort, type Route, routeFaults } from './route.ts';
import { autoscaler, disruptionBudget, scaleFaults, type Scale } from './scale.ts';
import { shutdownFaults, type Shutdown, shutdownTimes } from './shutdown.ts';
import { antiAffinity, spread, type ZoneSpread } from './spread.ts';
import { webServiceShape } from './shapes.ts';
import { Workload } from './workload.ts';

/** What a service is made from: the required settings, and what has a default. */
export interface WebServiceProps extends RunningProps, RolledOut {
  /** The ports that its process listens on. */
  readonly ports: Ports;
  /** How many copies run. */
  readonly scale: Scale;
  /** Zones of the cluster's nodes; over two or more the copies are spread. @default none */
  readonly zones?: readonly string[];
  /** Whether a copy waits for room in the zone that is its turn. @default 'ScheduleAnyway': it goes to another */
  readonly zoneSpread?: ZoneSpread;
  /** The hosts and paths under which the public reaches the service. @default none, the cluster alone does */
  readonly route?: Route;
  /** How a copy ends. @default 10 s in the routes' farewell, 20 s to finish, 5 s to spare */
  readonly shutdown?: Shutdown;
}

/**
 * Deployment, HorizontalPodAutoscaler, Service, ServiceAccount, PodDisruptionBudget and NetworkPolicy of a service; HTTPRoute
 * where it has a route. All bear the construct's id as their name, and select by it, so that moving the construct in the
 * code renames nothing.
 */
export class WebService extends Workload {
  /** The ports of its Service. */
  readonly ports: Ports;
  /** Whether the public reaches it, through the Gateway. */
  readonly isRouted: boolean;

  constructor(scope: Construct, id: string, given: WebServiceProps) {
    const props = definedProps(given);
    super(scope, id, props, webServiceShape, () => faults(id, props));
    this.ports = props.ports;
    this.isRouted = props.route !== undefined;
    const { route, scale } = props;
    const routed = route && requestPort(props.ports, route);
    excuseEnvironment(
      deployment(this, id, this.labels, template(id, this.labels, props), props),
      'spec.template.spec',
      props,
    );
    new ModelObject<IService>(this, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: id, labels: { ...this.labels } },
      spec: { selector: { ...this.labels }, ports: servicePorts(props.ports) },
    });
    autoscaler(this, id, scale);
    disruptionBudget(this, id, this.labels);
    workloadNetwork(this, id, this.labels, { ...props, routed });
    if (route && routed !== undefined) httpRoute(this, id, routed, route);
  }
}

function template(name: string, labels: Readonly<Record<string, string>>, props: WebServiceProps) {
  const { ports, zones = [], zoneSpread } = props;
  return runningTemplate(props, {
    name,
    labels,
    ports,
    ...shutdownTimes(props.shutdown),
    spec: {
      topologySpreadConstraints: spread(labels, zones, zoneSpread),
      affinity: antiAffinity(labels),
    },
  });
}

function faults(id: string, props: WebServiceProps): Fault[] {
  const { ports, route } = props;
  return [
    ...runningFaults(id, props, ports),
    ...unless(
      Object.keys(numbersOf(ports)).some((name) => name !== 'metrics'),
      {
        field: 'ports',
        problem: 'none takes requests',
        write: 'http, grpc or tcp; or a Worker, which has none',
      },
    ),
    ...scaleFaults(props.scale),
    ...rolloutFaults(props),
    ...shutdownFaults(props.shutdown),
    ...(route ? routeFaults(route, ports) : []),
  ];
}
