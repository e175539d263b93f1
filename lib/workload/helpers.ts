// What is wrong with the containers that help a workload's own, each told by its place, and with two that share a pod.
import { dnsLabel } from '../validation/limits.ts';
import { type Fault, unless } from '../validation/rules.ts';
import { containerFaults, type ExtraContainer, type Sidecar } from './container.ts';
import type { AnyMount } from './mount.ts';
import { probeFaults } from './probe.ts';

/** The workload's own container, as far as others must keep clear of it. */
export interface OwnContainer {
  /** Its name, which no other of the pod has. */
  readonly name: string;
  /** Numbers of its ports by name. */
  readonly ports: Readonly<Record<string, number>>;
}

/** The containers beside it: those that run as long as it does, and those that run before it. */
interface Helpers {
  readonly sidecars?: readonly Sidecar<AnyMount>[];
  readonly before?: readonly ExtraContainer<AnyMount>[];
}

/** What is wrong with the helpers of a container. @param volumes of the pod, each as the first container has it that mounts it */
export function helperFaults(
  own: OwnContainer,
  { sidecars = [], before = [] }: Helpers,
  volumes: readonly AnyMount[],
): Fault[] {
  const all = [...sidecars, ...before];
  const namesBefore = (index: number): string[] => [own.name, ...all.slice(0, index).map(({ name }) => name)];
  const common = (each: ExtraContainer<AnyMount>, index: number): Fault[] => [
    ...nameFaults(each.name, namesBefore(index)),
    ...containerFaults(each),
    ...volumeFaults(each, volumes),
  ];
  return [
    ...sidecars.flatMap((each, index) =>
      within(`sidecars[${index}]`, [
        ...common(each, index),
        ...portFaults(each, [own, ...sidecars.slice(0, index)]),
        ...probedFaults(each),
      ]),
    ),
    ...before.flatMap((each, index) =>
      within(`before[${index}]`, [
        ...common(each, sidecars.length + index),
        ...portFaults(each, sidecars),
        ...askedFaults(each),
      ]),
    ),
  ];
}

function within(place: string, faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, field: `${place}.${fault.field}` }));
}

function nameFaults(name: string, others: readonly string[]): Fault[] {
  return [
    ...dnsLabel('name', name),
    ...unless(!others.includes(name), {
      field: 'name',
      problem: `another container of the pod is called "${name}"`,
      write: 'a name of its own',
    }),
  ];
}

function volumeFaults({ mounts = [] }: ExtraContainer<AnyMount>, volumes: readonly AnyMount[]): Fault[] {
  const sourceOf = (name: string): string =>
    JSON.stringify(volumes.find((volume) => volume.name === name)?.source ?? null);
  return mounts
    .filter(({ name, source }) => sourceOf(name) !== JSON.stringify(source))
    .map(({ name }) => ({
      field: 'mounts.name',
      problem: `two volumes are named "${name}"`,
      write: 'another name for one of them, or the same source for both',
    }));
}

/**
 * What runs at the same time shares the pod's address, and a Service takes the first port of a name.
 * Source: Kubernetes, "Pods", Pod networking; pkg/api/pod/warnings.go of its source.
 */
function portFaults({ ports = {} }: ExtraContainer<AnyMount>, others: readonly Partial<OwnContainer>[]): Fault[] {
  return Object.entries(ports).flatMap(([name, number]) =>
    others.flatMap((other) => {
      const taken = Object.entries(other.ports ?? {}).find(([port, value]) => port === name || value === number);
      if (!taken) return [];
      const what = taken[1] === number ? String(number) : `the name "${name}"`;
      return [
        {
          field: `ports.${name}`,
          problem: `${what} is a port of the container "${other.name}" already, and both are in one pod`,
          write: 'a name and a number of its own',
        },
      ];
    }),
  );
}

function probedFaults({ health, probes: settings, ports = {} }: Sidecar<AnyMount>): Fault[] {
  if (health) return probeFaults(health, ports, settings);
  return unless(settings === undefined, {
    field: 'probes',
    problem: 'are set, and ask nothing',
    write: 'what they ask, in health',
  });
}

/** What runs to its end is asked nothing: it has ended, or failed. Source: Kubernetes, "Init Containers". */
function askedFaults(props: ExtraContainer<AnyMount>): Fault[] {
  return ['health', 'probes']
    .filter((name) => Object.hasOwn(props, name))
    .map((name) => ({
      field: name,
      problem: `"${props.name}" runs to its end, and no probe asks such a container`,
      write: 'it in sidecars, where it runs beside the workload; or no probes',
    }));
}
