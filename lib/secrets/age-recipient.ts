// A public key of age: Bech32 with the prefix "age", whose checksum tells a slip of the pen (age specification, "The X25519
// recipient type"; BIP 173).
import { bech32 } from '@scure/base';
import { ageRecipientPattern } from './recipients.ts';

/** Whether a text is what `age-keygen` prints as a public key, checksum included. */
export function isAgeRecipient(text: string): boolean {
  return new RegExp(ageRecipientPattern).test(text) && bech32.decodeUnsafe(text) !== undefined;
}
