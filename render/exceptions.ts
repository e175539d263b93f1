// An exception gives rights over a name: one that the API server does not have, or has for the whole cluster, would do nothing.
import { fleetFile } from '../lib/platform.ts';
import type { Exception } from '../lib/tenancy/application.ts';
import { applicationKinds, groupOf } from '../lib/tenancy/kinds.ts';
import type { Fault } from '../lib/validation/rules.ts';
import { kindOf, kindsInGroup } from './schema/index.ts';
import { closest } from '../lib/validation/closest.ts';
import { unknownKind } from './schema/unknown-kind.ts';

/** What is wrong with exceptions that name a kind otherwise than the API server does. Pure. */
export function exceptionFaults(exceptions: readonly Exception[]): Fault[] {
  return exceptions.flatMap((exception) => fault(exception) ?? []);
}

function fault(exception: Exception): Fault | undefined {
  const { kind } = exception;
  // What is no kind at all is the grant's own fault.
  if (!kind.includes('/')) return undefined;
  const known = kindOf(kind);
  if (known === undefined) {
    const group = groupOf(kind);
    return { field: 'exceptions.kind', ...unknownKind(`"${kind}"`, group, closest(kind, kindsInGroup(group))) };
  }
  if (known.scope === 'Cluster')
    return {
      field: 'exceptions.kind',
      problem: `"${kind}" is the whole cluster's, and an application has rights in its namespace alone`,
      write: `what holds it in a chart of the platform: cluster.platform(...) in ${fleetFile}`,
    };
  if ('field' in exception)
    return Object.hasOwn(applicationKinds, kind)
      ? undefined
      : {
          field: 'exceptions.kind',
          problem: `"${kind}" is not on the list of what an application may have, so none of its fields is`,
          write: `resource: '${known.resource}' in place of the field`,
        };
  return exception.resource === known.resource
    ? undefined
    : {
        field: 'exceptions.resource',
        problem: `"${exception.resource}" is not what the API server calls ${kind}`,
        write: known.resource,
      };
}
