// Nothing names an admission policy, and everything meets it: a chart comes after those that hold one.
import type { ClusterView } from '../cluster-view.ts';
import { identity } from '../identity.ts';
import type { Use } from './reference.ts';

/** What each chart without a policy of its own needs: the policies of the others. */
export function policiesFor(view: ClusterView): Use[] {
  const policies = view.ofKind('admissionregistration.k8s.io/ValidatingAdmissionPolicy');
  const holders = new Map(policies.map((policy) => [policy.chart, policy]));
  const charts = new Map(view.objects.map((rendered) => [rendered.chart, rendered]));
  return [...charts.values()]
    .filter(({ chart }) => !holders.has(chart))
    .flatMap((by) =>
      [...holders.values()].map(({ object }) => ({ by, field: '', needs: { object: identity(object) } })),
    );
}
