// A value is bytes. Text goes into a Secret as it is; what Flux would change on the way, or no text can hold, as base64.
import { isUtf8 } from 'node:buffer';
import type { Declared } from '../lib/secrets/sops-inspection.ts';
import { fromBase64 } from './lossless.ts';

/** The values of a Secret by key. */
export type Values = Readonly<Record<string, Buffer>>;

/** What becomes of some values: another one, or undefined for one that goes. */
export type ValueChanges = Readonly<Record<string, Buffer | undefined>>;

/** Parts of a Secret that hold values: text as it is, and base64. */
const parts = ['stringData', 'data'] as const;
export type Part = (typeof parts)[number];

/** A value in a document, in whichever part it stands. */
export interface Place {
  readonly part: Part;
  readonly key: string;
  readonly value: unknown;
}

/** All values of a document, encrypted or not; none of one that could not be read. */
export function placesIn(document: Partial<Record<Part, Readonly<Record<string, unknown>>>> | undefined): Place[] {
  return parts.flatMap((part) => Object.entries(document?.[part] ?? {}).map(([key, value]) => ({ part, key, value })));
}

/**
 * Characters that YAML takes for printable, without those that it also takes for line breaks: U+0085, U+2028 and U+2029
 * come out of Flux' decryption with spaces beside them. Nor the byte order mark, which readers drop.
 */
const unchanged = /^[\t\n\r\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Where a value stands in the Secret, and how. */
export function stored(value: Buffer): { readonly part: Part; readonly text: string } {
  const text = value.toString('utf8');
  return isUtf8(value) && unchanged.test(text)
    ? { part: 'stringData', text }
    : { part: 'data', text: value.toString('base64') };
}

/** The values of a decrypted Secret. `stringData` wins, as in the API server. @throws Error for `data` that this refuses */
export function valuesIn({
  data = {},
  stringData = {},
}: Partial<Record<Part, Readonly<Record<string, string>>>>): Values {
  return {
    ...Object.fromEntries(Object.entries(data).map(([key, text]) => [key, dataBytes(key, text)])),
    ...Object.fromEntries(Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text, 'utf8')])),
  };
}

function dataBytes(key: string, text: string): Buffer {
  const bytes = fromBase64(text);
  if (bytes === undefined)
    throw new Error(`data.${key} is not base64 with its padding; write: npm run secrets -- create --replace`);
  return bytes;
}

/** The values after the changes. */
export function apply(values: Values, changes: ValueChanges): Values {
  const all = Object.entries({ ...values, ...changes });
  return Object.fromEntries(all.flatMap(([key, value]) => (value ? [[key, value] as const] : [])));
}

/** Values that stand as text and would arrive changed: made by another program than these commands. */
export function changedByFlux(stringData: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(stringData).flatMap(([key, text]) => (unchanged.test(text) ? [] : [key]));
}

/** The Secret in the clear, as JSON: no writer or reader of YAML is in the way of a value. */
export function plainSecret(
  { name, namespace, type, keys }: Declared,
  values: Values,
  annotations: Readonly<Record<string, string>>,
): string {
  const parts: Record<Part, Record<string, string>> = { stringData: {}, data: {} };
  for (const key of keys) {
    const value = values[key];
    if (value === undefined) continue;
    const { part, text } = stored(value);
    parts[part][key] = text;
  }
  const filled = Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0);
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, ...(Object.keys(annotations).length > 0 && { annotations }) },
    type,
    ...Object.fromEntries(filled),
  });
}
