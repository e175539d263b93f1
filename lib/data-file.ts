// What machines write (pins, recipients) is YAML beside the TypeScript: it is read once, checked, and its faults reported.
import { readFileSync } from 'node:fs';
import { Validator, type Schema } from '@cfworker/json-schema';
import { parseDocument } from 'yaml';
import type { Fault } from './validation/rules.ts';

/** A data file's content where it fits its schema, and what is wrong with it where it does not. */
export interface DataFile<T> {
  readonly data: T | undefined;
  readonly faults: readonly Fault[];
}

/**
 * Reads a YAML file and checks it. Throws nothing: a missing, unreadable or misshapen file is a fault.
 * @param file relative to the repository's root
 * @param schema JSON Schema (draft 2020-12) that `T` stands for
 */
export function readDataFile<T>(file: string, schema: Schema): DataFile<T> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {
      data: undefined,
      faults: [{ field: file, problem: 'the file cannot be read', write: 'the file, see docs/' }],
    };
  }
  const document = parseDocument(text, { uniqueKeys: true });
  const [broken] = document.errors;
  if (broken) return { data: undefined, faults: [{ field: file, problem: broken.message, write: 'valid YAML' }] };
  const data: unknown = document.toJS();
  const { errors } = new Validator(schema, '2020-12').validate(data);
  const last = errors.at(-1);
  return last
    ? {
        data: undefined,
        faults: [
          {
            field: `${file}${last.instanceLocation.slice(1)}`,
            problem: last.error,
            write: 'what docs/ says of this file',
          },
        ],
      }
    : { data: data as T, faults: [] };
}
