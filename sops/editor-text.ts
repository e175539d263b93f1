// A secret as people edit it: a YAML map of values by key, and what is wrong with one, said without a value.
import { parseDocument, type ScalarTag } from 'yaml';
import { isMap } from '../lib/is-map.ts';
import { inline, scalar } from '../render/yaml-scalar.ts';
import type { DeclaredSecret } from './declared.ts';
import { fromBase64, fromText } from './lossless.ts';
import { type ValueChanges, stored, type Values } from './values.ts';

/** What came out of the editor: changes, or what is wrong. */
export type Edited = { readonly changes: ValueChanges } | { readonly faults: readonly string[] };

/** The text for the editor. Bytes that are no text stand as `!!binary`. */
export function toEditor({ id }: DeclaredSecret, values: Values): string {
  const lines = Object.entries(values).map(([key, value]) => {
    const { part, text } = stored(value);
    return `${inline(key)}: ${part === 'data' ? `!!binary "${text}"` : scalar(text, '  ')}`;
  });
  return `# ${id}. Save and close, and what changed is encrypted; close without a change, and nothing is.\n${lines.join('\n')}\n`;
}

/** Reads the text back. */
export function fromEditor({ declared: { keys } }: DeclaredSecret, before: Values, text: string): Edited {
  const document = parseDocument(text, { uniqueKeys: true, customTags: [binary] });
  // The parser's messages quote what they are about, which is a value more often than not.
  const [broken] = document.errors;
  const what = broken?.code === 'TAG_RESOLVE_FAILED' ? 'base64 with its padding' : 'valid YAML';
  if (broken) return { faults: [`line ${broken.linePos?.[0].line ?? 1} is no ${what}`] };
  const content: unknown = document.toJS();
  if (!isMap(content)) return { faults: ['the text is no map of values by key'] };
  const faults = [
    ...keys.filter((key) => content[key] === undefined).map((key) => `${key} is missing`),
    ...Object.keys(content)
      .filter((key) => !keys.includes(key))
      .map((key) => `${key} is no key of this secret; it has ${keys.join(', ')}`),
    ...Object.entries(content).flatMap(([key, value]) =>
      isValue(value) ? [] : [`${key} is no text: put it in quotes`],
    ),
  ];
  if (faults.length > 0) return { faults };
  const gone = Object.keys(before).filter((key) => content[key] === undefined);
  const values = Object.entries(content).map(([key, value]) => [key, Buffer.from(value as string | Uint8Array)]);
  return { changes: Object.fromEntries([...values, ...gone.map((key) => [key, undefined])]) as ValueChanges };
}

function isValue(value: unknown): boolean {
  return value instanceof Uint8Array || (typeof value === 'string' && fromText(value) !== undefined);
}

/** That of the library drops what is no base64. */
const binary: ScalarTag = {
  tag: 'tag:yaml.org,2002:binary',
  resolve: (text, onError) => fromBase64(text.replaceAll(/\s/g, '')) ?? onError('no base64'),
};
