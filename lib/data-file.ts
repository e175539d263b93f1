// What machines write (pins, recipients) is YAML beside the TypeScript: it is read once, checked, and its faults reported.
import { Validator, type Schema } from '@cfworker/json-schema';
import { parseDocument } from 'yaml';
import { FileError, missing as notThere, readText } from './files.ts';
import { messageOf } from './message-of.ts';
import type { Fault } from './validation/rules.ts';

/** A data file's content where it fits its schema, and what is wrong with it where it does not. */
export interface DataFile<T> {
  /** The content; undefined where there are faults. */
  readonly data: T | undefined;
  /** Every fault; its field is the file, and behind a `#` the place in it. */
  readonly faults: readonly Fault[];
}

/**
 * Reads a YAML file and checks it. Throws nothing: a missing, unreadable or misshapen file is a fault.
 * @param file relative to the repository's root
 * @param schema JSON Schema (draft 2020-12) that `T` stands for; each `description` in it says what to write there
 * @param missing what to write where there is no such file. @default the file
 */
export function readDataFile<T>(
  file: string,
  schema: Schema,
  missing = 'the file, beside those of the other clusters',
): DataFile<T> {
  const read = parse(file, missing);
  if ('fault' in read) return { data: undefined, faults: [{ field: file, ...read.fault }] };
  // Not only the first error: one run names every fault.
  const { errors } = new Validator(schema, '2020-12', false).validate(read.data);
  const faults = errors
    .filter(({ keyword }) => !passedOn.has(keyword))
    .map(({ keyword, keywordLocation, instanceLocation, error }) => ({
      field: [file, instanceLocation.slice(2).replaceAll('/', '.')].filter((part) => part !== '').join('#'),
      ...(keyword === 'false'
        ? { problem: 'is no field of this file', write: 'nothing here' }
        : { problem: error.replace(/\.$/, ''), write: remedy(schema, keywordLocation) }),
    }));
  return faults.length > 0 ? { data: undefined, faults } : { data: read.data as T, faults: [] };
}

/** Keywords whose errors only say that there is an error further in, which is reported itself. */
const passedOn = new Set(['properties', 'additionalProperties', 'propertyNames', 'items']);

function parse(file: string, missing: string): { data: unknown } | { fault: Omit<Fault, 'field'> } {
  let text: string;
  try {
    text = readText(file);
  } catch (error) {
    if (error instanceof FileError && error.found !== notThere)
      return { fault: { problem: error.found.problem, write: error.found.remedy } };
    return { fault: { problem: 'cannot be read', write: missing } };
  }
  const document = parseDocument(text, { uniqueKeys: true });
  const [broken] = document.errors;
  if (broken) return { fault: { problem: broken.message.split('\n', 1).join(), write: 'valid YAML' } };
  try {
    return { data: document.toJS() };
  } catch (error) {
    return { fault: { problem: messageOf(error), write: 'valid YAML' } };
  }
}

/** The description that stands beside the keyword, such as `#/properties/age/items/required`. */
function remedy(schema: Schema, keywordLocation: string): string {
  const beside = keywordLocation.split('/').slice(1, -1);
  const found = beside.reduce<Schema | undefined>((inner, step) => inner?.[step], schema);
  return found?.description ?? 'what the files of the other clusters have there';
}
