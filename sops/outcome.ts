// What the commands say, and refuse, in the same words.
import type { Values } from './values.ts';

/** What follows every change of a file in secrets/. */
export const renderNext = 'next: npm run synth, which renders it into dist/; commit both\n';

/** The API server's limit for all values of a Secret together: 1 MiB. Source: core/v1, MaxSecretSize. */
const limitBytes = 1024 * 1024;

/** @throws Error where the API server would refuse the Secret for its size */
export function refuseSize(values: Values): void {
  const bytes = Object.values(values).reduce((sum, value) => sum + value.length, 0);
  if (bytes > limitBytes) throw new Error(`the values have ${bytes} bytes; a Secret may have ${limitBytes}`);
}

/** What to do where no key decrypts. */
export function noKey(id: string): string {
  return `No key that is here decrypts ${id}: neither an age key (SOPS_AGE_KEY_FILE) nor a login to Azure.
One value among others cannot be changed without one. To replace the secret as a whole, which needs none:
  npm run secrets -- create ${id} --replace`;
}
