// A rule that the API server holds objects against, whoever sends them: synth sees what is rendered, this sees the rest.
import type { IValidatingAdmissionPolicy } from 'kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy';
import type { IValidatingAdmissionPolicyBinding } from 'kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding';
import { annotations } from '../platform.ts';
import { type Cel, quoted } from './cel.ts';
import { applicationPolicies, type BoundAs, boundLabel, objectName, type PolicyName, unboundLabel } from './names.ts';

/** A kind, as a policy asks the API server for it. */
export interface PolicedKind {
  /** The API group; empty for the core group. */
  readonly group: string;
  /** The version in which the policy reads it. */
  readonly version: string;
  /** Its name in the API, in the plural and in small letters, with a part such as `pods/ephemeralcontainers`. */
  readonly resource: string;
}

/** What every policy says. */
interface Said {
  /** Its name, without what all have in common. */
  readonly name: PolicyName;
  /** What is wrong with the fields that a refusal names. */
  readonly problem: string;
  /** What to write instead. */
  readonly write: string;
}

/** A policy over pods, and over all that makes them. */
export interface PodPolicy extends Said {
  /** What is wrong with the spec `pod`: texts `field=value`, or `field` where it is missing; the field from the spec on. */
  readonly ofPod: Cel;
  /** What it refuses, by what it is: fields over those of a pod's spec, or of its one container, that it admits. */
  readonly mutants: Readonly<Record<string, { readonly pod?: object; readonly container?: object }>>;
}

/** A policy over objects of other kinds. */
export interface ObjectPolicy extends Said {
  /** The kinds that it looks at. */
  readonly kinds: readonly PolicedKind[];
  /** What is wrong with the object `o`: texts `field=value`, or `field` where it is missing. */
  readonly ofObject: Cel;
  /** What it admits. */
  readonly neighbours: readonly Sample[];
  /** What it refuses, by what it is. */
  readonly mutants: Readonly<Record<string, Sample>>;
}

export type Policy = PodPolicy | ObjectPolicy;

