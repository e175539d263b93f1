// The names on which policies, their bindings and the namespaces that they are bound to agree.
import { text } from '../validation/props.ts';
import { type Fields, only } from '../validation/shape.ts';

/** Policies for every namespace of the fleet. */
export const platformPolicies = [
  'image-digest',
  'image-registry',
  'container-resources',
  'container-probes',
  'service-exposure',
] as const;

/** Policies for namespaces of applications: what the closed list of fields says, as far as another team would feel it. */
export const applicationPolicies = [
  'account-tokens',
  'cilium-rules',
  'network-rules',
  'pod-placement',
  'route-hosts',
  'secret-stores',
] as const;

/** A policy, as namespaces and grants name it. */
export type PolicyName = (typeof platformPolicies)[number] | (typeof applicationPolicies)[number];

/** All policies. */
export const policyNames: readonly PolicyName[] = [...platformPolicies, ...applicationPolicies];

/** Of a policy and its binding in the cluster, as a refusal names it. */
export function objectName(policy: PolicyName): string {
  return `${policy}.fleetwright.dev`;
}

/** A namespace with this label is bound; its value says to which policies. Accounts of applications cannot write it. */
export const boundLabel = 'fleetwright.dev/admission-policies';

/** Values of {@link boundLabel}. */
export type BoundAs = 'platform' | 'application';

/** A namespace with this label is not bound to that one policy. */
export function unboundLabel(policy: PolicyName): string {
  return `unbound.fleetwright.dev/${policy}`;
}

/** A text for each of some policies. */
export const textByPolicy: Fields = only(Object.fromEntries(policyNames.map((name) => [name, text])));
