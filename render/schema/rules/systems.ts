// What a pod asks of a system that is not its own. Source: Kubernetes documentation, "Windows containers in Kubernetes";
// `validateWindows` and `validateLinux` of `pkg/apis/core/validation/validation.go`.
import type { Fault } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, asString, at } from '../../fields.ts';
import { containerLists } from '../../pods.ts';
import { type AnyMap, entries } from './rule.ts';

interface Lacks {
  readonly pod: readonly string[];
  /** In the `securityContext` of the pod. */
  readonly podContext: readonly string[];
  /** In that of a container. */
  readonly context: readonly string[];
}

const lacking: Readonly<Record<string, Lacks>> = {
  linux: { pod: [], podContext: ['windowsOptions'], context: ['windowsOptions'] },
  windows: {
    pod: ['hostIPC', 'hostPID', 'hostUsers', 'shareProcessNamespace'],
    podContext: [
      'appArmorProfile',
      'fsGroup',
      'fsGroupChangePolicy',
      'runAsGroup',
      'runAsUser',
      'seLinuxChangePolicy',
      'seLinuxOptions',
      'seccompProfile',
      'supplementalGroups',
      'supplementalGroupsPolicy',
      'sysctls',
    ],
    context: [
      'allowPrivilegeEscalation',
      'appArmorProfile',
      'capabilities',
      'privileged',
      'procMount',
      'readOnlyRootFilesystem',
      'runAsGroup',
      'runAsUser',
      'seLinuxOptions',
      'seccompProfile',
    ],
  },
};

export function systemFaults(pod: AnyMap): Fault[] {
  const system = asString(at(pod, 'os.name'));
  const lacks = lacking[system];
  if (lacks === undefined) return [];
  const among = (names: readonly string[], value: unknown, place: string): Fault[] =>
    names
      .filter((name) => isAsked(name, asRecord(value)[name]))
      .map((name) => ({
        field: `${place}${name}`,
        problem: `is nothing that a pod on ${system} has`,
        write: 'nothing, or another os.name',
      }));
  return [
    ...among(lacks.pod, pod, ''),
    ...among(lacks.podContext, pod.securityContext, 'securityContext.'),
    ...containerLists.flatMap((list) =>
      entries(pod, list).flatMap(({ field, entry }) =>
        among(lacks.context, entry.securityContext, `${field}.securityContext.`),
      ),
    ),
  ];
}

/** The node's processes and queues are asked for by true alone, and no list by an empty one. */
function isAsked(name: string, value: unknown): boolean {
  if (name === 'hostIPC' || name === 'hostPID') return value === true;
  return value !== undefined && !(name === 'sysctls' && asArray(value).length === 0);
}
