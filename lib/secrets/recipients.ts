// Who can decrypt a cluster's secrets is said in one file; `.sops.yaml` and every check follow it.
import type { Schema } from '@cfworker/json-schema';
import { readDataFile } from '../data-file.ts';
import type { Fault } from '../validation/rules.ts';

/** The public keys to which a cluster's secrets are encrypted; any one of their private halves decrypts. */
export interface Recipients {
  /** age recipients (`age1...`). */
  readonly age: readonly string[];
}

interface KeysFile {
  readonly age: readonly { readonly recipient: string; readonly holder: string }[];
}

const schema: Schema = {
  type: 'object',
  description: 'age: and a list of recipients',
  required: ['age'],
  additionalProperties: false,
  properties: {
    age: {
      type: 'array',
      minItems: 1,
      description: 'one recipient or more',
      items: {
        type: 'object',
        description: 'recipient and holder',
        required: ['recipient', 'holder'],
        additionalProperties: false,
        properties: {
          recipient: {
            type: 'string',
            pattern: '^age1[02-9ac-hj-np-z]{58}$',
            description: 'the public key that age-keygen prints: age1 and 58 characters',
          },
          holder: { type: 'string', minLength: 1, description: 'who holds the private half' },
        },
      },
    },
  },
};

/** Reads `clusters/keys/<cluster>.yaml`: each recipient with who holds its private half. */
export function readRecipients(file: string): { recipients: Recipients; faults: readonly Fault[] } {
  const { data, faults } = readDataFile<KeysFile>(file, schema);
  return { recipients: { age: (data?.age ?? []).map(({ recipient }) => recipient) }, faults };
}
