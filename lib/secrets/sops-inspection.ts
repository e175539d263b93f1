// What a check without any key can see of a SOPS document: that every value is encrypted, for whom, and whose Secret it is.
import type { Fault } from '../validation/rules.ts';
import { commentFaults } from './sops-comments.ts';
import { encryptedType, parseSopsDocument, type SopsDocument } from './sops-document.ts';
import type { Recipients } from './recipients.ts';
import { recipientFaults } from './sops-recipients.ts';
import { stanzaFaults } from './sops-stanza.ts';

/** What the construct declares of the Secret. */
export interface Declared {
  /** The Secret's name. */
  readonly name: string;
  /** Its namespace; undefined where the chart has none, which is a fault. */
  readonly namespace: string | undefined;
  /** Its type, such as `Opaque`. */
  readonly type: string;
  /** Its keys, all of them. */
  readonly keys: readonly string[];
  /** The recipients of the cluster, all of them. */
  readonly recipients: Recipients;
}

/** Reads an encrypted file's text, and says everything that is wrong with it as far as can be seen without a key. */
export function inspectSopsText(text: string, declared: Declared): { document?: SopsDocument; faults: Fault[] } {
  const { document, faults } = parseSopsDocument(text);
  return document
    ? { document, faults: [...inspectSopsDocument(document, declared), ...commentFaults(text)] }
    : { faults };
}

/** Everything that is wrong with a document. Never quotes a value. */
function inspectSopsDocument(document: SopsDocument, declared: Declared): Fault[] {
  return [
    ...identityFaults(document, declared),
    ...memberFaults(document),
    ...(['data', 'stringData'] as const).flatMap((part) => valueFaults(part, document[part])),
    ...annotationFaults(document),
    ...keyFaults(document, declared.keys),
    ...stanzaFaults(document.sops),
    ...recipientFaults(document.sops, declared.recipients),
  ];
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

/** What else stands in a Secret is not encrypted, so a value could stand there. */
const members = new Set(['apiVersion', 'kind', 'metadata', 'type', 'data', 'stringData', 'sops']);

function memberFaults(document: SopsDocument): Fault[] {
  return Object.keys(document)
    .filter((member) => !members.has(member))
    .map((member) => ({ field: member, problem: 'is not encrypted', write: 'values under stringData or data alone' }));
}

/** An empty value has nothing to hide: sops leaves it in the clear. */
function valueFaults(part: 'data' | 'stringData', values: SopsDocument['data']): Fault[] {
  return Object.entries(values ?? {})
    .filter(([, value]) => value !== '' && encryptedType(value) !== 'str')
    .map(([key, value]) => ({
      field: `${part}.${key}`,
      ...(encryptedType(value) === undefined
        ? {
            problem: 'the value is not encrypted',
            write: 'npm run secrets -- create --replace, with a new value: this one is known now',
          }
        : {
            problem: 'the value is no text: once decrypted, the API server refuses it',
            write: 'npm run secrets -- set, which stores text',
          }),
    }));
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
  const twice = found.filter(
    ({ part, key }) => part === 'data' && found.some((other) => other.part !== part && other.key === key),
  );
  const extra = found.filter(({ key }) => !declared.includes(key));
  return [
    ...missing.map((key) => ({
      field: `stringData.${key}`,
      problem: 'the construct declares this key, the file lacks it',
      write: 'npm run secrets -- set, or create --replace; or drop it from keys',
    })),
    ...twice.map(({ key }) => ({
      field: `data.${key}`,
      problem: `stands under stringData too, which hides this one`,
      write: 'npm run secrets -- create --replace',
    })),
    ...extra.map(({ part, key }) => ({
      field: `${part}.${key}`,
      problem: 'the file holds a key that the construct does not declare',
      write: 'the key in keys; or npm run secrets -- edit or create --replace, without it',
    })),
  ];
}
