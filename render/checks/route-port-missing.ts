// A route to a port that its Service lacks answers every request with an error.
import { asArray, asRecord, asString, at as fieldAt } from '../fields.ts';
import { identityOf } from '../identity.ts';
import type { Check } from './check.ts';

export const routePortMissing: Check = (view) =>
  view.ofKind('gateway.networking.k8s.io/HTTPRoute').flatMap(({ at, object }) =>
    asArray(fieldAt(object, 'spec.rules'))
      .flatMap((rule) => asArray(asRecord(rule).backendRefs))
      .map(asRecord)
      .flatMap((backend) => {
        const service = view.find(
          identityOf('/Service', asString(backend.namespace) || object.metadata.namespace, asString(backend.name)),
        );
        const ports = asArray(fieldAt(service?.object, 'spec.ports')).map((port) => asRecord(port).port);
        return service && !ports.includes(backend.port)
          ? [
              {
                at,
                field: 'spec.rules.backendRefs.port',
                problem: `Service "${asString(backend.name)}" has no port ${String(backend.port)}`,
                write: ports.join(' or '),
              },
            ]
          : [];
      }),
  );
