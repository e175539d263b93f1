// What a Helm chart writes into its pods is not seen here: a policy of the namespace that denies would let none of them be made.
import { boundLabel, objectName, type PolicyName, unboundLabel } from '../../lib/policy/names.ts';
import { unboundOfCharts } from '../../lib/platform/unbound.ts';
import { asString, at as fieldAt } from '../fields.ts';
import { identityOf } from '../identity.ts';
import type { Check } from './check.ts';

/** Those that judge what no inventory has: images and probes. */
const unseen = Object.keys(unboundOfCharts) as readonly PolicyName[];

export const unseenPods: Check = (view) => {
  const bindings = view.ofKind('admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding');
  const inForce = new Set(bindings.map(({ object }) => object.metadata.name));
  const policies = unseen.filter((policy) => inForce.has(objectName(policy)));
  return view.ofKind('helm.toolkit.fluxcd.io/HelmRelease').flatMap(({ at, object }) => {
    // Where it names no other, Flux installs into its own.
    const target = asString(fieldAt(object, 'spec.targetNamespace'));
    const namespace = target === '' ? (object.metadata.namespace ?? '') : target;
    const labels = view.find(identityOf('/Namespace', undefined, namespace))?.object.metadata.labels ?? {};
    const judging = labels[boundLabel] === undefined ? [] : policies.filter((policy) => !labels[unboundLabel(policy)]);
    if (judging.length === 0) return [];
    return {
      at,
      field: target === '' ? 'metadata.namespace' : 'spec.targetNamespace',
      problem: `the pods of the chart are made in "${namespace}", whose policies ${judging.join(', ')} judge what is not seen here`,
      write:
        "admission: { unbound: unboundOfCharts } (lib/platform/unbound.ts) for the namespace; it says the chart's reasons",
    };
  });
};
