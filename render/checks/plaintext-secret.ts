// A Secret in Git is encrypted, or it is no secret any more.
import { kindKey } from '../identity.ts';
import type { Check } from './check.ts';

export const plaintextSecret: Check = ({ objects }) =>
  objects
    .filter(({ object, verbatim }) => kindKey(object) === '/Secret' && verbatim === undefined)
    .map(({ at }) => ({
      at,
      field: 'kind',
      problem: 'a Secret would be written in the clear',
      write: 'a SopsSecret with an encrypted file of secrets/',
    }));
