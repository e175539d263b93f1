// A workload whose pods are refused looks well for ever: its object is there, and nothing of it ever runs.
import { identityOf } from '../identity.ts';
import { type Level, podSecurityFaults } from '../pod-security.ts';
import { podTemplateOf } from '../pods.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { Check } from './check.ts';

const remedy =
  "securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } for the pod and { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } for each container, and nothing of the node";

export const podSecurity: Check = (view) =>
  view.objects.flatMap(({ at, chart, object }) => {
    const pod = podTemplateOf(object);
    const level = levelOf(view, object.metadata.namespace);
    const faults = pod && level ? podSecurityFaults(level, pod) : [];
    if (!pod || faults.length === 0) return [];
    return [
      {
        at,
        field: pod.specField,
        parts: faults.flatMap(({ fields }) => fields),
        problem: `the namespace "${object.metadata.namespace}" (${level}) would refuse every pod of it: ${faults.map(({ text }) => text).join('; ')}`,
        write: view.applications.has(chart)
          ? remedy
          : `${remedy}; or the podSecurity of the Namespace, with its reason`,
      },
    ];
  });

/** Undefined where nothing is asked for, for a namespace that no chart holds, and for one that asks for the rules of an older version. */
function levelOf(view: ClusterView, namespace: string | undefined): Level | undefined {
  const holder = namespace === undefined ? undefined : view.find(identityOf('/Namespace', undefined, namespace));
  const labels = holder?.object.metadata.labels ?? {};
  const level = labels['pod-security.kubernetes.io/enforce'];
  if ((labels['pod-security.kubernetes.io/enforce-version'] ?? 'latest') !== 'latest') return undefined;
  return level === 'baseline' || level === 'restricted' ? level : undefined;
}
