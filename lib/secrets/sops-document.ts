// What a check without any key can see of a SOPS document: that every value is encrypted, for whom, and whose Secret it is.
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

interface SopsStanza {
  readonly age?: unknown;
  readonly mac?: string;
  readonly encrypted_regex?: string;
  readonly [field: string]: unknown;
}

/** What the construct declares of the Secret. */
export interface Declared {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly type: string;
  readonly keys: readonly string[];
  readonly recipients: readonly string[];
}

/** Only these two hold values; a regex that does not say exactly this leaves values in the clear or hides names. */
export const encryptedRegex = '^(data|stringData)$';

const encrypted =
  /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]+,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:(str|bytes|int|float|bool)\]$/;
const otherKeySources = ['kms', 'gcp_kms', 'azure_kv', 'hc_vault', 'pgp', 'key_groups', 'hckms'];
const otherRules = [
  'unencrypted_suffix',
  'encrypted_suffix',
  'unencrypted_regex',
  'unencrypted_comment_regex',
  'encrypted_comment_regex',
];

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
        faults: [{ field: 'sops', problem: 'the file is not encrypted', write: 'sops encrypt --in-place on the file' }],
      };
}

function hasAlias(document: Document.Parsed): boolean {
  let found = false;
  visit(document, { Alias: () => ((found = true), visit.BREAK) });
  return found;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Everything that is wrong with a document, as far as it can be seen without a key. Never quotes a value. */
export function inspectSopsDocument(document: SopsDocument, declared: Declared): Fault[] {
  return [
    ...identityFaults(document, declared),
    ...valueFaults(document),
    ...annotationFaults(document),
    ...keyFaults(document, declared.keys),
    ...stanzaFaults(document.sops),
    ...recipientFaults(document.sops, declared.recipients),
  ];
}

/** The encrypted values alone: what must roll the pods when it changes. A change of recipients is none. */
export function encryptedValues({ data, stringData }: SopsDocument): object {
  return { data: data ?? {}, stringData: stringData ?? {} };
}

function identityFaults({ apiVersion, kind, type, metadata }: SopsDocument, declared: Declared): Fault[] {
  const pairs: [field: string, found: string | undefined, wanted: string | undefined][] = [
    ['apiVersion', apiVersion, 'v1'],
    ['kind', kind, 'Secret'],
    ['type', type ?? 'Opaque', declared.type],
    ['metadata.name', metadata?.name, declared.name],
    ['metadata.namespace', metadata?.namespace, declared.namespace],
  ];
  return pairs
    .filter(([, found, wanted]) => found !== wanted)
    .map(([field, found, wanted]) => ({
      field,
      problem:
        found === undefined ? 'is missing in the file' : `is "${found}" in the file, not what the construct declares`,
      write: wanted === undefined ? 'a namespace for the chart' : `"${wanted}"`,
    }));
}

function valueFaults(document: SopsDocument): Fault[] {
  return (['data', 'stringData'] as const).flatMap((part) =>
    Object.entries(document[part] ?? {})
      .filter(([, value]) => value !== '' && !(typeof value === 'string' && encrypted.test(value)))
      .map(([key]) => ({
        field: `${part}.${key}`,
        problem: 'the value is not encrypted',
        write: 'sops encrypt --in-place on the file, and a new value: this one is known now',
      })),
  );
}

/** kubectl keeps what it applied in this annotation, values in the clear: `kubectl get secret -o yaml` brings it along. */
function annotationFaults({ metadata }: SopsDocument): Fault[] {
  const copy = 'kubectl.kubernetes.io/last-applied-configuration';
  return metadata?.annotations?.[copy] === undefined
    ? []
    : [
        {
          field: 'metadata.annotations',
          problem: `"${copy}" holds the values in the clear`,
          write: 'no such annotation, and new values: these are known now',
        },
      ];
}

function keyFaults(document: SopsDocument, declared: readonly string[]): Fault[] {
  const found = (['data', 'stringData'] as const).flatMap((part) =>
    Object.keys(document[part] ?? {}).map((key) => ({ part, key })),
  );
  const missing = declared.filter((wanted) => !found.some(({ key }) => key === wanted));
  const extra = found.filter(({ key }) => !declared.includes(key));
  return [
    ...missing.map((key) => ({
      field: `stringData.${key}`,
      problem: 'the construct declares this key, the file lacks it',
      write: 'the key in the file, or drop it from keys',
    })),
    ...extra.map(({ part, key }) => ({
      field: `${part}.${key}`,
      problem: 'the file holds a key that the construct does not declare',
      write: 'the key in keys, or drop it from the file',
    })),
  ];
}

function stanzaFaults(stanza: SopsStanza): Fault[] {
  const faults: Fault[] = [];
  if (stanza.encrypted_regex !== encryptedRegex)
    faults.push({
      field: 'sops.encrypted_regex',
      problem: `is "${String(stanza.encrypted_regex ?? '')}"`,
      write: encryptedRegex,
    });
  if (!encrypted.test(stanza.mac ?? ''))
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

function recipientFaults(stanza: SopsStanza, wanted: readonly string[]): Fault[] {
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
