// The one reader of an encrypted Secret: it knows every line that may stand there, and takes no other. It needs no key.
import { dataKey, isDnsLabel } from '../validation/limits.ts';
import type { Fault } from '../validation/rules.ts';
import { block, type Form, list, map, type Members, namedValues, readMembers, text } from './sops-fields.ts';
import { encryptedType, isAgeFile, isMac, isRecipient, isTime, isVaultCiphertext } from './sops-forms.ts';
import { entries, linesOf } from './sops-lines.ts';
import { keyNamePattern, keyVersionPattern, vaultUrlPattern } from './vault-key.ts';

/** A Secret as `sops` encrypts it: values as `ENC[...]`, and the stanza that says for whom. */
export interface SopsDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly type?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly sops: SopsStanza;
}

/** What sops writes about the encryption. */
export interface SopsStanza {
  readonly age?: readonly { readonly recipient: string; readonly enc: string }[];
  readonly azure_kv?: readonly {
    readonly vault_url: string;
    readonly name: string;
    readonly version: string;
    readonly enc: string;
    /** RFC 3339. */
    readonly created_at: string;
  }[];
  readonly encrypted_regex: string;
  /** When values were last encrypted, RFC 3339. */
  readonly lastmodified: string;
  readonly mac: string;
  readonly version: string;
}

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

const forNobody: Fault = { field: 'sops', problem: 'names nobody who can decrypt', write: replaced };

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

const secret: Members = {
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

/** Reads an encrypted Secret. A document is given where nothing is wrong, and only there: sops reads the same in it. */
export function parseSopsDocument(text: string): {
  readonly document?: SopsDocument;
  readonly faults: readonly Fault[];
} {
  const unreadable = textFaults(text);
  if (unreadable.length > 0) return { faults: unreadable };
  const { value, faults } = readMembers(entries(linesOf(text), 0), secret);
  if (faults.length > 0) return { faults };
  const document = value as SopsDocument;
  return document.sops.age || document.sops.azure_kv ? { document, faults } : { faults: [forNobody] };
}

/** What a text must be before its lines are looked at: one whose bytes every reader takes alike, encrypted, with no comment. */
function textFaults(text: string): Fault[] {
  if (!/^sops:/m.test(text)) return [{ field: 'sops', problem: 'the file is not encrypted', write: replaced }];
  const lines = text.split('\n');
  const at = (found: (line: string) => boolean, problem: string, write: string): Fault[] =>
    lines.flatMap((line, index) => (found(line) ? [{ field: `line.${index + 1}`, problem, write }] : []));
  const odd = at(
    (line) => /[^\x20-\x7e]/.test(line),
    'holds a character that sops never writes, such as a byte order mark, a tab or CR',
    asWritten,
  );
  if (odd.length > 0) return odd;
  return at(
    (line) => /(?:^|\s)#/.test(line),
    'is a comment, where a value could stand; even one that looks encrypted need not be',
    'it in the chart, beside the SopsSecret; if it held a value, npm run secrets -- create --replace too',
  );
}

/** The encrypted values alone: what must roll the pods when it changes. A change of recipients is none. */
export function encryptedValues({ data, stringData }: SopsDocument): object {
  return { data: data ?? {}, stringData: stringData ?? {} };
}

/** Whether a value is a map, as far as YAML goes. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMatch(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}
