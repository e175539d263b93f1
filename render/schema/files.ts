// Schemas are read when the first object of a group needs them: most runs need a few of the groups.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Schema } from '@cfworker/json-schema';
import { apiGroup } from '../identity.ts';
import type { SchemaFile } from './schema-file.ts';

/** A file of schemas, ready to validate with. */
export interface Schemas extends Pick<SchemaFile, 'kinds'> {
  /** The definitions by the `$ref` that points to them. */
  readonly lookup: Record<string, Schema>;
}

const folder = fileURLToPath(new URL('../../imports/schemas/', import.meta.url));
const names = new Set(readdirSync(folder));
const loaded = new Map<string, Schemas>();

/** The schemas of an apiVersion's group; those of Kubernetes itself for a group that has none of its own. */
export function schemasFor(apiVersion: string): Schemas {
  const name = `${apiGroup(apiVersion)}.json`;
  return load(names.has(name) ? name : 'core.json');
}

/** The schemas of all that Kubernetes itself serves. */
export function builtIn(): Schemas {
  return load('core.json');
}

function load(name: string): Schemas {
  const before = loaded.get(name);
  if (before) return before;
  const { kinds, definitions } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as SchemaFile;
  const lookup = Object.fromEntries(
    Object.entries(definitions).map(([definition, schema]) => [`#/definitions/${definition}`, schema]),
  );
  const schemas = { kinds, lookup };
  loaded.set(name, schemas);
  return schemas;
}
