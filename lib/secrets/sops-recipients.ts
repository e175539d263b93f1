// Who can decrypt a document, as its stanza says: exactly the cluster's recipients, each once, and nobody hidden among them.
import { type Fault, unless } from '../validation/rules.ts';
import type { Recipients } from './recipients.ts';
import { isMap } from '../is-map.ts';
import type { SopsStanza } from './sops-document.ts';
import { ciphertextBytes, keyUrl, type VaultKey } from './vault-key.ts';

type VaultRecipient = NonNullable<SopsStanza['azure_kv']>[number];

const remedy = 'npm run secrets -- updatekeys';

/** Refuses recipients other than the cluster's, fewer, and a data key that is not encrypted with the cluster's vault key. */
export function recipientFaults(
  { azure_kv: vaults = [], age: ages = [] }: SopsStanza,
  { keyVault, age }: Recipients,
): Fault[] {
  return [
    ...membershipFaults('sops.azure_kv', vaults.map(vaultKeyOf), keyVault ? [keyUrl(keyVault)] : []),
    ...membershipFaults(
      'sops.age',
      ages.map(({ recipient }) => recipient),
      age,
    ),
    ...(keyVault ? vaults.flatMap((found) => vaultCiphertextFaults(found, keyVault)) : []),
  ];
}

/** The recipients that a stanza names, as `.sops.yaml` names them; of one that was never checked, too. */
export function recipientsIn(stanza: { readonly age?: unknown; readonly azure_kv?: unknown }): string[] {
  return [
    ...entries(stanza.azure_kv).map(vaultKeyOf),
    ...entries(stanza.age).map((entry) => (isMap(entry) ? String(entry.recipient) : String(entry))),
  ];
}

function membershipFaults(field: string, names: readonly string[], wanted: readonly string[]): Fault[] {
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
function vaultCiphertextFaults(found: VaultRecipient, key: VaultKey): Fault[] {
  const fits = vaultKeyOf(found) !== keyUrl(key) || Buffer.from(found.enc, 'base64url').length === ciphertextBytes(key);
  return unless(fits, {
    field: 'sops.azure_kv',
    problem: 'its data key is not encrypted with this key',
    write: remedy,
  });
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
