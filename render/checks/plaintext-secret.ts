// A Secret in Git is encrypted, or it is no secret any more; or nothing is in it.
import { isTokenSecret } from '../../lib/secrets/token-secret.ts';
import { kindKey } from '../identity.ts';
import type { Check } from './check.ts';

export const plaintextSecret: Check = ({ applications, objects }) =>
  objects
    .filter(({ object, verbatim }) => kindKey(object) === '/Secret' && verbatim === undefined)
    // A token that never ends is the platform's to ask for.
    .filter(({ chart, object }) => applications.has(chart) || !isTokenSecret(object))
    .map(({ at }) => ({
      at,
      field: 'kind',
      problem: 'a Secret would be written in the clear',
      write: 'a SopsSecret with an encrypted file of secrets/',
    }));
