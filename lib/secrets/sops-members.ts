// The closed list of what may stand in an encrypted Secret. Whatever is not on it could be a value, or lead sops to somebody.
import { dataKey, isDnsLabel } from '../validation/limits.ts';
import { block, type Form, list, map, type Members, namedValues, text } from './sops-fields.ts';
import { encryptedType, isAgeFile, isMac, isRecipient, isTime, isVaultCiphertext } from './sops-forms.ts';
import { keyNamePattern, keyVersionPattern, vaultUrlPattern } from './vault-key.ts';

/** The part of a document that holds values: what sops encrypts, all of it and nothing else. */
export const encryptedRegex = '^(data|stringData)$';

/** The only annotation: nothing else of the metadata is encrypted, so a value could stand there. */
const annotation = { name: 'kustomize.toolkit.fluxcd.io/prune', value: 'disabled' };

const asWritten = 'the file as sops wrote it';
const replaced = 'npm run secrets -- create --replace';
const known = `${replaced}, with a new value: this one is known now`;
const inTheClear = { problem: 'the value is not encrypted', write: known };
const noText = {
  problem: 'the value is no text: once decrypted, the API server refuses it',
  write: 'npm run secrets -- set, which stores text',
};
const noRecipient = 'the data key is not encrypted to one recipient, as sops does';
const recipientsAnew = `${replaced}, with new values: others may have read these`;

const time = text(isTime);

/** An empty value has nothing to hide: sops leaves it in the clear. */
const secretValue: Form = ({ value, below }, field) => {
  const type = below.length === 0 ? encryptedType(value) : undefined;
  if (type === 'str') return { value, faults: [] };
  if (value === '""' && below.length === 0) return { value: '', faults: [] };
  return { faults: [{ field, ...(type === undefined ? inTheClear : noText) }] };
};
const secretValues = namedValues((name) => dataKey('', name).length === 0, secretValue);

const ageRecipient: Members = {
  forms: { recipient: text(isRecipient), enc: block(isAgeFile, noRecipient, recipientsAnew) },
  foreign: { problem: 'is no part of an age recipient', write: asWritten },
};

const vaultRecipient: Members = {
  forms: {
    vault_url: text(isMatch(vaultUrlPattern)),
    name: text(isMatch(keyNamePattern)),
    version: text(isMatch(keyVersionPattern)),
    created_at: time,
    enc: text(isVaultCiphertext, noRecipient, recipientsAnew),
  },
  foreign: { problem: "is no part of a vault's key", write: asWritten },
};

const stanza: Members = {
  forms: {
    age: list(ageRecipient),
    azure_kv: list(vaultRecipient),
    encrypted_regex: text((regex) => regex === encryptedRegex, 'is not the one rule for all', encryptedRegex),
    lastmodified: time,
    mac: text(isMac, 'is no encrypted digest'),
    version: text(isMatch(/^3\.\d{1,2}\.\d{1,2}$/)),
  },
  optional: ['age', 'azure_kv'],
  foreign: {
    problem: 'is neither an age recipient nor a key in Azure Key Vault, nor what sops says of how it encrypted',
    write: recipientsAnew,
  },
};

/** All that may stand in an encrypted Secret. */
export const secret: Members = {
  forms: {
    apiVersion: text((version) => version === 'v1', 'is not that of a Secret', '"v1"'),
    kind: text((kind) => kind === 'Secret', 'is not that of a Secret', '"Secret"'),
    type: text(isMatch(/^[A-Za-z0-9][A-Za-z0-9./_-]{0,252}$/)),
    metadata: map({
      forms: {
        name: text(isMatch(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/)),
        namespace: text(isDnsLabel),
        annotations: map({
          forms: {
            [annotation.name]: text(
              (value) => value === annotation.value,
              `is another than ${annotation.value}`,
              annotation.value,
            ),
          },
          foreign: {
            problem: 'is not encrypted, and tools keep whole Secrets in such',
            write: `${annotation.name} alone; if it held a value, ${known}`,
          },
        }),
      },
      optional: ['namespace', 'annotations'],
      foreign: {
        problem: 'is not encrypted',
        write: `name, namespace and annotations alone; if it held a value, ${known}`,
      },
    }),
    data: secretValues,
    stringData: secretValues,
    sops: map(stanza),
  },
  optional: ['type', 'data', 'stringData'],
  foreign: { problem: 'is not encrypted', write: 'values under stringData or data alone' },
};

function isMatch(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}
