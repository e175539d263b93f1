// A list in Kubernetes has no order that counts if its schema names the fields that tell its elements apart.
import type { Schema } from '@cfworker/json-schema';
import { schemasFor } from '../../render/schema/files.ts';

/** A place in the schema of a kind; undefined below what no schema describes, such as the values of a Helm chart. */
export interface Place {
  readonly schema: Schema;
  /** Definitions by the `$ref` that points to them. */
  readonly lookup: Readonly<Record<string, Schema>>;
}

/** The root of a kind's schema. */
export function placeOf(apiVersion: string, kind: string): Place | undefined {
  const { kinds, lookup } = schemasFor(apiVersion);
  const schema = kinds[`${apiVersion}/${kind}`]?.schema;
  return schema && { schema, lookup };
}

/** The place of a member of a map. */
export function member(place: Place | undefined, name: string): Place | undefined {
  if (!place) return undefined;
  const { properties, additionalProperties } = resolved(place);
  return below(place, properties?.[name] ?? additionalProperties);
}

/** The place of the elements of a list. */
export function element(place: Place | undefined): Place | undefined {
  return place && below(place, resolved(place).items);
}

/** The fields by which the API server tells the elements of a list apart; empty where it does not. */
export function listKeys(place: Place | undefined): readonly string[] {
  if (!place) return [];
  return (resolved(place)['x-kubernetes-list-map-keys'] as string[] | undefined) ?? [];
}

/** Whether a map has keys that people choose, such as labels. */
export function isDictionary(place: Place | undefined): boolean {
  return place !== undefined && typeof resolved(place).additionalProperties === 'object';
}

function below({ lookup }: Place, schema: unknown): Place | undefined {
  return typeof schema === 'object' && schema !== null ? { schema: schema as Schema, lookup } : undefined;
}

function resolved({ schema, lookup }: Place): Schema {
  const target = schema.$ref === undefined ? undefined : lookup[schema.$ref];
  return target ? resolved({ schema: target, lookup }) : schema;
}
