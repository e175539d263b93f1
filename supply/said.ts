// What a program says where it was asked for JSON of some shape.
import { type Schema, Validator } from '@cfworker/json-schema';
import { messageOf } from '../lib/message-of.ts';

/** @param question the command that was asked, for people @throws Error that names it where the text is no JSON */
export function jsonSaid(question: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${question}: this is not JSON (${messageOf(error)})`, { cause: error });
  }
}

/**
 * A value of the shape that `T` stands for.
 * @param schema JSON Schema (draft 2020-12)
 * @param problem what it is not, for people
 * @throws Error with that, and the place and the error that lie deepest, where it has another shape
 */
export function shaped<T>(value: unknown, schema: Schema, problem: string): T {
  const { valid, errors } = new Validator(schema, '2020-12', false).validate(value);
  if (valid) return value as T;
  const deepest = errors.at(-1);
  throw new Error(`${problem} (${deepest?.instanceLocation}: ${deepest?.error})`);
}
