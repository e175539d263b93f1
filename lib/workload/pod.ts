// The pod of every workload: one container with what helps it, hardened, under an account of its own.
import type { ApiObject } from 'cdk8s';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { IVolume } from 'kubernetes-models/v1/Volume';
import { annotations } from '../platform.ts';
import { wholeNumber } from '../validation/limits.ts';
import { type Fault, unless } from '../validation/rules.ts';
import {
  container,
  containerFaults,
  type ContainerProps,
  environmentReasons,
  type ExtraContainer,
  type Sidecar,
} from './container.ts';
import { helperFaults, type OwnContainer } from './helpers.ts';
import { type Identity, identityFaults, usesIdentity } from './identity.ts';
import { type AnyMount, hasSource, type Mount } from './mount.ts';
import { probes } from './probe.ts';
import { secretsInEnvironment } from './secrets-in-environment.ts';
import { restrictedPod, restrictedPodAs } from './security.ts';

/** What the pods of every workload are made from. */
export interface PodProps<M extends AnyMount = Mount> extends ContainerProps<M> {
  /** Containers that run beside it: they start before it and end after it. @default none */
  readonly sidecars?: readonly Sidecar<M>[];
  /** Containers that run before it, each to its end, in this order, with the sidecars at hand. @default none */
  readonly before?: readonly ExtraContainer<M>[];
  /** Its managed identity in Azure. @default none */
  readonly identity?: Identity;
  /** Whether it calls the Kubernetes API: mounts its account's token and opens the way there. @default false */
  readonly kubernetesApi?: boolean;
  /** Secrets with which its images are pulled, beside the cluster's own right to its registry. @default none */
  readonly pullSecrets?: readonly string[];
  /** Number of the user and group that it runs as, 1 to 4294967294. @default 65532, `nonroot` of distroless images */
  readonly user?: number;
  /** The PriorityClass; an application may not choose one without an exception. @default the cluster's */
  readonly priorityClass?: string;
}

/** What differs between the pods of one kind of workload and of another. */
export interface PodParts {
  /** Name of the container and of the service account. */
  readonly name: string;
  /** The pod's labels, by which everything selects it. */
  readonly labels: Readonly<Record<string, string>>;
  /** Port numbers of the container by name. */
  readonly ports: Readonly<Record<string, number>>;
  /** What else the container has: probes, a farewell. */
  readonly container: Partial<IContainer>;
  /** What else the pod has: its grace, how its copies are spread. */
  readonly spec: Partial<IPodSpec>;
  /** What else the pod's annotations say. @default nothing */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The pod template of a workload. */
export function podTemplate(props: PodProps<AnyMount>, parts: PodParts): IPodTemplateSpec {
  const { name, labels } = parts;
  const { sidecars = [], before = [], pullSecrets = [], user, priorityClass } = props;
  const mounts = mountsOf(props);
  const helpers = [...sidecars.map(sidecar), ...before.map((each) => container(each.name, each.ports ?? {}, each))];
  const notes = { ...parts.annotations, ...checksums(mounts) };
  return {
    metadata: {
      labels: { ...labels, ...(props.identity && usesIdentity) },
      ...(Object.keys(notes).length > 0 && { annotations: notes }),
    },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: props.kubernetesApi ?? false,
      enableServiceLinks: false,
      securityContext: user === undefined ? restrictedPod : restrictedPodAs(user),
      ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((secret) => ({ name: secret })) }),
      ...(priorityClass !== undefined && { priorityClassName: priorityClass }),
      ...(helpers.length > 0 && { initContainers: helpers }),
      containers: [{ ...container(name, parts.ports, props), ...parts.container }],
      volumes: mounts.flatMap(volume),
      ...parts.spec,
    },
  };
}

function sidecar(props: Sidecar<AnyMount>): IContainer {
  const { name, ports = {}, health } = props;
  return {
    ...container(name, ports, props),
    restartPolicy: 'Always',
    ...(health && probes(health, ports, props.probes)),
  };
}

/**
 * Puts on a workload why Secrets come into its environment, where its settings say so.
 * @param podSpec where the pod's `spec` is in the object: `spec.template.spec`
 */
export function excuseEnvironment(workload: ApiObject, podSpec: string, props: PodProps<AnyMount>): void {
  const { sidecars = [], before = [] } = props;
  const all = [
    ...environmentReasons(props).map(([field, because]) => [`containers[0].${field}`, because] as const),
    ...[...sidecars, ...before].flatMap((each, index) =>
      environmentReasons(each).map(([field, because]) => [`initContainers[${index}].${field}`, because] as const),
    ),
  ];
  const reasons = Object.fromEntries(all.map(([field, because]) => [`${podSpec}.${field}`, because]));
  if (all.length > 0) secretsInEnvironment(workload, workload.kind, reasons);
}

/**
 * What is wrong with the settings that all workloads share.
 *
 * @param own the workload's own container
 * @param hasDisk whether each copy has a disk of its own
 */
export function podFaults(own: OwnContainer, props: PodProps<AnyMount>, hasDisk = false): Fault[] {
  const { identity, user } = props;
  const volumes = mountsOf(props);
  return [
    ...containerFaults(props),
    ...helperFaults(own, props, volumes),
    ...unless(hasDisk || volumes.every(({ source }) => source.disk === undefined), {
      field: 'mounts.source',
      problem: 'is a disk of its own, which a copy of this workload does not have',
      write: 'scratch(...), which is gone with the pod; or a StatefulService',
    }),
    ...(identity ? identityFaults(identity) : []),
    ...(user === undefined ? [] : wholeNumber('user', user, 1, 2 ** 32 - 2)),
  ];
}

/** Every volume once, by the first container that mounts it. */
function mountsOf({ mounts = [], sidecars = [], before = [] }: PodProps<AnyMount>): readonly AnyMount[] {
  const all = [...mounts, ...[...sidecars, ...before].flatMap((each) => each.mounts ?? [])];
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

/** A change of what is mounted changes the template, and so replaces the pods. */
function checksums(mounts: readonly AnyMount[]): Record<string, string> {
  const known = mounts.flatMap(({ name, checksum }) => (checksum ? [[annotations.checksum + name, checksum]] : []));
  return Object.fromEntries(known) as Record<string, string>;
}

/** Secrets are readable by the pod's group alone. A copy's own disk is no volume of the template: its StatefulSet adds it. */
function volume(mount: AnyMount): IVolume[] {
  const { name, source } = mount;
  if (!hasSource(mount)) return [];
  if (source.secret !== undefined) return [{ name, secret: { secretName: source.secret, defaultMode: 0o440 } }];
  if (source.configMap !== undefined) return [{ name, configMap: { name: source.configMap } }];
  return source.emptyDir ? [{ name, emptyDir: { sizeLimit: source.emptyDir.sizeLimit } }] : [];
}
