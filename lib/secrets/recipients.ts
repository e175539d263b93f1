// Who can decrypt a cluster's secrets is said in one file; `.sops.yaml` and every check follow it.
import { basename } from 'node:path';
import type { Schema } from '@cfworker/json-schema';
import { readDataFile } from '../data-file.ts';
import type { Fault } from '../validation/rules.ts';
import { keyUrlPattern, parseVaultKey, publicKeyFaults, type VaultKey } from './vault-key.ts';

/** The public keys to which a cluster's secrets are encrypted; any one of their private halves decrypts. */
export interface Recipients {
  /** The key in Azure Key Vault. @default none: who holds no age key cannot decrypt, Flux included */
  readonly keyVault?: VaultKey;
  /** age recipients (`age1...`): the recovery key, in dev the developers' too. */
  readonly age: readonly string[];
}

/** The content of `clusters/keys/<cluster>.yaml`. */
export interface KeysFile {
  /** The key's identifier in Key Vault, with its version, and its public half in PEM. @default none */
  readonly keyVault?: { readonly key: string; readonly publicKey: string };
  /** Each age recipient, and who holds its private half. */
  readonly age: readonly { readonly recipient: string; readonly holder: string }[];
}

/** What `age-keygen` prints as a public key. */
export const ageRecipientPattern = '^age1[02-9ac-hj-np-z]{58}$';

const schema: Schema = {
  type: 'object',
  description: 'age: and a list of recipients',
  required: ['age'],
  additionalProperties: false,
  properties: {
    keyVault: {
      type: 'object',
      description: 'key and publicKey',
      required: ['key', 'publicKey'],
      additionalProperties: false,
      properties: {
        key: {
          type: 'string',
          pattern: keyUrlPattern,
          description: "the key's identifier in Key Vault: https://<vault>.vault.azure.net/keys/<name>/<version>",
        },
        publicKey: { type: 'string', description: 'its public half in PEM' },
      },
    },
    age: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      description: 'one recipient or more, each once',
      items: {
        type: 'object',
        description: 'recipient and holder',
        required: ['recipient', 'holder'],
        additionalProperties: false,
        properties: {
          recipient: {
            type: 'string',
            pattern: ageRecipientPattern,
            description: 'the public key that age-keygen prints: age1 and 58 characters',
          },
          holder: { type: 'string', minLength: 1, description: 'who holds the private half' },
        },
      },
    },
  },
};

/** Reads `clusters/keys/<cluster>.yaml`. Where it has faults, there is no recipient. */
export function readRecipients(file: string): { recipients: Recipients; faults: readonly Fault[] } {
  const { data, faults } = readDataFile<KeysFile>(file, schema, `npm run secrets -- adopt ${basename(file, '.yaml')}`);
  const age = (data?.age ?? []).map(({ recipient }) => recipient);
  if (!data?.keyVault) return { recipients: { age }, faults };
  const { key, publicKey } = data.keyVault;
  const wrong = publicKeyFaults(`${file}#keyVault.publicKey`, publicKey);
  return wrong.length > 0
    ? { recipients: { age: [] }, faults: wrong }
    : { recipients: { age, keyVault: parseVaultKey(key, publicKey) }, faults };
}
