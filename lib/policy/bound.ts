// What a namespace says to admission policies: which are bound to it, what its application owns, and what they pass over.
// The platform alone writes namespaces, so what stands here is nobody else's to change.
import { annotations } from '../platform.ts';
import { dnsLabel } from '../validation/limits.ts';
import { propsOf, needed, text } from '../validation/props.ts';
import { type Fault, unless } from '../validation/rules.ts';
import { listOf, oneOf, only } from '../validation/shape.ts';
import { boundLabel, type PolicyName, policyNames, textByPolicy, unboundLabel } from './names.ts';

/** A workload that a policy passes over. */
export interface ExceptedWorkload {
  /** The policy, as its refusal names it, without `.fleetwright.dev`. */
  readonly policy: PolicyName;
  /** The object's name; what its name and `-` begin, such as its pods, is excepted with it. */
  readonly workload: string;
  /** What cannot do without it, in one line. */
  readonly because: string;
}

/** A field that the grant of an application opens, as far as it concerns policies. */
interface OpenedField {
  /** Written `group/Kind`. */
  readonly kind: string;
  /** Dotted, with `=` and a value where no other is meant. */
  readonly field?: string;
  /** What cannot do without it. */
  readonly because: string;
}

/** What a namespace says to admission policies. */
export interface Admission {
  /** Whose it is: policies for applications are bound to it, too. @default it is the platform's */
  readonly application?: {
    /** The public hosts that are the application's. */
    readonly hosts: readonly string[];
    /** What it may do beside the closed list: what synth lets through, policies do too. @default none */
    readonly exceptions?: readonly OpenedField[];
  };
  /** Policies that are not bound to it, each with the reason in one line. @default none */
  readonly unbound?: Readonly<Partial<Record<PolicyName, string>>>;
  /** Workloads that a policy passes over. @default none */
  readonly workloads?: readonly ExceptedWorkload[];
}

/** The shape of {@link ExceptedWorkload}. */
export const exceptedWorkloadShape = propsOf<ExceptedWorkload>({
  policy: needed(oneOf(...policyNames)),
  workload: needed(text),
  because: needed(text),
});

/** The shape of {@link Admission}. */
export const admissionShape = propsOf<Admission>({
  application: only(
    { hosts: listOf(text), exceptions: listOf(only({ kind: text, field: text, resource: text, because: text })) },
    'hosts',
  ),
  unbound: textByPolicy,
  workloads: listOf(exceptedWorkloadShape),
});

/** What is wrong with it. */
export function admissionFaults({ unbound = {}, workloads = [] }: Admission): Fault[] {
  return [
    ...Object.entries(unbound).flatMap(([policy, because]) => reason(`admission.unbound.${policy}`, because)),
    ...exceptedWorkloadFaults('admission.workloads', workloads),
  ];
}

/** What is wrong with exceptions for workloads. @param field where they stand */
export function exceptedWorkloadFaults(field: string, workloads: readonly ExceptedWorkload[]): Fault[] {
  return workloads.flatMap(({ workload, because }) => [
    ...dnsLabel(`${field}.workload`, workload),
    ...reason(`${field}.because`, because),
  ]);
}

/** Labels and annotations of the namespace. @param loadBalancers whether its Services may have some */
export function boundMetadata(
  { application, unbound = {}, workloads = [] }: Admission,
  loadBalancers: boolean,
): Record<'labels' | 'annotations', Record<string, string>> {
  const reasons = Object.entries(unbound);
  const exceptions = [
    ...(loadBalancers
      ? [line('service-exposure', '*', 'spec.type=LoadBalancer', 'its load balancers are counted')]
      : []),
    ...(application?.exceptions ?? []).flatMap(openedLines),
    ...workloads.map(({ policy, workload, because }) => line(policy, workload, '*', because)),
  ];
  const hosts = application?.hosts ?? [];
  return {
    labels: {
      [boundLabel]: application ? 'application' : 'platform',
      ...Object.fromEntries(reasons.map(([policy]) => [unboundLabel(policy as PolicyName), 'true'])),
    },
    annotations: {
      ...(reasons.length > 0 && {
        [annotations.unbound]: reasons.map(([policy, because]) => `${policy}: ${because}\n`).join(''),
      }),
      ...(hosts.length > 0 && { [annotations.hosts]: hosts.join(',') }),
      ...(exceptions.length > 0 && { [annotations.admissionExceptions]: exceptions.join('') }),
    },
  };
}

/** A policy reads the first three words. */
function line(policy: PolicyName, workload: string, field: string, because: string): string {
  return `${policy} ${workload} ${field} because ${because}\n`;
}

/** The workloads that such lines name, each once; where they name any, none. */
export function exceptedIn(lines: string): string[] {
  const workloads = lines.split('\n').map((each) => each.split(' ')[1] ?? '*');
  return [...new Set(workloads)].filter((workload) => workload !== '*');
}

/** A field of a pod is opened for whatever makes pods, for the pods of a workload are not its kind. */
function openedLines({ kind, field, because }: OpenedField): string[] {
  const policies = policiesOf[kind] ?? [];
  if (field === undefined) return [];
  const inPod = field.replace(/^(?:spec\.jobTemplate\.)?spec\.template\.spec\./, '');
  return policies.map((policy) => line(policy, '*', inPod, because));
}

const podMakers = ['/Pod', 'apps/DaemonSet', 'apps/Deployment', 'apps/StatefulSet', 'batch/CronJob', 'batch/Job'];

/** The policies that look at fields of a kind. */
const policiesOf: Readonly<Record<string, readonly PolicyName[]>> = {
  '/Secret': ['account-tokens'],
  '/Service': ['service-exposure'],
  'cilium.io/CiliumNetworkPolicy': ['cilium-rules'],
  'external-secrets.io/ExternalSecret': ['secret-stores'],
  'external-secrets.io/SecretStore': ['secret-stores'],
  'gateway.networking.k8s.io/GRPCRoute': ['route-hosts'],
  'gateway.networking.k8s.io/HTTPRoute': ['route-hosts'],
  'networking.k8s.io/NetworkPolicy': ['network-rules'],
  ...Object.fromEntries(podMakers.map((kind) => [kind, ['pod-placement']])),
};

function reason(field: string, because: string): Fault[] {
  return unless(/^\S.*$/.test(because), {
    field,
    problem: 'is not a reason',
    write: 'one line that says what cannot do without it',
  });
}
