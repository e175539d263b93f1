// The pod of a service: one container, hardened, probed, with its files and a shutdown that loses no request.
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { IVolume } from 'kubernetes-models/v1/Volume';
import type { Mount } from './mount.ts';
import { probes, type HealthPaths, type Probes } from './probe.ts';
import { resourceRequirements, type Resources } from './resources.ts';
import { restrictedContainer, restrictedPod } from './security.ts';
import { shutdownTimes, type Shutdown } from './shutdown.ts';
import { antiAffinity, spread } from './spread.ts';

export interface PodProps {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly image: string;
  readonly ports: Readonly<Record<string, number>>;
  /** The port, by name, that answers the probes. */
  readonly probedPort: string;
  readonly health: HealthPaths;
  readonly probes: Probes | undefined;
  readonly resources: Resources;
  readonly zones: readonly string[];
  readonly mounts: readonly Mount[];
  readonly env: Readonly<Record<string, string>>;
  readonly shutdown: Shutdown | undefined;
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
      topologySpreadConstraints: spread(labels, props.zones),
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
  const known = mounts.flatMap(({ name, checksum }) =>
    checksum ? [[`checksum.fleetwright.dev/${name}`, checksum]] : [],
  );
  return known.length > 0 ? { annotations: Object.fromEntries(known) as Record<string, string> } : {};
}

/** Secrets are readable by the pod's group alone. */
function volume({ name, source }: Mount): IVolume {
  if ('secret' in source) return { name, secret: { secretName: source.secret, defaultMode: 0o440 } };
  if ('configMap' in source) return { name, configMap: { name: source.configMap } };
  return { name, emptyDir: { sizeLimit: source.emptyDir.sizeLimit } };
}
