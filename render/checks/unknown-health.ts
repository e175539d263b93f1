// Flux takes a custom resource without status for healthy, and waits without end for one that never gets what it looks for.
import { fleetFile } from '../../lib/platform.ts';
import { kindKey } from '../identity.ts';
import type { KubeObject } from '../rendered.ts';
import { isBuiltIn, scopeOf } from '../schema/index.ts';
import type { Check } from './check.ts';

export const unknownHealth: Check = ({ objects, settings: { health } }) =>
  objects
    .filter(({ object }) => isCustom(object) && health[kindKey(object)] === undefined)
    .map(({ at, object }) => ({
      at,
      field: 'kind',
      problem: `nothing says when a ${object.kind} is healthy`,
      write: `health: { '${kindKey(object)}': 'stateless' or { current: '...' } } in defineFleet of ${fleetFile}`,
    }));

/** Of a kind that is not known at all, that is said elsewhere. */
function isCustom({ apiVersion, kind }: KubeObject): boolean {
  return scopeOf(apiVersion, kind) !== undefined && !isBuiltIn(apiVersion, kind);
}
