// A fork and the test loop must make values for secrets that they cannot read: each key says how.
import { randomBytes } from 'node:crypto';

/** Makes a fresh value of a secret's key. Only ever called to encrypt the result at once. */
export type Generator = () => string;

/** A token of this many random bytes, written in base64url: safe in headers, URLs and shells. Fewer could be guessed. */
export function randomToken(bytes: 16 | 24 | 32 | 48 | 64): Generator {
  return () => randomBytes(bytes).toString('base64url');
}
