// All files of imports/ in memory, so that nothing is written unless everything could be made.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { SchemaFile } from '../../render/schema/schema-file.ts';
import type { Progress } from '../../tools/progress.ts';
import { classesOf } from './classes.ts';
import { type Crd, generateCrds, readCrds, slim } from './crd.ts';
import { enumsIn } from './enums.ts';
import { generateMetrics } from './metrics.ts';
import { type OpenApiDocument, schemasOfKubernetes } from './kubernetes.ts';
import { type GoModule, pinnedModule, pinsFolder } from '../../tools/modules.ts';
import { schemasOfCrds } from './schemas.ts';
import { kubernetes, type Source, sources } from './sources.ts';

/** Texts by path, from `imports/`. */
export type Files = ReadonlyMap<string, string>;

/** Makes every generated file from the pinned Go modules; only the first run on a machine needs the network. */
export async function generate(progress: Progress): Promise<Files> {
  const core = await fromModule(kubernetes, 'core', progress, async ({ folder }) => {
    const text = await readFile(join(folder, kubernetes.openApi), 'utf8');
    const code = await readFile(join(folder, kubernetes.code), 'utf8');
    return schemasOfKubernetes(JSON.parse(text) as OpenApiDocument, enumsIn(code));
  });
  const files = new Map([['schemas/core.json', json(core)]]);
  for (const source of sources) {
    await fromModule(source, source.groups.join(', '), progress, async (module) => {
      const crds = (await crdsOf(source, module)).map(slim);
      for (const group of source.groups) {
        const ofGroup = crds.filter(({ spec }) => spec.group === group);
        const header = `Generated from ${module.path} ${module.version} by: npm run imports`;
        files.set(`crds/${group}.yaml`, `# ${header}\n${yaml(ofGroup)}`);
        files.set(`schemas/${group}.json`, json(schemasOfCrds(ofGroup, core)));
        const written = ofGroup.filter(({ spec }) => source.classes.includes(spec.names.kind));
        if (written.length > 0) files.set(`${group}.ts`, `// ${header}\n${await classesOf(group, yaml(written))}`);
      }
    });
  }
  return new Map([...files, ...(await generateMetrics(progress))]);
}

async function crdsOf({ crds, kinds }: Source, { folder }: GoModule): Promise<Crd[]> {
  const found = await (crds === undefined ? generateCrds(folder) : readCrds(join(folder, crds)));
  return found.filter(({ spec }) => kinds?.includes(spec.names.kind) ?? true);
}

/** One step of the work, announced, with the module that it needs. */
async function fromModule<T>(
  { pin, module }: { readonly pin: string; readonly module: string },
  name: string,
  progress: Progress,
  work: (module: GoModule) => Promise<T>,
): Promise<T> {
  const done = progress(name);
  try {
    const found = await pinnedModule(join(pinsFolder, pin), module);
    const result = await work(found);
    done(`${name}: ${found.path} ${found.version}`);
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
