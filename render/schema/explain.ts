// The validator reports an error at every level above the one that is wrong: only the lowest one helps a reader.
import type { Fault } from '../../lib/validation/rules.ts';
import type { OutputUnit, Schema } from '@cfworker/json-schema';
import type { KubeObject } from '../rendered.ts';
import { fieldPath, follow, stepsOf } from './pointer.ts';
import { brokenRule, missingField, unknownField } from './words.ts';

/** What errors are about. */
export interface Validated {
  readonly object: KubeObject;
  readonly schema: Schema;
  /** Definitions by the `$ref` that points to them. */
  readonly lookup: Readonly<Record<string, Schema>>;
}

/** Keywords that fail because something below them did. */
const outer = new Set(['$ref', 'properties', 'additionalProperties', 'items', 'allOf']);

/** What is wrong, once for each field: of two rules that a value breaks, the first. */
export function explain(errors: readonly OutputUnit[], validated: Validated): Fault[] {
  const faults = errors.flatMap((error, index) => explainOne(error, errors[index - 1], validated));
  const firstOfField = new Map(faults.toReversed().map((fault) => [fault.field, fault]));
  return faults.filter((fault) => firstOfField.get(fault.field) === fault);
}

/** Places where something else stands than a rule could read: a text in the place of a number, nothing in that of a list. */
export function misshapen(errors: readonly OutputUnit[], { object }: Validated): string[] {
  return errors
    .filter(({ keyword, keywordLocation }) => keyword === 'type' && !isInAlternative(stepsOf(keywordLocation)))
    .map(({ instanceLocation }) => fieldPath(object, stepsOf(instanceLocation)));
}

function explainOne(error: OutputUnit, before: OutputUnit | undefined, { object, schema, lookup }: Validated): Fault[] {
  const steps = stepsOf(error.instanceLocation);
  const field = fieldPath(object, steps);
  const around = (unit: OutputUnit) => schemaAt(schema, stepsOf(unit.keywordLocation).slice(0, -1), lookup);

  // An unknown field fails against `false`, which has no place of its own: the error before it tells whose field it is.
  if (error.keyword === 'false')
    return [unknownField(field, steps, Object.keys((before && around(before).properties) ?? {}))];
  if (outer.has(error.keyword) || isInAlternative(stepsOf(error.keywordLocation))) return [];

  const owner = around(error);
  const value = follow(object, steps);
  if (error.keyword === 'required') {
    const missing = (owner.required ?? []).filter((name) => follow(value, [name]) === undefined);
    return missing.map((name) =>
      missingField(fieldPath(object, [...steps, name]), schemaAt(owner, ['properties', name], lookup)),
    );
  }
  return [brokenRule(field, error.keyword, owner, value, object.kind === 'Secret' ? '' : shown(value))];
}

/** Whether the place is inside one of several forms: that none of them fits is reported for all together. */
function isInAlternative(keywords: readonly string[]): boolean {
  return keywords.some(
    (keyword, index) =>
      (keyword === 'anyOf' || keyword === 'not') && index < keywords.length - 1 && keywords[index - 1] !== 'properties',
  );
}

/** The schema at the end of a path of keywords, through every reference on the way and at its end. */
function schemaAt(schema: Schema, keywords: readonly string[], lookup: Validated['lookup']): Schema {
  const end = keywords.reduce<unknown>(
    (inner, keyword) => (keyword === '$ref' ? inner : follow(resolved(inner, lookup), [keyword])),
    schema,
  );
  return resolved(end, lookup);
}

function resolved(schema: unknown, lookup: Validated['lookup']): Schema {
  if (typeof schema !== 'object' || schema === null) return {};
  const { $ref, ...beside } = schema as Schema;
  return $ref === undefined ? beside : { ...resolved(lookup[$ref], lookup), ...beside };
}

/** A text, number or boolean as JSON. What a map or a list holds is not shown: it is long, and may be a secret. */
function shown(value: unknown): string {
  if (typeof value === 'object') return '';
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
