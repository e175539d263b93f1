// A fleet's own imports/: from the definitions that it commits as their project publishes them, the schemas, and the classes that
// it asks for. Neither Go nor the network is needed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../lib/files.ts';
import { messageOf } from '../../lib/message-of.ts';
import { importsFile, machineImports, ownGroups } from '../../lib/own-imports.ts';
import { machineFile } from '../../render/schema/index.ts';
import type { SchemaFile } from '../../render/schema/schema-file.ts';
import { classesOf } from './classes.ts';
import { type Crd, crdsIn, slim } from './crd.ts';
import { type Files, json, yaml } from './generate.ts';
import { withoutForeignPatterns } from './open-api.ts';
import { differences } from './output.ts';
import { schemasOfCrds } from './schemas.ts';

/** A file of definitions, and what is made of it. */
interface Definitions {
  readonly group: string;
  /** Where it is, with its checksum: the header of what is generated. */
  readonly from: string;
  readonly crds: readonly Crd[];
  /** The kinds that become classes, each written `group/Kind`. */
  readonly classes: readonly string[];
}

const command = 'npm run imports';

/** The first line of generated classes is the command that makes them again. */
const header = /^\/\/ Generated from .* by: npm run imports -- --class (\S+)\n/;

/**
 * Makes every generated file. Classes that are there already are made again.
 * @param asked kinds that become classes, too, each written `group/Kind`
 * @throws Error that names the file of definitions and what is wrong with it
 */
export async function generateOwn(folder: string, asked: readonly string[]): Promise<Files> {
  const all = ownGroups('crds', folder).map((group) => named(folder, group, () => read(folder, group, asked)));
  refuseUnknown(asked, all);
  const core = JSON.parse(readFileSync(importsFile(machineImports, 'schemas', 'core'), 'utf8')) as SchemaFile;
  const files = new Map<string, string>();
  for (const { group, from, crds, classes } of all) {
    const schemas = named(folder, group, () => schemasOfCrds(served(crds), core));
    files.set(`schemas/${group}.json`, json({ from: `${from}, by: ${command}`, ...schemas }));
    const written = crds.filter((crd) => classes.includes(kindOf(crd))).map(slim);
    if (written.length === 0) continue;
    const line = `// Generated from ${from}, by: ${command} -- --class ${written.map(kindOf).join(',')}`;
    files.set(`${group}.ts`, `${line}\n${await classesOf(group, yaml(written))}`);
  }
  return files;
}

/** What differs from what would be generated, as paths from the fleet's root. */
export async function staleImports(folder: string): Promise<string[]> {
  const names = await differences(folder, await generateOwn(folder, []), generatedBefore(folder));
  return names.map((name) => join(folder, name));
}

/** The files that were generated before; classes are known by their header. */
export function generatedBefore(folder: string): ReadonlySet<string> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : [];
  const classes = names.filter((name) => header.test(readText(join(folder, name))));
  return new Set([...classes, ...ownGroups('schemas', folder).map((group) => `schemas/${group}.json`)]);
}

function read(folder: string, group: string, asked: readonly string[]): Definitions {
  const file = importsFile(folder, 'crds', group);
  const text = readText(file);
  const crds = crdsIn(text);
  const problem =
    machineFile(group) === undefined ? faultOf(group, crds) : `fleetwright has the group ${group}; delete it`;
  if (problem !== undefined) throw new Error(problem);
  const before = classesBefore(join(folder, `${group}.ts`));
  return {
    group,
    from: `${file}, sha256:${createHash('sha256').update(text).digest('hex')}`,
    crds,
    classes: [...before, ...asked],
  };
}

/** What is thrown on the way says of which file. */
function named<T>(folder: string, group: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`${importsFile(folder, 'crds', group)}: ${messageOf(error)}`, { cause: error });
  }
}

function faultOf(group: string, crds: readonly Crd[]): string | undefined {
  if (crds.length === 0)
    return 'holds no CustomResourceDefinition; write those of the group, as their project publishes them';
  const foreign = crds.find(({ spec }) => spec.group !== group);
  if (foreign) return `${foreign.metadata.name} is of another group; write it into ${foreign.spec.group}.yaml`;
  const old = crds.find(({ apiVersion }) => apiVersion !== 'apiextensions.k8s.io/v1');
  return (
    old && `${old.metadata.name} is ${old.apiVersion}, which Kubernetes does not serve any more; take a newer release`
  );
}

/** The kinds of which there are classes. @throws Error for a file that somebody wrote */
function classesBefore(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const kinds = header.exec(readText(file))?.[1];
  if (kinds === undefined)
    throw new Error(`${file} is not what ${command} writes, and stands in its place; move it away`);
  return kinds.split(',');
}

function refuseUnknown(asked: readonly string[], all: readonly Definitions[]): void {
  const known = all.flatMap(({ crds }) => crds.map(kindOf));
  const unknown = asked.find((kind) => !known.includes(kind));
  if (unknown !== undefined) throw new Error(`--class ${unknown}: there are ${known.join(', ') || 'no kinds'}`);
}

/** All versions that a cluster serves: a fleet may be on its way from one to the next. */
function served(crds: readonly Crd[]): Crd[] {
  return crds.map((crd) => {
    const versions = crd.spec.versions
      .filter((version) => version.served)
      .map((version) => {
        const { openAPIV3Schema } = version.schema;
        return { ...version, schema: { openAPIV3Schema: withoutForeignPatterns(openAPIV3Schema) } };
      });
    return { ...crd, spec: { ...crd.spec, versions } };
  });
}

function kindOf({ spec }: Crd): string {
  return `${spec.group}/${spec.names.kind}`;
}
