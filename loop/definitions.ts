// Custom resource definitions come from imports/: the schema that types the code is the schema that admits it.
import { existsSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { asArray, asRecord, at } from '../render/fields.ts';
import type { KubeObject } from '../render/rendered.ts';
import type { Objects } from './objects.ts';
import { until } from './until.ts';

/**
 * Installs the definitions of an API group and waits until the API server serves them. A group of which nobody here uses a
 * kind has no file, and nothing is installed.
 */
export async function installDefinitions(objects: Objects, group: string): Promise<void> {
  const file = `imports/crds/${group}.yaml`;
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const definitions = parseAllDocuments(text).map((document) => document.toJS() as KubeObject);
  await Promise.all(definitions.map((definition) => objects.apply(definition)));
  await Promise.all(
    definitions.map((definition) =>
      until(() => isEstablished(objects, definition), { what: `${definition.metadata.name} is served` }),
    ),
  );
}

async function isEstablished(objects: Objects, definition: KubeObject): Promise<boolean> {
  const found = await objects.get(definition);
  return asArray(at(found, 'status.conditions'))
    .map(asRecord)
    .some(({ type, status }) => type === 'Established' && status === 'True');
}
