// What synth validates against: made once, so that a synth neither reads CRDs nor compiles anything.
import type { Schema } from '@cfworker/json-schema';
import type { Kind, SchemaFile } from '../../render/schema/schema-file.ts';
import type { Crd } from './crd.ts';
import { objectMeta, strictKind } from './open-api.ts';

/** The schemas of a group's CRDs; `metadata` is checked against the definitions of Kubernetes. */
export function schemasOfCrds(crds: readonly Crd[], kubernetes: SchemaFile): SchemaFile {
  const kinds: Record<string, Kind> = {};
  for (const { spec } of crds) {
    for (const { name, schema } of spec.versions)
      kinds[`${spec.group}/${name}/${spec.names.kind}`] = {
        scope: spec.scope,
        resource: spec.names.plural,
        schema: strictKind(schema.openAPIV3Schema),
      };
  }
  const roots = { $ref: `#/definitions/${objectMeta}` };
  return { kinds, definitions: reachable(roots, kubernetes.definitions) };
}

/** Those of the definitions that something refers to, however far. */
export function reachable(from: unknown, definitions: SchemaFile['definitions']): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  const queue = [from];
  for (const schema of queue) {
    for (const [, name = ''] of JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)) {
      const definition = definitions[name];
      if (definition === undefined || name in found) continue;
      found[name] = definition;
      queue.push(definition);
    }
  }
  return Object.fromEntries(Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