/** An object without what says where it is. */
export interface Sample {
  /** As the API server reads it. */
  readonly apiVersion: string;
  /** Its kind. */
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** What is done with what a policy refuses: it is said to whoever sends it and into the audit log, or it is refused. */
export type Enforcement = 'warn' | 'deny';

/** Pods, and what makes them. */
const podKinds: readonly PolicedKind[] = [
  { group: '', version: 'v1', resource: 'pods' },
  { group: '', version: 'v1', resource: 'pods/ephemeralcontainers' },
  { group: '', version: 'v1', resource: 'replicationcontrollers' },
  { group: 'apps', version: 'v1', resource: 'daemonsets' },
  { group: 'apps', version: 'v1', resource: 'deployments' },
  { group: 'apps', version: 'v1', resource: 'replicasets' },
  { group: 'apps', version: 'v1', resource: 'statefulsets' },
  { group: 'batch', version: 'v1', resource: 'cronjobs' },
  { group: 'batch', version: 'v1', resource: 'jobs' },
];

/** Where the pod is in an object, by its kind. */
const places = { Pod: 'spec', CronJob: 'spec.jobTemplate.spec.template.spec', others: 'spec.template.spec' };
const byKind = (kind: Cel, { Pod, CronJob, others }: typeof places): Cel =>
  `${kind} == 'Pod' ? ${Pod} : ${kind} == 'CronJob' ? ${CronJob} : ${others}`;
const place = byKind('object.kind', {
  Pod: quoted(`${places.Pod}.`),
  CronJob: quoted(`${places.CronJob}.`),
  others: quoted(`${places.others}.`),
});
const pod = byKind('o.kind', { Pod: `o.${places.Pod}`, CronJob: `o.${places.CronJob}`, others: `o.${places.others}` });

/**
 * The policy as an object. Beside exceptions it lets through what was there before: otherwise nobody could change anything else of
 * an object that broke the rule earlier. A pod's name begins with that of its workload, so it shares the workload's exceptions.
 * Source: Kubernetes documentation, "Validating Admission Policy".
 */
export function policyObject(policy: Policy): IValidatingAdmissionPolicy {
  const isOfPods = 'ofPod' in policy;
  const kinds = isOfPods ? podKinds : policy.kinds;
  const advice = `${policy.problem}. Write ${policy.write}`;
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: objectName(policy.name) },
    spec: {
      // The API server answers itself, so there is nobody who could be away: only a slip in an expression fails, and that must be seen.
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: groupsOf(kinds).map(({ group, version, resources }) => ({
          apiGroups: [group],
          apiVersions: [version],
          operations: ['CREATE', 'UPDATE'],
          resources,
        })),
      },
      variables: [
        { name: 'exceptions', expression: exceptionsTo(policy.name) },
        // One field leads to the pod in some kinds and not in others, so the type check of Kubernetes may not look into it.
        {
          name: 'versions',
          expression: isOfPods
            ? `[dyn(object)] + (request.operation == 'UPDATE' ? [dyn(oldObject)] : [])`
            : `[object] + (request.operation == 'UPDATE' ? [oldObject] : [])`,
        },
        {
          name: 'faults',
          expression: isOfPods
            ? `variables.versions.map(o, ${pod}).map(pod, ${policy.ofPod})`
            : `variables.versions.map(o, ${policy.ofObject})`,
        },
        {
          name: 'refused',
          expression: `variables.faults[0].filter(f, !(size(variables.faults) > 1 && f in variables.faults[1]) && !variables.exceptions.exists(e, e == '*' || f == e || f.startsWith(e + '=') || f.startsWith(e + '.')))`,
        },
      ],
      validations: [
        {
          expression: 'size(variables.refused) == 0',
          message: advice,
          messageExpression: `variables.refused.map(f, ${isOfPods ? `(${place}) + f` : 'f'}).join(', ') + ${quoted(`: ${advice}`)}`,
        },
      ],
    },
  };
}

/** One rule of the API server for all resources of a group. */
function groupsOf(kinds: readonly PolicedKind[]): { group: string; version: string; resources: string[] }[] {
  const groups = new Map(kinds.map(({ group, version }) => [`${group}/${version}`, { group, version }]));
  return [...groups.values()].map(({ group, version }) => ({
    group,
    version,
    resources: kinds.filter((kind) => kind.group === group && kind.version === version).map(({ resource }) => resource),
  }));
}

/** The fields that the namespace excepts for this object from a policy, `*` for all. */
function exceptionsTo(policy: PolicyName): Cel {
  const lines = `namespaceObject.metadata.?annotations[?${quoted(annotations.admissionExceptions)}].orValue('').split('\\n')`;
  const isOfObject = `(w[1] == '*' || object.metadata.name == w[1] || object.metadata.name.startsWith(w[1] + '-'))`;
  return `${lines}.map(line, line.split(' ', 4)).filter(w, size(w) == 4 && w[0] == ${quoted(policy)} && ${isOfObject}).map(w, w[2])`;
}

/** Binds a policy to the namespaces that say so. */
export function bindingObject({ name }: Policy, enforcement: Enforcement): IValidatingAdmissionPolicyBinding {
  const isOfApplications = applicationPolicies.some((each) => each === name);
  const boundAs: readonly BoundAs[] = isOfApplications ? ['application'] : ['application', 'platform'];
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: objectName(name) },
    spec: {
      policyName: objectName(name),
      validationActions: enforcement === 'deny' ? ['Deny'] : ['Warn', 'Audit'],
      matchResources: {
        namespaceSelector: {
          matchExpressions: [
            { key: boundLabel, operator: 'In', values: [...boundAs] },
            { key: unboundLabel(name), operator: 'DoesNotExist' },
          ],
        },
      },
    },
  };
}
