// Custom resource definitions come from imports/: the schema that types the code is the schema that admits it.
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { fileOfGroup, ownImports } from '../lib/own-imports.ts';
import { asArray, asRecord, asString, at } from '../render/fields.ts';
import type { KubeObject } from '../render/rendered.ts';
import type { Objects } from './objects.ts';
import { until } from './until.ts';

/** The kind of a definition. */
export const definition = 'apiextensions.k8s.io/CustomResourceDefinition';

const read = new Map<string, KubeObject>();

/**
 * The definitions of an API group, or of some kinds of it alone, as most are large. A group of which nobody here uses a kind
 * has no file, and none are known. A fleet's own stand as their project publishes them, among what else it installs.
 */
export function definitionsOf(
  group: string,
  isWanted: (kind: string) => boolean = () => true,
  own = ownImports,
): KubeObject[] {
  const file = fileOfGroup('crds', group, own);
  const texts = file === undefined ? [] : readFileSync(file, 'utf8').split(/^---(?:[ \t].*)?$/m);
  return texts
    .filter((text) => text.includes('CustomResourceDefinition') && mayBeWanted(text, isWanted))
    .map(definitionIn)
    .filter(({ kind, spec }) => kind === 'CustomResourceDefinition' && isWanted(asString(at(spec, 'names.kind'))));
}

/** False where the kind can be read without parsing, as it can in most files, and nobody wants it. */
function mayBeWanted(text: string, isWanted: (kind: string) => boolean): boolean {
  const kind = /^ {4}kind: (\S+)$/m.exec(text)?.[1];
  return kind === undefined || isWanted(kind);
}

function definitionIn(text: string): KubeObject {
  const before = read.get(text);
  if (before) return before;
  const found = withoutConversion(load(text) as KubeObject);
  read.set(text, found);
  return found;
}

/** Without a server that converts between versions, as there is none here. */
export function withoutConversion(object: KubeObject): KubeObject {
  return { ...object, spec: { ...asRecord(object.spec), conversion: undefined } };
}

/** Installs the definitions of an API group and waits until the API server serves them. */
export async function installDefinitions(objects: Objects, group: string): Promise<void> {
  const definitions = definitionsOf(group);
  await Promise.all(definitions.map((definition) => objects.apply(definition)));
  await Promise.all(definitions.map((definition) => served(objects, definition)));
}

/** Waits until the API server answers for the objects of a definition that it has, in each version. */
export async function served(objects: Objects, definition: KubeObject): Promise<void> {
  const { group, names, versions } = asRecord(definition.spec);
  const apiVersions = asArray(versions)
    .map(asRecord)
    .flatMap((version) => (version.served === true ? [`${asString(group)}/${asString(version.name)}`] : []));
  const lists = async (): Promise<boolean> => {
    for (const apiVersion of apiVersions) await objects.list(apiVersion, asString(at(names, 'kind')));
    return true;
  };
  await until(lists, { what: `${definition.metadata.name} is served` });
}
