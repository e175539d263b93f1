// What sops wrote about the encryption: which values, and sealed with a MAC. For whom is in `sops-recipients.ts`.
import type { Fault } from '../validation/rules.ts';
import { encryptedRegex, encryptedType, type SopsStanza } from './sops-document.ts';

const otherRules = [
  'unencrypted_suffix',
  'encrypted_suffix',
  'unencrypted_regex',
  'unencrypted_comment_regex',
  'encrypted_comment_regex',
  'mac_only_encrypted',
];

/** Refuses a rule that leaves values in the clear or hides names, and a document without MAC, or with one of a part. */
export function stanzaFaults(stanza: SopsStanza): Fault[] {
  const faults: Fault[] = [];
  if (stanza.encrypted_regex !== encryptedRegex)
    faults.push({
      field: 'sops.encrypted_regex',
      problem: `is "${String(stanza.encrypted_regex ?? '')}"`,
      write: encryptedRegex,
    });
  if (encryptedType(stanza.mac) === undefined)
    faults.push({
      field: 'sops.mac',
      problem: 'is missing or is no encrypted value',
      write: 'the file as sops wrote it',
    });
  for (const rule of otherRules.filter((name) => stanza[name] !== undefined && stanza[name] !== null))
    faults.push({
      field: `sops.${rule}`,
      problem: 'changes what is encrypted',
      write: `encrypted_regex ${encryptedRegex} alone`,
    });
  return faults;
}
