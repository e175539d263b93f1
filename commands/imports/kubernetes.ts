// The kinds that Kubernetes itself serves, from the OpenAPI document of its own release.
import type { Schema } from '@cfworker/json-schema';
import type { Kind, SchemaFile } from '../../render/schema/schema-file.ts';
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

/** What the API server reads as an amount, a plain number too. Source: apimachinery, pkg/api/resource/quantity.go */
const amount: Schema = {
  type: ['number', 'string'],
  pattern: '^[+-]?(\\d+\\.?\\d*|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?$',
  description: 'an amount such as 500m, 2 or 2Gi',
};

/** The schemas of all stable kinds, without alpha and beta. */
export function schemasOfKubernetes({ definitions, paths }: OpenApiDocument): SchemaFile {
  const served = servedIn(paths);
  const kinds: Record<string, Kind> = {};
  for (const definition of Object.values(definitions)) {
    for (const gvk of (definition['x-kubernetes-group-version-kind'] ?? []) as GroupVersionKind[]) {
      const known = served.get(keyOf(gvk));
      if (known !== undefined) kinds[keyOf(gvk)] = { ...known, schema: strictKind(definition) };
    }
  }
  const strictDefinitions = Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, strict(free(definition))]),
  );
  strictDefinitions[quantity] = amount;
  return { kinds: sorted(kinds), definitions: reachable(kinds, strictDefinitions) };
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
