// A reference into another namespace leads nowhere until a ReferenceGrant there allows it: the Gateway answers with errors.
import type { ClusterView } from '../cluster-view.ts';
import { asArray, asRecord, at as fieldAt } from '../fields.ts';
import { kindKey } from '../identity.ts';
import type { KubeObject } from '../rendered.ts';
import { backendsOf, certificatesOf, type Named, routeKinds } from '../routes.ts';
import type { Check } from './check.ts';

/** Source: Gateway API, "ReferenceGrant": what is of another namespace is for it to allow. */
const references: readonly (readonly [kinds: readonly string[], of: (object: KubeObject) => readonly Named[]])[] = [
  [routeKinds, backendsOf],
  [['gateway.networking.k8s.io/Gateway', 'gateway.networking.k8s.io/ListenerSet'], certificatesOf],
];

export const referenceNotGranted: Check = (view) =>
  references.flatMap(([kinds, of]) =>
    kinds
      .flatMap((kind) => view.ofKind(kind))
      .flatMap(({ at, object }) =>
        of(object)
          .filter(
            (reference) => reference.namespace !== object.metadata.namespace && !isGranted(view, object, reference),
          )
          .map(({ field, kind, namespace, name }) => ({
            at,
            field,
            problem: `no ReferenceGrant of the namespace "${namespace}" lets a ${object.kind} of "${object.metadata.namespace}" use the ${kind.replace(/^.*\//, '')} "${name}"`,
            write: `a ReferenceGrant in "${namespace}", or one of the ${object.kind}'s own namespace`,
          })),
      ),
  );

function isGranted(view: ClusterView, object: KubeObject, { kind, namespace, name }: Named): boolean {
  return view
    .allOfKind('gateway.networking.k8s.io/ReferenceGrant')
    .filter((grant) => grant.object.metadata.namespace === namespace)
    .some(
      ({ object: grant }) =>
        asArray(fieldAt(grant, 'spec.from'))
          .map(asRecord)
          .some((from) => groupKind(from) === kindKey(object) && from.namespace === object.metadata.namespace) &&
        asArray(fieldAt(grant, 'spec.to'))
          .map(asRecord)
          .some((to) => groupKind(to) === kind && (to.name === undefined || to.name === '' || to.name === name)),
    );
}

function groupKind({ group = '', kind }: Readonly<Record<string, unknown>>): string {
  return `${String(group)}/${String(kind)}`;
}
