// A secret as a whole, from values that all are given: what every command does that writes a value.
import type { DeclaredSecret } from './declared.ts';
import { refuseSize } from './outcome.ts';
import { put } from './put.ts';
import { encrypt } from './sops-file.ts';
import type { Values } from './values.ts';

/**
 * Encrypts the values, makes sure that the result is what the chart declares, and writes it.
 * @throws Error where a key has no value, or one is not declared; nothing is written then
 */
export async function write(secret: DeclaredSecret, values: Values, before: string | undefined): Promise<void> {
  const { declared } = secret;
  const missing = declared.keys.filter((key) => values[key] === undefined);
  const extra = Object.keys(values).filter((key) => !declared.keys.includes(key));
  if (extra.length > 0)
    throw new Error(`${secret.id} has no key ${extra.join(', ')}; it has ${declared.keys.join(', ')}`);
  if (missing.length > 0) throw new Error(`${missing.join(', ')}: no value is given; --generate makes one`);
  refuseSize(values);
  await put(secret, await encrypt(secret, values, before), before);
}
