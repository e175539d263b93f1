// The pod of a service: one container, hardened, probed, with its files and a shutdown that loses no request.
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { IVolume } from 'kubernetes-models/v1/Volume';
import { annotations } from '../platform.ts';
import type { Mount } from './mount.ts';
import { probes, type HealthPaths, type Probes } from './probe.ts';
import { resourceRequirements, type Resources } from './resources.ts';
import { restrictedContainer, restrictedPod } from './security.ts';
import { shutdownTimes, type Shutdown } from './shutdown.ts';
import { antiAffinity, spread, type ZoneSpread } from './spread.ts';

/** What a pod is made from; the defaults are those of the service. */
export interface PodProps {
  /** Name of the container and of the service account. */
  readonly name: string;
  /** The pod's labels, by which everything selects it. */
  readonly labels: Readonly<Record<string, string>>;
  /** The image, pinned by digest. */
  readonly image: string;
  /** Port numbers of the container by name. */
  readonly ports: Readonly<Record<string, number>>;
  /** The port, by name, that answers the probes. */
  readonly probedPort: string;
  /** The paths of the probes. */
  readonly health: HealthPaths;
  /** Settings of the probes; undefined for their defaults. */
  readonly probes: Probes | undefined;
  /** CPU and memory of the container. */
  readonly resources: Resources;
  /** Zones to spread over, where there are two or more. */
  readonly zones: readonly string[];
  /** Whether a copy waits for its zone; undefined for the default. */
  readonly zoneSpread: ZoneSpread | undefined;
  /** The container's files; nothing else can be written to. */
  readonly mounts: readonly Mount[];
  /** Environment variables by name. */
  readonly env: Readonly<Record<string, string>>;
  /** How the pod ends; undefined for the defaults. */
  readonly shutdown: Shutdown | undefined;
  /** Whether the account's token is mounted. */
  readonly kubernetesApi: boolean;
}

/** The pod template of a Deployment. */
export function podTemplate(props: PodProps): IPodTemplateSpec {
  const { name, labels, mounts } = props;
  const { preStopSeconds, graceSeconds } = shutdownTimes(props.shutdown);
  return {
    metadata: { labels: { ...labels }, ...checksums(mounts) },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: props.kubernetesApi,
      enableServiceLinks: false,
      securityContext: restrictedPod,
      terminationGracePeriodSeconds: graceSeconds,
      topologySpreadConstraints: spread(labels, props.zones, props.zoneSpread),
      affinity: antiAffinity(labels),
      containers: [
        {
          name,
          image: props.image,
          imagePullPolicy: 'IfNotPresent',
          ports: Object.entries(props.ports).map(([portName, containerPort]) => ({ name: portName, containerPort })),
          env: Object.entries(props.env).map(([variable, value]) => ({ name: variable, value })),
          resources: resourceRequirements(props.resources),
          securityContext: restrictedContainer,
          ...probes(props.health, props.probedPort, props.probes),
          lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } },
          volumeMounts: mounts.map(({ name: volume, path, source }) => ({
            name: volume,
            mountPath: path,
            readOnly: !('emptyDir' in source),
          })),
        },
      ],
      volumes: mounts.map(volume),
    },
  };
}

/** A change of what is mounted changes the template, and so replaces the pods. */
function checksums(mounts: readonly Mount[]): { annotations?: Record<string, string> } {
  const known = mounts.flatMap(({ name, checksum }) => (checksum ? [[annotations.checksum + name, checksum]] : []));
  return known.length > 0 ? { annotations: Object.fromEntries(known) as Record<string, string> } : {};
}

/** Secrets are readable by the pod's group alone. */
function volume({ name, source }: Mount): IVolume {
  if ('secret' in source) return { name, secret: { secretName: source.secret, defaultMode: 0o440 } };
  if ('configMap' in source) return { name, configMap: { name: source.configMap } };
  return { name, emptyDir: { sizeLimit: source.emptyDir.sizeLimit } };
}
