// What the account of an application may do in its namespace: one fixed list, and what an exception adds to it.
import type { k8s } from 'cdk8s-plus-27';
import type { Exception } from './application.ts';
import { applicationKinds, groupOf } from './kinds.ts';

/** What Flux does with an object that it keeps: read, watch until it is healthy, apply, prune. */
const keep = ['get', 'list', 'watch', 'create', 'patch', 'delete'];

/**
 * What Flux reads without keeping it: pods and replica sets, by which a rollout is told to be healthy; and what moved to the
 * platform's chart, which it looks at before it sees that it must not prune it.
 */
const read: readonly k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: [''], resources: ['namespaces', 'resourcequotas', 'limitranges'], verbs: ['get'] },
];

/** The rules of an application's Role: never derived from what its chart holds. */
export function applicationRules(exceptions: readonly Exception[]): k8s.PolicyRule[] {
  const resources = [
    ...Object.entries(applicationKinds).map(([kind, { resource }]) => [groupOf(kind), resource] as const),
    ...exceptions.flatMap((exception) =>
      'resource' in exception ? [[groupOf(exception.kind), exception.resource] as const] : [],
    ),
  ];
  const groups = [...new Set(resources.map(([group]) => group))].toSorted();
  return [
    ...groups.map((group) => ({
      apiGroups: [group],
      resources: resources.filter(([each]) => each === group).map(([, resource]) => resource),
      verbs: keep,
    })),
    ...read,
  ];
}
