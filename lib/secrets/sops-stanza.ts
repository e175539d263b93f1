// What sops wrote about the encryption: which values, sealed with a MAC, and for whom.
import type { Fault } from '../validation/rules.ts';
import { encryptedRegex, encryptedType, isMap, type SopsStanza } from './sops-document.ts';

const otherKeySources = ['kms', 'gcp_kms', 'azure_kv', 'hc_vault', 'pgp', 'key_groups', 'hckms'];
const otherRules = [
  'unencrypted_suffix',
  'encrypted_suffix',
  'unencrypted_regex',
  'unencrypted_comment_regex',
  'encrypted_comment_regex',
];

/** Refuses a rule that leaves values in the clear or hides names, and a document without MAC. */
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

/** Refuses recipients other than the cluster's, and fewer. @param wanted age recipients, all of them */
export function recipientFaults(stanza: SopsStanza, wanted: readonly string[]): Fault[] {
  const found = (Array.isArray(stanza.age) ? (stanza.age as unknown[]) : []).map((key) =>
    isMap(key) ? String(key.recipient) : String(key),
  );
  const remedy = 'sops updatekeys on the file';
  const strangers = found.filter((recipient) => !wanted.includes(recipient));
  const missing = wanted.filter((recipient) => !found.includes(recipient));
  const sources = otherKeySources.filter(
    (source) => Array.isArray(stanza[source]) && (stanza[source] as unknown[]).length > 0,
  );
  return [
    ...strangers.map((recipient) => ({
      field: 'sops.age',
      problem: `${recipient} may decrypt, but is no recipient of this cluster`,
      write: remedy,
    })),
    ...missing.map((recipient) => ({
      field: 'sops.age',
      problem: `${recipient} is a recipient of this cluster, but cannot decrypt`,
      write: remedy,
    })),
    ...sources.map((source) => ({
      field: `sops.${source}`,
      problem: 'keys of this kind are not among the recipients of this cluster',
      write: remedy,
    })),
  ];
}
