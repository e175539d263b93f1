// A service that answers HTTP, with all that production asks of it: the one construct that an application developer needs.
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { ModelObject } from '../model-object.ts';
import type { Flow } from '../network/traffic.ts';
import { dnsLabel } from '../validation/limits.ts';
import { addRules, type Fault } from '../validation/rules.ts';
import { mountFaults, type Mount } from './mount.ts';
import { serviceNetwork } from './network.ts';
import { podTemplate } from './pod.ts';
import { portFaults, type ServicePorts } from './ports.ts';
import { probeFaults, type HealthPaths, type Probes } from './probe.ts';
import { resourceFaults, type Resources } from './resources.ts';
import { httpRoute, type Route, routeFaults } from './route.ts';
import { autoscaler, disruptionBudget, scaleFaults, type Scale } from './scale.ts';
import { shutdownFaults, type Shutdown } from './shutdown.ts';
import type { ZoneSpread } from './spread.ts';

export type { ServicePorts } from './ports.ts';

/** What a service is made from: the required settings, and what has a default. */
export interface WebServiceProps {
  /** The image, pinned by digest: `repository:tag@sha256:...`. */
  readonly image: string;
  /** The ports that its process listens on. */
  readonly ports: ServicePorts;
  /** The paths of the three probes, three different ones, on the port `http`. */
  readonly health: HealthPaths;
  /** How many copies run. */
  readonly scale: Scale;
  /** CPU and memory of one copy. */
  readonly resources: Resources;
  /** How often the probes ask and how patient they are. @default see {@link Probes} */
  readonly probes?: Probes;
  /** Zones of the cluster's nodes; over two or more the copies are spread. @default none */
  readonly zones?: readonly string[];
  /** Whether a copy waits for room in the zone that is its turn. @default 'ScheduleAnyway': it goes to another */
  readonly zoneSpread?: ZoneSpread;
  /** The host and paths under which the public reaches the service. @default none, the cluster alone does */
  readonly route?: Route;
  /** Files from Secrets and ConfigMaps, and folders to write to. @default none; the root file system is read-only */
  readonly mounts?: readonly Mount[];
  /** Environment variables; secrets do not belong here, mount them. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** Connections that the service accepts beside the Gateway's and Prometheus'. @default none */
  readonly from?: readonly Flow[];
  /** Connections that the service opens beside name resolution. @default none */
  readonly to?: readonly Flow[];
  /** Whether the service calls the Kubernetes API: mounts its account's token and opens the way there. @default false */
  readonly kubernetesApi?: boolean;
  /** How a copy ends. @default 10 s in the routes' farewell, 20 s to finish, 5 s to spare */
  readonly shutdown?: Shutdown;
}

/**
 * Deployment, HorizontalPodAutoscaler, Service, ServiceAccount, PodDisruptionBudget and NetworkPolicy of a service; HTTPRoute
 * where it has a route. All bear the construct's id as their name, and select by it, so that moving the construct in the
 * code renames nothing.
 */
export class WebService extends Construct {
  /** The construct's id: the name of all its objects. */
  readonly name: string;
  /** The chart's namespace. */
  readonly namespace: string | undefined;
  /** The ports of its Service. */
  readonly ports: ServicePorts;
  /** Labels of the pods; the Service and every policy select by them. They never change: selectors are immutable. */
  readonly labels: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id);
    this.name = id;
    this.namespace = Chart.of(this).namespace;
    this.ports = props.ports;
    this.labels = { 'app.kubernetes.io/name': id };
    addRules(this, () => faults(id, props));

    new k8s.KubeServiceAccount(this, 'account', {
      metadata: { name: id },
      automountServiceAccountToken: false,
    });
    this.deployment(props);
    this.service();
    autoscaler(this, id, props.scale);
    disruptionBudget(this, id, this.labels);
    serviceNetwork(this, id, this.labels, props);
    if (props.route) httpRoute(this, id, props.ports.http, props.route);
  }

  private deployment(props: WebServiceProps): void {
    new ModelObject<IDeployment>(this, 'deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: this.name, labels: { ...this.labels } },
      spec: {
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 300,
        selector: { matchLabels: { ...this.labels } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' } },
        template: podTemplate({
          name: this.name,
          labels: this.labels,
          image: props.image,
          ports: { ...props.ports },
          probedPort: 'http',
          health: props.health,
          probes: props.probes,
          resources: props.resources,
          zones: props.zones ?? [],
          zoneSpread: props.zoneSpread,
          mounts: props.mounts ?? [],
          env: props.env ?? {},
          shutdown: props.shutdown,
          kubernetesApi: props.kubernetesApi ?? false,
        }),
      },
    });
  }

  private service(): void {
    new k8s.KubeService(this, 'service', {
      metadata: { name: this.name, labels: { ...this.labels } },
      spec: {
        selector: { ...this.labels },
        ports: Object.entries(this.ports).map(([name, port]: [string, number]) => ({
          name,
          port,
          targetPort: k8s.IntOrString.fromString(name),
          appProtocol: 'http',
        })),
      },
    });
  }
}

function faults(id: string, props: WebServiceProps): Fault[] {
  return [
    ...dnsLabel('name', id),
    ...portFaults(props.ports),
    ...probeFaults(props.health, props.probes),
    ...scaleFaults(props.scale),
    ...resourceFaults(props.resources),
    ...shutdownFaults(props.shutdown),
    ...(props.route ? routeFaults(props.route) : []),
    ...mountFaults(props.mounts ?? []),
  ];
}
