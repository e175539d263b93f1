// A credential in a ConfigMap, an argument or the values of a chart is in Git for all who read it, and for ever.
import { unexcusedLeaks } from '../../lib/credentials/not-credentials.ts';
import { isTokenSecret } from '../../lib/secrets/token-secret.ts';
import { kindKey } from '../identity.ts';
import type { Check } from './check.ts';

/** What is encrypted, and a Secret that should be, are looked at elsewhere. */
export const plaintextCredential: Check = ({ objects }) =>
  objects
    .filter(({ verbatim }) => verbatim === undefined)
    .filter(({ object }) => kindKey(object) !== '/Secret' || isTokenSecret(object))
    .flatMap(({ at, object }) =>
      unexcusedLeaks(object).map((leak) => ({
        at,
        ...leak,
        write: 'a SopsSecret or KeyVaultSecret, and its name here; where it is none, the reason by notCredentials(...)',
      })),
    );
