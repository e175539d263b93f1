// Admission looks at copies of namespaces, limits, priority classes and policies that lag a moment behind what was made. Of each kind they
// change in the order in which it was: once the last one is seen, all are.
import { at } from '../../render/fields.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { Objects } from '../objects.ts';
import { refusalOf } from '../rest.ts';
import { until } from '../until.ts';

const limited = 'fleetwright-limited';
const guarded = 'fleetwright-guarded';

/** Namespaces of the dry run itself. */
export const ownNamespaces: readonly string[] = [limited, guarded];

/**
 * Waits until admission knows all that was made before. It is called once before the first time that matters: limits are looked up
 * where there is no copy yet, and that answer is kept.
 * @param round another number each time
 * @param policed whether policies are waited for, too, which takes a second
 */
export async function settled(objects: Objects, round: number, policed: boolean): Promise<void> {
  const className = `fleetwright-${round}`;
  const version = `v1.${round}`;
  const namespace = (name: string, labels = {}): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels },
  });
  const level = {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/enforce-version': version,
  };
  const limits = [{ type: 'Container', default: { cpu: `${round + 1}` } }];
  const last = `round-${round}`;
  const inLimited = { name: 'last', namespace: limited };
  await Promise.all([objects.apply(namespace(limited)), objects.apply(namespace(guarded, level))]);
  if (policed) await Promise.all([lastPolicy(last), lastBinding(last)].map((each) => objects.apply(each)));
  await Promise.all([
    ...[limited, guarded].map((name) =>
      objects.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } }),
    ),
    objects.apply({ apiVersion: 'v1', kind: 'LimitRange', metadata: inLimited, spec: { limits } }),
    objects.apply({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: className },
      value: 0,
    }),
  ]);
  const isSeen = async (): Promise<boolean | undefined> => {
    const made = await objects.tryCreate(pod(limited, className));
    const containers = at(made, 'spec.containers') as readonly unknown[];
    const refused = await refusalOf(objects.tryCreate(pod(guarded, className)));
    const isDenied = !policed || (await refusalOf(objects.tryCreate(configMap(last)))) !== undefined;
    return (
      at(containers[0], 'resources.limits.cpu') === `${round + 1}` &&
      refused?.message.includes(`restricted:${version}"`) &&
      isDenied
    );
  };
  await until(isSeen, { what: 'the API server looks at all that was made' });
}

/** Refuses one ConfigMap. */
function lastPolicy(name: string): KubeObject {
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      matchConstraints: { resourceRules: [rule] },
      validations: [{ expression: `object.metadata.name != '${name}'` }],
    },
  };
}

function lastBinding(name: string): KubeObject {
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': limited } };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name, validationActions: ['Deny'], matchResources: { namespaceSelector } },
  };
}

function configMap(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: limited } };
}

function pod(namespace: string, priorityClassName: string): KubeObject {
  const spec = { priorityClassName, containers: [{ name: 'main', image: 'any' }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'last', namespace }, spec };
}
