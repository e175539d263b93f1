// A fork and the test loop must make values for secrets that they cannot read: each key says how.
import { randomBytes } from 'node:crypto';

/** Makes a fresh value of a secret's key. Only ever called to encrypt the result at once. */
export type Generator = () => string;

/** A token of this many random bytes, written in base64url: safe in headers, URLs and shells. Fewer could be guessed. */
export function randomToken(bytes: 16 | 24 | 32 | 48 | 64): Generator {
  return () => randomBytes(bytes).toString('base64url');
}

/**
 * A login to a registry, for the key `.dockerconfigjson` of a Secret of the type `kubernetes.io/dockerconfigjson`, whose value the
 * API server reads as JSON. The registry is one that cannot be. Source: Kubernetes, "Pull an Image from a Private Registry".
 */
export const registryLogin: Generator = () => {
  const login = { username: 'nobody', password: randomToken(32)() };
  return JSON.stringify({ auths: { 'registry.invalid': login } });
};
