// What a check without any key can see of a SOPS document: that every value is encrypted, for whom, and whose Secret it is.
import type { Fault } from '../validation/rules.ts';
import { parseSopsDocument, type SopsDocument } from './sops-document.ts';
import type { Recipients } from './recipients.ts';
import { recipientFaults } from './sops-recipients.ts';

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
export function inspectSopsText(
  text: string,
  declared: Declared,
): { readonly document?: SopsDocument; readonly faults: readonly Fault[] } {
  const { document, faults } = parseSopsDocument(text);
  return document ? { document, faults: undeclared(document, declared) } : { faults };
}

/** What is not as the construct declares it. Never quotes a value. */
function undeclared(document: SopsDocument, declared: Declared): Fault[] {
  return [
    ...identityFaults(document, declared),
    ...keyFaults(document, declared.keys),
    ...recipientFaults(document.sops, declared.recipients),
  ];
}

function identityFaults({ type = 'Opaque', metadata }: SopsDocument, declared: Declared): Fault[] {
  const pairs: [field: string, found: string | undefined, wanted: string | undefined][] = [
    ['type', type, declared.type],
    ['metadata.name', metadata.name, declared.name],
    ['metadata.namespace', metadata.namespace, declared.namespace],
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
