// Schemas are read when the first object of a group needs them: most runs need a few of the groups.
import { readFileSync } from 'node:fs';
import type { Schema } from '@cfworker/json-schema';
import { fileOfGroup } from '../../lib/own-imports.ts';
import { apiGroup } from '../identity.ts';
import type { SchemaFile } from './schema-file.ts';

/** A file of schemas, ready to validate with. */
export interface Schemas extends Pick<SchemaFile, 'kinds'> {
  /** The definitions by the `$ref` that points to them. */
  readonly lookup: Record<string, Schema>;
}

const loaded = new Map<string, Schemas>();

/** The schemas of an apiVersion's group; those of Kubernetes itself for a group that has none of its own. */
export function schemasFor(apiVersion: string): Schemas {
  return load(apiGroup(apiVersion));
}

/** The schemas of all that Kubernetes itself serves. */
export function builtIn(): Schemas {
  return load(kubernetes);
}

/** What the file of all that Kubernetes itself serves is called. */
const kubernetes = 'core';

/** Whether Kubernetes itself serves kinds of a group. */
export function isBuiltInGroup(group: string): boolean {
  return Object.keys(builtIn().kinds).some((kind) => kind.startsWith(`${group}/`));
}

function load(group: string): Schemas {
  const before = loaded.get(group);
  if (before) return before;
  const file = fileOfGroup('schemas', group);
  if (file === undefined && group === kubernetes)
    throw new Error(`imports/schemas/${kubernetes}.json is not there, in the package or in its sources; npm ci`);
  const schemas = file === undefined ? builtIn() : read(file);
  loaded.set(group, schemas);
  return schemas;
}

function read(file: string): Schemas {
  const { kinds, definitions } = JSON.parse(readFileSync(file, 'utf8')) as SchemaFile;
  const lookup = Object.fromEntries(
    Object.entries(definitions).map(([definition, schema]) => [`#/definitions/${definition}`, schema]),
  );
  return { kinds, lookup };
}
