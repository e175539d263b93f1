// Names of our own tell of credentials too; what stands under them has a form that holds none.
import { annotations } from '../platform.ts';

/** Names of Secrets, each with its namespace or without. */
const names = /^[a-z0-9.-]+(?:\/[a-z0-9.-]+)?(?:,[a-z0-9.-]+(?:\/[a-z0-9.-]+)?)*$/;

const digest = /^[0-9a-f]{64}$/;

/** A line a field: `data.token because it is the example of the protocol's documentation`. */
const reasons = /^(?:.+ because .+\n?)+$/;

const reasoned = new Set<string>([annotations.notCredentials, annotations.secretInEnvironment, annotations.vouched]);

/** Whether a value is what we write under that name. */
export function isOurs(name: string, value: string): boolean {
  if (name.startsWith(annotations.checksum)) return digest.test(value);
  if (name === annotations.secrets) return names.test(value);
  return reasoned.has(name) && reasons.test(value);
}
