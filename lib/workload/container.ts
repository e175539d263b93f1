// One container: hardened, within its limits, and with nothing to write to but what is mounted.
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import { type Forms, type OneOf, oneOf, saysOne } from '../validation/one-of.ts';
import { type Fault, unless } from '../validation/rules.ts';
import { isReason, reasonOrStandIn } from '../reasons.ts';
import { type AnyMount, isWritable, type Mount, mountFaults } from './mount.ts';
import type { Health, Probes } from './probe.ts';
import { resourceFaults, resourceRequirements, type Resources } from './resources.ts';
import { restrictedContainer } from './security.ts';

/** What a container is made from. @typeParam M what it may mount: the disk of its copy only a `StatefulService` has */
export interface ContainerProps<M extends AnyMount = Mount> {
  /** The image, pinned by digest: `repository:tag@sha256:...`. */
  readonly image: string;
  /** CPU and memory of the container in one copy. */
  readonly resources: Resources;
  /** The program, without a shell. @default the image's */
  readonly command?: readonly string[];
  /** The program's arguments. @default the image's */
  readonly args?: readonly string[];
  /** Environment variables; secrets do not belong here, mount them. @default none */
  readonly env?: Readonly<Record<string, Value>>;
  /** Files from Secrets and ConfigMaps, and folders to write to. @default none; the root file system is read-only */
  readonly mounts?: readonly M[];
}

/** What a variable of the environment holds. */
export type Value = OneOf<string | FromPod | FromSecret>;

/** A value that is known when the pod starts. Source: Kubernetes, "Downward API", sections on fields. */
export type FromPod =
  /** Of the pod: its name, its address, a label. */
  | {
      readonly field:
        | 'metadata.name'
        | 'metadata.namespace'
        | 'metadata.uid'
        | `metadata.labels['${string}']`
        | `metadata.annotations['${string}']`
        | 'spec.nodeName'
        | 'spec.serviceAccountName'
        | 'status.hostIP'
        | 'status.podIP'
        | 'status.podIPs';
    }
  /** Of the container: memory in bytes, CPU in whole cores, rounded up. */
  | { readonly resource: `${'limits' | 'requests'}.${'cpu' | 'memory' | 'ephemeral-storage'}` };

/** A value of a Secret, for an image that cannot read a file: every child process has it, and it shows in crash dumps. */
export interface FromSecret {
  /** The Secret's name. */
  readonly secret: string;
  /** The key in it. */
  readonly key: string;
  /** Why a file does not do, in one line. */
  readonly because: string;
}

/** A container that is not the workload itself: one that runs before it. */
export interface ExtraContainer<M extends AnyMount = Mount> extends ContainerProps<M> {
  /** A DNS label that no other container of the pod has. */
  readonly name: string;
  /** Numbers of the ports that it listens on, by name. @default none */
  readonly ports?: Readonly<Record<string, number>>;
}

/** A container that runs beside the workload: what needs it starts when it has started. */
export interface Sidecar<M extends AnyMount = Mount> extends ExtraContainer<M> {
  /** What its three probes ask, on its own ports. While it is not ready, the pod is not. @default nothing: it is taken to be well as long as it runs */
  readonly health?: Health;
  /** How often its probes ask and how patient they are. @default see {@link Probes} */
  readonly probes?: Probes;
}

/** The container without what only some have: probes, a farewell. */
export function container(
  name: string,
  ports: Readonly<Record<string, number>>,
  props: ContainerProps<AnyMount>,
): IContainer {
  const { image, command, args, env = {}, mounts = [], resources } = props;
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    ...(command && { command: [...command] }),
    ...(args && { args: [...args] }),
    ports: Object.entries(ports).map(([portName, containerPort]) => ({ name: portName, containerPort })),
    env: Object.entries(env).map(variable),
    resources: resourceRequirements(resources),
    securityContext: restrictedContainer,
    volumeMounts: mounts.map((mount) => ({ name: mount.name, mountPath: mount.path, readOnly: !isWritable(mount) })),
  };
}

const valueForms: Forms = [['field'], ['resource'], ['secret', 'key', 'because']];

function variable([name, value]: [string, Value]): IEnvVar {
  if (typeof value === 'string') return { name, value };
  // It is refused, and would be said again of the objects that it names.
  if (!saysOne(value, valueForms)) return { name };
  if (value.secret !== undefined) return { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } };
  return value.field !== undefined
    ? { name, valueFrom: { fieldRef: { fieldPath: value.field } } }
    : { name, valueFrom: { resourceFieldRef: { resource: value.resource } } };
}

/** Why variables of a container are Secrets' values, by `env.NAME`. */
export function environmentReasons({ env = {} }: Pick<ContainerProps, 'env'>): [field: string, because: string][] {
  return Object.entries(env).flatMap(([name, value]): [string, string][] =>
    typeof value === 'object' && value.secret !== undefined && saysOne(value, valueForms)
      ? [[`env.${name}`, reasonOrStandIn(value.because)]]
      : [],
  );
}

function variableFaults([name, value]: [string, Value]): Fault[] {
  const field = `env.${name}`;
  if (typeof value !== 'object')
    return unless(typeof value === 'string', { field, problem: `${value} is no text`, write: `"${value}"` });
  if (value.secret === undefined || !saysOne(value, valueForms)) return oneOf(field, value, valueForms);
  return unless(isReason(value.because), {
    field: `${field}.because`,
    problem: 'is no reason to have a secret in the environment',
    write: 'why a file does not do, in one line',
  });
}

/** What is wrong with a container's settings. */
export function containerFaults({ resources, command, env = {}, mounts = [] }: ContainerProps<AnyMount>): Fault[] {
  return [
    ...resourceFaults(resources),
    ...mountFaults(mounts),
    ...Object.entries(env).flatMap(variableFaults),
    ...unless(command === undefined || Boolean(command[0]), {
      field: 'command',
      problem: command?.length === 0 ? 'is empty' : 'begins with an empty text, which is no program',
      write: "the program and its arguments, or leave it out: the image's",
    }),
  ];
}
