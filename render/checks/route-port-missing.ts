// A route to a port that its Service lacks answers every request with an error.
import { asArray, asRecord, at as fieldAt } from '../fields.ts';
import { backendsOf, routesIn } from '../routes.ts';
import type { Check } from './check.ts';

export const routePortMissing: Check = (view) =>
  routesIn(view).flatMap(({ at, object }) =>
    backendsOf(object).flatMap(({ field, kind, id, name, more }) => {
      const service = kind === '/Service' ? view.findAny(id) : undefined;
      const ports = asArray(fieldAt(service?.object, 'spec.ports')).map((port) => asRecord(port).port);
      return service && !ports.includes(more.port)
        ? [
            {
              at,
              field: `${field}.port`,
              problem: `Service "${name}" has no port ${String(more.port)}`,
              write: ports.join(' or '),
            },
          ]
        : [];
    }),
  );
