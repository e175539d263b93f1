// A route or an Ingress to a port that its Service lacks answers every request with an error.
import type { ClusterView } from '../cluster-view.ts';
import { asArray, asRecord } from '../fields.ts';
import type { RuleFinding } from '../finding.ts';
import { identityOf } from '../identity.ts';
import { ingressBackends } from '../ingresses.ts';
import { backendsOf, routesIn } from '../routes.ts';
import type { Check } from './check.ts';

export const routePortMissing: Check = (view) => [
  ...routesIn(view).flatMap(({ at, object }) =>
    backendsOf(object)
      .filter(({ kind }) => kind === '/Service')
      .flatMap(({ field, id, name, more }) =>
        faults(view, id, name, { number: more.port }, { at, field: `${field}.port` }),
      ),
  ),
  ...view.ofKind('networking.k8s.io/Ingress').flatMap(({ at, object }) =>
    ingressBackends(object).flatMap(({ field, name, port }) => {
      const id = identityOf('/Service', object.metadata.namespace, name);
      return faults(view, id, name, port, { at, field: `${field}.service.port` });
    }),
  ),
];

/** @param port by its name, where it has one there */
function faults(
  view: ClusterView,
  id: string,
  service: string,
  port: { readonly name?: unknown; readonly number?: unknown },
  place: Pick<RuleFinding, 'at' | 'field'>,
): RuleFinding[] {
  const object = view.findAny(id)?.object;
  const key = port.name === undefined ? 'port' : 'name';
  const wanted = port.name ?? port.number;
  const { type, ports: all } = asRecord(object?.spec);
  const ports = asArray(all).map((each) => asRecord(each)[key]);
  // A name outside needs none.
  const isAny = type === 'ExternalName' && all === undefined;
  return object && !isAny && !ports.includes(wanted)
    ? [
        {
          ...place,
          problem: `Service "${service}" has no port ${String(wanted)}`,
          write: ports.filter((each) => each !== undefined).join(' or '),
        },
      ]
    : [];
}
