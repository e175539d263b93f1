// All files of imports/ in memory, so that nothing is written unless everything could be made.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { SchemaFile } from '../../render/schema/schema-file.ts';
import type { Progress } from '../../tools/progress.ts';
import { classesOf } from './classes.ts';
import { type Crd, crdsIn, generateCrds, readCrds, slim } from './crd.ts';
import { enumsIn } from './enums.ts';
import { generateMetrics } from './metrics.ts';
import { type OpenApiDocument, schemasOfKubernetes } from './kubernetes.ts';
import { pinnedModule, pinsFolder } from '../../tools/modules.ts';
import { committed, type FindTree, type SourceTree } from './origin.ts';
import type { Repository } from './repositories.ts';
import { schemasOfCrds } from './schemas.ts';
import { kubernetes, type Source, sources } from './sources.ts';
import { generateValues } from './values.ts';

/** Texts by path, from `imports/`. */
export type Files = ReadonlyMap<string, string>;

/** The definitions of a group, as a cluster serves them today. */
interface Definitions {
  /** The first line of what is made of them. */
  readonly header: string;
  readonly crds: readonly Crd[];
}

/**
 * Makes every generated file from the sources that are found; of those that are not, as much as follows from what is committed. Of
 * the Go modules, only the first run on a machine needs the network.
 */
export async function generate(find: FindTree, progress: Progress): Promise<Files> {
  const core = await step('core', progress, schemasOfCore);
  const files = new Map([['schemas/core.json', json(core)]]);
  for (const source of sources) {
    await step(source.groups.join(', '), progress, async () => {
      for (const [group, { header, crds }] of await definitionsOf(source, find)) {
        files.set(`crds/${group}.yaml`, `# ${header}\n${yaml(crds)}`);
        files.set(`schemas/${group}.json`, json(schemasOfCrds(crds, core)));
        const written = crds.filter(({ spec }) => source.classes.includes(spec.names.kind));
        if (written.length > 0) files.set(`${group}.ts`, `// ${header}\n${await classesOf(group, yaml(written))}`);
      }
    });
  }
  return new Map([...files, ...(await generateMetrics(find, progress)), ...(await generateValues(find, progress))]);
}

async function schemasOfCore(): Promise<SchemaFile> {
  const { folder } = await pinnedModule(join(pinsFolder, kubernetes.pin), kubernetes.module);
  const text = await readFile(join(folder, kubernetes.openApi), 'utf8');
  const code = await readFile(join(folder, kubernetes.code), 'utf8');
  return schemasOfKubernetes(JSON.parse(text) as OpenApiDocument, enumsIn(code));
}

/** By group. */
async function definitionsOf(source: Source, find: FindTree): Promise<ReadonlyMap<string, Definitions>> {
  const tree = await find(source);
  if ('absent' in tree) return committedDefinitions(source.groups, tree.absent);
  const header = `Generated from ${tree.name} by: npm run imports`;
  const crds = (await crdsOf(source, tree)).map(slim);
  return new Map(
    source.groups.map((group) => [group, { header, crds: crds.filter(({ spec }) => spec.group === group) }]),
  );
}

function committedDefinitions(groups: readonly string[], repository: Repository): ReadonlyMap<string, Definitions> {
  return new Map(
    groups.map((group) => {
      const text = committed(`crds/${group}.yaml`, repository);
      return [group, { header: text.slice('# '.length, text.indexOf('\n')), crds: crdsIn(text) }];
    }),
  );
}

async function crdsOf({ crds, kinds }: Source, { folder }: SourceTree): Promise<Crd[]> {
  const found = await (crds === undefined ? generateCrds(folder) : readCrds(join(folder, crds)));
  return found.filter(({ spec }) => kinds?.includes(spec.names.kind) ?? true);
}

/** One step of the work, announced. */
async function step<T>(name: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  const done = progress(name);
  try {
    const result = await work();
    done(name);
    return result;
  } catch (error) {
    done(`${name}: failed`);
    throw error;
  }
}

/** In YAML 1.1's stricter quoting: Go's parser reads a plain `yes` or `on` as a boolean. */
export function yaml(crds: readonly Crd[]): string {
  return crds
    .map((crd) => stringify(crd, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
}

/** A kind or definition a line: small to read, and a change shows where it is. */
export function json({ from, kinds, definitions }: SchemaFile): string {
  const origin = from === undefined ? '' : `"from":${JSON.stringify(from)},\n`;
  return `{${origin}"kinds":{\n${lines(kinds)}\n},"definitions":{\n${lines(definitions)}\n}}\n`;
}

function lines(map: Readonly<Record<string, unknown>>): string {
  return Object.entries(map)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join(',\n');
}
