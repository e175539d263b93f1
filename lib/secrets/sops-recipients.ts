// Who can decrypt a document, as its stanza says: exactly the cluster's recipients, each once, and nobody hidden among them.
import type { Fault } from '../validation/rules.ts';
import type { Recipients } from './recipients.ts';
import { isMap, type SopsStanza } from './sops-document.ts';
import { ciphertextBytes, keyUrl, type VaultKey } from './vault-key.ts';

const otherKeySources = ['kms', 'gcp_kms', 'hc_vault', 'pgp', 'key_groups', 'hckms'];
const remedy = 'npm run secrets -- updatekeys';

/** A recipient in a stanza, and the data key encrypted to it. */
interface Found {
  readonly recipient: string;
  readonly enc: unknown;
}

/** Refuses recipients other than the cluster's, fewer, and a data key that is not encrypted as it should be. */
export function recipientFaults(stanza: SopsStanza, { keyVault, age }: Recipients): Fault[] {
  const vaults = entries(stanza.azure_kv).map((entry) => ({ recipient: vaultKeyOf(entry), enc: asMap(entry).enc }));
  const ages = entries(stanza.age).map((entry) => ({
    recipient: isMap(entry) ? String(entry.recipient) : String(entry),
    enc: asMap(entry).enc,
  }));
  const sources = otherKeySources.filter((source) => entries(stanza[source]).length > 0);
  return [
    ...membershipFaults('sops.azure_kv', vaults, keyVault ? [keyUrl(keyVault)] : []),
    ...membershipFaults('sops.age', ages, age),
    ...(keyVault ? vaults.flatMap((found) => vaultCiphertextFaults(found, keyVault)) : []),
    ...ages.filter(({ recipient }) => age.includes(recipient)).flatMap(ageCiphertextFaults),
    ...sources.map((source) => ({
      field: `sops.${source}`,
      problem: 'keys of this kind are not among the recipients of this cluster',
      write: remedy,
    })),
  ];
}

/** The recipients that a stanza names, as `.sops.yaml` names them. */
export function recipientsIn(stanza: SopsStanza): string[] {
  return [
    ...entries(stanza.azure_kv).map(vaultKeyOf),
    ...entries(stanza.age).map((entry) => (isMap(entry) ? String(entry.recipient) : String(entry))),
  ];
}

function membershipFaults(field: string, found: readonly Found[], wanted: readonly string[]): Fault[] {
  const names = found.map(({ recipient }) => recipient);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [
    ...names
      .filter((name) => !wanted.includes(name))
      .map((name) => ({ field, problem: `${name} may decrypt, but is no recipient of this cluster`, write: remedy })),
    ...wanted
      .filter((name) => !names.includes(name))
      .map((name) => ({ field, problem: `${name} is a recipient of this cluster, but cannot decrypt`, write: remedy })),
    ...[...twice].map((name) => ({ field, problem: `${name} stands there twice`, write: remedy })),
  ];
}

/** RSA encrypts to one key and to a fixed length. */
function vaultCiphertextFaults({ recipient, enc }: Found, key: VaultKey): Fault[] {
  if (recipient !== keyUrl(key)) return [];
  const fits =
    typeof enc === 'string' && /^[\w-]+$/.test(enc) && Buffer.from(enc, 'base64url').length === ciphertextBytes(key);
  return fits
    ? []
    : [{ field: 'sops.azure_kv', problem: 'its data key is not encrypted with this key', write: remedy }];
}

/** An age file may be for several: a line `->` in its header for each. One is written for each recipient of a stanza. */
function ageCiphertextFaults({ recipient, enc }: Found): Fault[] {
  const armored = /^-----BEGIN AGE ENCRYPTED FILE-----\n([A-Za-z0-9+/=\n]+)-----END AGE ENCRYPTED FILE-----\n*$/;
  const [, base64 = ''] = armored.exec(String(enc)) ?? [];
  const [header = ''] = Buffer.from(base64, 'base64').toString('latin1').split('\n---', 1);
  const kinds = [...header.matchAll(/^-> (\S+)/gm)].map(([, kind]) => kind);
  if (kinds.length === 1 && kinds[0] === 'X25519') return [];
  const problem =
    kinds.length > 1
      ? `the data key for ${recipient} is encrypted to ${kinds.length} recipients`
      : `the data key for ${recipient} is not encrypted as age does`;
  return [{ field: 'sops.age', problem, write: remedy }];
}

function vaultKeyOf(entry: unknown): string {
  const { vault_url: vaultUrl, name, version } = asMap(entry);
  return keyUrl({ vaultUrl: String(vaultUrl), name: String(name), version: String(version) });
}

function entries(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {};
}
