// A workload whose pods are refused looks well for ever: its object is there, and nothing of it ever runs.
import { identityOf } from '../identity.ts';
import { type Level, podSecurityFaults } from '../pod-security.ts';
import { podTemplateOf } from '../pods.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { Check } from './check.ts';

const enough = 3;

export const podSecurity: Check = (view) =>
  view.objects.flatMap(({ at, object }) => {
    const pod = podTemplateOf(object);
    const level = levelOf(view, object.metadata.namespace);
    const faults = pod && level ? podSecurityFaults(level, pod) : [];
    if (!pod || faults.length === 0) return [];
    const more = faults.length > enough ? ` and ${faults.length - enough} more` : '';
    const said = `${faults.slice(0, enough).join('; ')}${more}`;
    return [
      {
        at,
        field: pod.specField,
        problem: `the namespace "${object.metadata.namespace}" (${level}) would refuse every pod of it: ${said}`,
        write:
          'what Pod Security asks for (the whole of it: docs/refusals.md), or podSecurity of the namespace with its reason',
      },
    ];
  });

/** Undefined where nothing is asked for, and for a namespace that no chart holds. */
function levelOf(view: ClusterView, namespace: string | undefined): Level | undefined {
  const holder = namespace === undefined ? undefined : view.find(identityOf('/Namespace', undefined, namespace));
  const level = holder?.object.metadata.labels?.['pod-security.kubernetes.io/enforce'];
  return level === 'baseline' || level === 'restricted' ? level : undefined;
}
