// Rights that rule each other out. Source: Kubernetes API, "SecurityContext", "PodSecurityContext", "SeccompProfile";
// `pkg/apis/core/validation/validation.go`.
import { type Fault, unless } from '../../../lib/validation/rules.ts';
import { asArray, asRecord, at } from '../../fields.ts';
import { isLabelValue } from './metadata.ts';
import { type AnyMap, entries, memberOf, repeated, type Rule } from './rule.ts';

export const securityContext: Rule = (
  { allowPrivilegeEscalation, privileged, capabilities, procMount },
  [, pod = {}],
) => {
  const grants = {
    privileged: privileged === true,
    'capabilities.add': asArray(at(capabilities, 'add')).includes('CAP_SYS_ADMIN'),
  };
  return [
    ...Object.entries(grants)
      .filter(([, isGranted]) => isGranted && allowPrivilegeEscalation === false)
      .map(([field]) => ({
        field,
        problem: `grants all that allowPrivilegeEscalation could lead to, and that is false`,
        write: 'nothing, or no allowPrivilegeEscalation',
      })),
    ...unless(procMount !== 'Unmasked' || ![undefined, true].includes(pod.hostUsers as undefined), {
      field: 'procMount',
      problem: 'is Unmasked, among the users of the node',
      write: 'Default; or hostUsers: false of the pod',
    }),
  ];
};

export const podSecurityContext: Rule = (value) =>
  repeated(entries(value, 'sysctls'), ({ entry }) => String(entry.name).replaceAll('/', '.')).map(
    ({ field, entry }) => ({
      field: `${field}.name`,
      problem: `"${String(entry.name)}" is set before`,
      write: 'each once',
    }),
  );

const levels = ['privileged', 'baseline', 'restricted'];

/** What a namespace asks of its pods. Source: Kubernetes, "Pod Security Admission", labels for namespaces. */
export const namespace: Rule = ({ metadata }) => {
  const labels = asRecord(asRecord(metadata).labels);
  return ['enforce', 'audit', 'warn'].flatMap((mode) => {
    // Of what no label can have another rule tells.
    const label = `pod-security.kubernetes.io/${mode}`;
    const [level, version] = [labels[label] ?? 'privileged', labels[`${label}-version`] ?? 'latest'].map(String);
    return [
      ...unless(levels.includes(level ?? '') || !isLabelValue(level ?? ''), {
        field: memberOf('metadata.labels', label),
        problem: `"${level}" is no level of Pod Security`,
        write: `one of: ${levels.join(', ')}`,
      }),
      ...unless(/^(?:latest|v1\.(?:0|[1-9]\d*))$/.test(version ?? '') || !isLabelValue(version ?? ''), {
        field: memberOf('metadata.labels', `${label}-version`),
        problem: `"${version}" is no version of Pod Security`,
        write: 'latest, or a version such as v1.36',
      }),
    ];
  });
};

/** A profile of the node has a name there, and no other has. */
export const profile: Rule = ({ type, localhostProfile }) => {
  const isOfNode = type === 'Localhost';
  const isNamed = localhostProfile !== undefined && (!isOfNode || localhostProfile !== '');
  return unless(isNamed === isOfNode, {
    field: 'localhostProfile',
    problem: isOfNode ? 'is missing' : `stands beside the type ${String(type)}`,
    write: isOfNode ? 'the name that the profile has on the node' : 'nothing, or the type Localhost',
  });
};

/** What a pod takes of its node, and what it keeps to itself. */
export function hostFaults(pod: AnyMap): Fault[] {
  const { hostPID, hostIPC, hostUsers, shareProcessNamespace } = pod;
  return [
    ...unless(!(hostPID === true && shareProcessNamespace === true), {
      field: 'shareProcessNamespace',
      problem: 'is true, and so is hostPID',
      write: 'one of them',
    }),
    ...Object.entries({ hostPID, hostIPC })
      .filter(([, isOfNode]) => isOfNode === true && hostUsers === false)
      .map(([field]) => ({
        field,
        problem: 'is true, and hostUsers is false: it has users of its own',
        write: 'false, or no hostUsers',
      })),
  ];
}
