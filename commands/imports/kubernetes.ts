// The kinds that Kubernetes itself serves, from the OpenAPI document of its own release.
import type { Schema } from '@cfworker/json-schema';
import type { Kind, SchemaFile } from '../../render/schema/schema-file.ts';
import { documented } from './documented.ts';
import type { Amendments } from './enums.ts';
import { type OpenApi, strict, strictKind } from './open-api.ts';
import { reachable } from './schemas.ts';

export interface OpenApiDocument {
  readonly definitions: Readonly<Record<string, OpenApi>>;
  readonly paths: Readonly<Record<string, PathItem>>;
}

interface PathItem {
  readonly post?: { readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind };
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Kinds that are asked or told, not kept: nothing of them belongs into Git. */
const transient = /^(Binding|Event|.*Review)$/;

/** A collection of objects that can be created; `{namespace}` says that they live in one. */
const collection = /^\/apis?\/(?:[^/{]+\/){1,2}(namespaces\/\{namespace\}\/)?([^/{]+)$/;

/** An amount, of which the document says only that it is text. */
const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';

/** What the API server reads as an amount, a plain number too; nothing has less than none. Source: apimachinery, pkg/api/resource/quantity.go */
const amount: Schema = {
  type: ['number', 'string'],
  minimum: 0,
  pattern: '^\\+?(\\d+\\.?\\d*|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?$',
  description: 'an amount such as 500m, 2 or 2Gi',
};

/** The schemas of all stable kinds, without alpha and beta. @param words that fields take */
export function schemasOfKubernetes({ definitions, paths }: OpenApiDocument, words: Amendments = {}): SchemaFile {
  const amend = (name: string, schema: Schema): Schema =>
    [words[name], documented[name]].reduce<Schema>(
      (whole, more) => (more ? amended(name, whole, more) : whole),
      schema,
    );
  const served = servedIn(paths);
  const kinds: Record<string, Kind> = {};
  for (const [name, definition] of Object.entries(definitions)) {
    for (const gvk of (definition['x-kubernetes-group-version-kind'] ?? []) as GroupVersionKind[]) {
      const known = served.get(keyOf(gvk));
      if (known !== undefined) kinds[keyOf(gvk)] = { ...known, schema: amend(name, strictKind(definition)) };
    }
  }
  const strictDefinitions = Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, amend(name, strict(free(definition)))]),
  );
  strictDefinitions[quantity] = amount;
  return { kinds: sorted(kinds), definitions: reachable(kinds, strictDefinitions) };
}

/**
 * A schema that says more; what both say of a field stands together.
 *
 * @throws Error on a field that it does not have, so that a new version of Kubernetes cannot lose what is said of it unseen
 */
function amended(name: string, schema: Schema, { properties = {}, items, ...more }: Schema): Schema {
  const required = [...new Set([...(schema.required ?? []), ...(more.required ?? [])])];
  const fields = Object.entries(properties).map(([field, said]): [string, Schema] => {
    const known = schema.properties?.[field] as Schema | undefined;
    if (!known) throw new Error(`${name} has no field ${field}: see commands/imports/documented.ts`);
    const whole = amended(`${name}.${field}`, known, said as Schema);
    return [field, whole.enum && required.includes(field) ? { ...whole, enum: whole.enum.filter(Boolean) } : whole];
  });
  return {
    ...schema,
    ...more,
    ...(required.length > 0 && { required }),
    ...(items !== undefined && { items: { ...(schema.items as Schema), ...(items as Schema) } }),
    ...(fields.length > 0 && { properties: { ...schema.properties, ...Object.fromEntries(fields) } }),
  };
}

function servedIn(paths: OpenApiDocument['paths']): Map<string, Pick<Kind, 'scope' | 'resource'>> {
  const served = new Map<string, Pick<Kind, 'scope' | 'resource'>>();
  for (const [path, { post }] of Object.entries(paths)) {
    const gvk = post?.['x-kubernetes-group-version-kind'];
    const [, namespaced, resource] = collection.exec(path) ?? [];
    if (gvk === undefined || resource === undefined || !/^v\d+$/.test(gvk.version) || transient.test(gvk.kind))
      continue;
    served.set(keyOf(gvk), { scope: namespaced === undefined ? 'Cluster' : 'Namespaced', resource });
  }
  return served;
}

/** Here an object that names no property is free: an embedded object, the fields of a manager. */
function free(definition: OpenApi): OpenApi {
  return definition.properties ? definition : { ...definition, 'x-kubernetes-preserve-unknown-fields': true };
}

function keyOf({ group, version, kind }: GroupVersionKind): string {
  return group === '' ? `${version}/${kind}` : `${group}/${version}/${kind}`;
}

function sorted<T>(map: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
