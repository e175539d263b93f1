// Flux takes a custom resource without status for healthy, and waits without end for one that never gets what it looks for.
import { health } from '../../lib/flux/health.ts';
import { kindKey } from '../identity.ts';
import { isBuiltIn } from '../schema/index.ts';
import type { Check } from './check.ts';

export const unknownHealth: Check = ({ objects }) =>
  objects
    .filter(({ object }) => !isBuiltIn(object.apiVersion, object.kind) && health[kindKey(object)] === undefined)
    .map(({ at, object }) => ({
      at,
      field: 'kind',
      problem: `nothing says when a ${object.kind} is healthy`,
      write: `an entry "${kindKey(object)}" in lib/flux/health.ts`,
    }));
