// An encrypted Secret as text and as data; reading it needs no key.
import { parseAllDocuments, visit, type Document } from 'yaml';
import type { Fault } from '../validation/rules.ts';

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
  readonly age?: unknown;
  readonly azure_kv?: unknown;
  readonly mac?: string;
  readonly encrypted_regex?: string;
  readonly [field: string]: unknown;
}

/** The part of a document that holds values: what sops encrypts, all of it and nothing else. */
export const encryptedRegex = '^(data|stringData)$';

const encrypted =
  /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]+,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:(str|bytes|int|float|bool)\]$/;

/** Which type of value this is the encryption of, as sops names it; undefined for what is not encrypted. */
export function encryptedType(value: unknown): string | undefined {
  return typeof value === 'string' ? encrypted.exec(value)?.[1] : undefined;
}

/** Parses a SOPS document; undefined with a fault where the text is no single YAML document that sops encrypted. */
export function parseSopsDocument(text: string): { document?: SopsDocument; faults: Fault[] } {
  const documents = parseAllDocuments(text, { uniqueKeys: true });
  if (!Array.isArray(documents) || documents.length !== 1)
    return {
      faults: [{ field: 'file', problem: `holds ${documents.length} documents`, write: 'exactly one Secret a file' }],
    };
  const [parsed] = documents;
  // An alias would be taken for a parse error only when it is resolved, and sops writes none.
  if (!parsed || parsed.errors.length > 0 || hasAlias(parsed))
    return { faults: [{ field: 'file', problem: 'is no valid YAML', write: 'the file as sops wrote it' }] };
  const document: unknown = parsed.toJS();
  return isMap(document) && isMap(document.sops)
    ? { document: document as unknown as SopsDocument, faults: [] }
    : {
        faults: [{ field: 'sops', problem: 'the file is not encrypted', write: 'npm run secrets -- create --replace' }],
      };
}

/** The encrypted values alone: what must roll the pods when it changes. A change of recipients is none. */
export function encryptedValues({ data, stringData }: SopsDocument): object {
  return { data: data ?? {}, stringData: stringData ?? {} };
}

/** Whether a value is a map, as far as YAML goes. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasAlias(document: Document.Parsed): boolean {
  let found = false;
  visit(document, { Alias: () => ((found = true), visit.BREAK) });
  return found;
}
