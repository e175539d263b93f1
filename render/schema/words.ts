// The validator's errors in words: what stands there, and what to write instead.
import type { Schema } from '@cfworker/json-schema';
import { closest } from '../../lib/validation/closest.ts';
import type { Fault } from '../../lib/validation/rules.ts';

/** More names than these help nobody. */
const listed = 12;

/** @param path steps to the field from the object, the field last @param known the fields that its owner has */
export function unknownField(field: string, path: readonly string[], known: readonly string[]): Fault {
  const name = path.at(-1) ?? '';
  if (path.length === 1 && name === 'status')
    return { field, problem: 'is written by controllers, not in Git', write: 'nothing: leave it out' };
  const near = closest(name, known);
  const write = known.length === 0 ? 'nothing: leave it out' : `one of: ${someOf(known)}`;
  return { field, problem: `there is no field "${name}"`, write: near ?? write };
}

/** @param schema of the field that is missing */
export function missingField(field: string, schema: Schema): Fault {
  return { field, problem: 'is missing', write: wanted(schema) };
}

/**
 * A value that breaks a keyword of its schema.
 *
 * @param shown the value as it may be printed; empty where it must not be
 */
export function brokenRule(field: string, keyword: string, schema: Schema, value: unknown, shown: string): Fault {
  const say = (problem: string, write: string) => ({ field, problem: `${shown} ${problem}`.trim(), write });
  if (value === null) return { field, problem: 'is null', write: wanted(schema) };
  if (keyword === 'type') return say(`is ${kindOf(value)}`, wanted(schema));
  if (keyword === 'enum') return say('is none of the allowed values', wanted(schema));
  const { problem, write } = limits[keyword] ?? alternatives;
  return say(problem, schema.description ?? write(String(schema[keyword])));
}

interface Words {
  readonly problem: string;
  readonly write: (limit: string) => string;
}

const limits: Readonly<Record<string, Words>> = {
  pattern: { problem: 'has another form', write: (limit) => `text that matches ${limit}` },
  minimum: { problem: 'is too small', write: (limit) => `${limit} or more` },
  maximum: { problem: 'is too large', write: (limit) => `${limit} or less` },
  minLength: { problem: 'is too short', write: (limit) => `${limit} or more characters` },
  maxLength: { problem: 'is too long', write: (limit) => `${limit} or fewer characters` },
  minItems: { problem: 'is too short', write: (limit) => `${limit} or more entries` },
  maxItems: { problem: 'is too long', write: (limit) => `${limit} or fewer entries` },
  uniqueItems: { problem: 'has an entry twice', write: () => 'each entry once' },
  minProperties: { problem: 'has too few keys', write: (limit) => `${limit} or more keys` },
  maxProperties: { problem: 'has too many keys', write: (limit) => `${limit} or fewer keys` },
};

/** `anyOf` and `not`, which say nothing in words. */
const alternatives: Words = {
  problem: 'has none of the forms that are allowed',
  write: () => 'a form that the documentation of the kind shows',
};

/** What a schema asks for, in words. */
function wanted({ type, enum: values }: Schema): string {
  if (values)
    return `one of: ${values
      .filter((value) => value !== '')
      .map(String)
      .join(', ')}`;
  const types = [type ?? []].flat().map((name) => names[name] ?? name);
  return types.length === 0 ? 'a value' : types.join(' or ');
}

const names: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'a map',
  string: 'a string',
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return 'a boolean';
  return names[typeof value] ?? typeof value;
}

function someOf(all: readonly string[]): string {
  return all.length <= listed ? all.join(', ') : `${all.slice(0, listed).join(', ')} and ${all.length - listed} more`;
}
