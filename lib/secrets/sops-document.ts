// The one reader of an encrypted Secret: it knows every line that may stand there, and takes no other. It needs no key.
import type { Fault } from '../validation/rules.ts';
import { readMembers } from './sops-fields.ts';
import { entries, linesOf } from './sops-lines.ts';
import { secret } from './sops-members.ts';

export { encryptedRegex } from './sops-members.ts';

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

const replaced = 'npm run secrets -- create --replace';
const notEncrypted: Fault = { field: 'sops', problem: 'the file is not encrypted', write: replaced };
const forNobody: Fault = { field: 'sops', problem: 'names nobody who can decrypt', write: replaced };

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
  if (!/^sops:/m.test(text)) return [notEncrypted];
  const lines = text.split('\n');
  const at = (found: (line: string) => boolean, problem: string, write: string): Fault[] =>
    lines.flatMap((line, index) => (found(line) ? [{ field: `line.${index + 1}`, problem, write }] : []));
  const odd = at(
    (line) => /[^\x20-\x7e]/.test(line),
    'holds a character that sops never writes, such as a byte order mark, a tab or CR',
    'the file as sops wrote it',
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
