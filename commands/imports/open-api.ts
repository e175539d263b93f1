// Two ways through a schema of OpenAPI: without what only people read, and as the JSON schema that objects must fit.
import type { InstanceType, Schema } from '@cfworker/json-schema';
import { isUsable, toJavaScript } from './pattern.ts';

/** A schema of a CRD (OpenAPI v3) or of Kubernetes' own document (v2): a map of keywords. */
export interface OpenApi {
  readonly [keyword: string]: unknown;
}

/** The definition of `metadata`, which every file of schemas holds. */
export const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Keywords that mean the same in JSON schema; and the keys of list elements, by which `npm run diff` matches lists. */
const same = new Set([
  '$ref',
  'enum',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'x-kubernetes-list-map-keys',
]);

/** A number of an IPv4 address. */
const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = `${octet}(\\.${octet}){3}`;
/** Which groups an IPv6 address has is not looked at. */
const ipv6 = '[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+';

/** What a format asks of a value. Text in base64 is short for bytes. Source: OpenAPI Specification, "Data Types". */
const formats: Readonly<Record<string, Schema>> = {
  byte: {
    pattern: '^([A-Za-z0-9+/]{4}|[\\r\\n])*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?[\\r\\n]*$',
    description: 'text in base64, with "=" at its end where it needs them',
  },
  cidr: {
    pattern: `^(${ipv4}/(3[0-2]|[12]?\\d)|${ipv6}/(12[0-8]|1[01]\\d|[1-9]?\\d))$`,
    description: 'a range of addresses such as 10.9.8.0/24',
  },
  'date-time': {
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}([.,]\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
    description: 'a time such as 2026-01-31T12:00:00Z',
  },
  ipv4: { pattern: `^${ipv4}$`, description: 'an address such as 10.9.8.7' },
  ipv6: { pattern: `^${ipv6}$`, description: 'an address such as 2001:db8::1' },
  int32: { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
};

/** Keywords that are for people, or that only an API server acts on; `type` and `required` are read with others. */
const left = new Set([
  'default',
  'description',
  'example',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'externalDocs',
  'format',
  'multipleOf',
  'nullable',
  'required',
  'title',
  'type',
  'uniqueItems',
]);

const holdsSchema = new Set(['items', 'additionalProperties', 'not']);
const holdsSchemas = new Set(['properties', 'allOf', 'anyOf', 'oneOf']);
/** Maps of schemas by names. */
const namesSchemas = new Set(['$defs', 'properties']);

const prose = new Set(['description', 'example']);

/** The schema without descriptions and examples. */
export function withoutProse(schema: OpenApi): OpenApi {
  return without(prose, schema);
}

/** The schema without these keywords, however deep. */
export function without(keywords: ReadonlySet<string>, schema: OpenApi): OpenApi {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !keywords.has(keyword))
      .map(([keyword, value]) => [keyword, inner(keyword, value, (each) => without(keywords, each))]),
  );
}

/** The schema without the patterns that are Go's alone: the API server still holds values against them. */
export function withoutForeignPatterns(schema: OpenApi): OpenApi {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword, value]) => keyword !== 'pattern' || isUsable(String(value)))
      .map(([keyword, value]) => [keyword, inner(keyword, value, withoutForeignPatterns)]),
  );
}

/** The schema of a whole object, strict: its metadata is Kubernetes' own, and its status is not for Git. */
export function strictKind(schema: OpenApi): Schema {
  const { status: _status, ...properties } = (schema.properties ?? {}) as Record<string, OpenApi>;
  return strict({ ...schema, properties, 'x-kubernetes-embedded-resource': true });
}

/**
 * The JSON schema of a schema, strict: an object allows no property that it does not name, unless it says so.
 *
 * @throws Error on a keyword that it does not know, so that a new version of a source cannot weaken it unseen.
 */
export function strict(schema: OpenApi): Schema {
  const result: Record<string, unknown> = {
    ...formats[String(schema.format)],
    ...typeOf(schema),
    ...requiredOf(schema),
  };
  for (const [keyword, value] of Object.entries(withTypeMeta(schema))) {
    if (same.has(keyword)) result[keyword] = value;
    else if (keyword === 'x-kubernetes-list-type' && value === 'set') result.uniqueItems = true;
    else if (left.has(keyword) || keyword.startsWith('x-kubernetes-')) continue;
    else if (keyword === 'pattern') result.pattern = toJavaScript(String(value));
    // A branch may ask for the default of a field, which is absent here: then more than one branch fits.
    else if (keyword === 'oneOf') result.anyOf = inner(keyword, value, strict);
    else if (holdsSchema.has(keyword) || holdsSchemas.has(keyword)) result[keyword] = inner(keyword, value, strict);
    else throw new Error(`unknown keyword ${keyword}: say in commands/imports/open-api.ts what it means`);
  }
  if (schema['x-kubernetes-int-or-string'] === true) delete result.anyOf; // it lists the two types once more
  const isFree = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (schema.type === 'object' && !isFree) result.additionalProperties ??= false;
  return result;
}

/** An object inside an object may have what every object has, though its schema does not name it. */
function withTypeMeta(schema: OpenApi): OpenApi {
  if (schema['x-kubernetes-embedded-resource'] !== true) return schema;
  const named = schema.properties as Record<string, OpenApi> | undefined;
  const text = { type: 'string' };
  const metadata = { $ref: `#/definitions/${objectMeta}` };
  return { ...schema, properties: { apiVersion: text, kind: text, ...named, metadata } };
}

function typeOf(schema: OpenApi): Pick<Schema, 'type'> {
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string')
    return { type: ['integer', 'string'] };
  if (schema.type === undefined) return {};
  const type = schema.type as InstanceType;
  return { type: schema.nullable === true ? [type, 'null'] : type };
}

/** A property with a default need not be written: the API server fills it in before it looks what is missing. */
function requiredOf({ required, properties }: OpenApi): Pick<Schema, 'required'> {
  const named = (properties ?? {}) as Record<string, OpenApi>;
  const names = ((required ?? []) as string[]).filter((name) => named[name]?.default === undefined);
  return names.length === 0 ? {} : { required: names };
}

/** Applies a function to the schemas inside a keyword's value; what a map of properties calls `items` is a name. */
function inner(keyword: string, value: unknown, change: (schema: OpenApi) => unknown): unknown {
  if (Array.isArray(value) && holdsSchemas.has(keyword)) return value.map((schema: OpenApi) => change(schema));
  if (typeof value !== 'object' || value === null) return value;
  if (namesSchemas.has(keyword))
    return Object.fromEntries(Object.entries(value).map(([name, schema]: [string, OpenApi]) => [name, change(schema)]));
  return holdsSchema.has(keyword) ? change(value as OpenApi) : value;
}
