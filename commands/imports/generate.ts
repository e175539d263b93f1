// All files of imports/ in memory, so that nothing is written unless everything could be made.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { SchemaFile } from '../../render/schema/schema-file.ts';
import type { Progress } from '../../tools/progress.ts';
import { classesOf } from './classes.ts';
import { type Crd, generateCrds, readCrds, slim } from './crd.ts';
import { type OpenApiDocument, schemasOfKubernetes } from './kubernetes.ts';
import { type GoModule, pinnedModules } from './modules.ts';
import { schemasOfCrds } from './schemas.ts';
import { kubernetes, type Source, sources } from './sources.ts';

/** Texts by path, from `imports/`. */
export type Files = ReadonlyMap<string, string>;

const pins = fileURLToPath(new URL('../../imports/sources/', import.meta.url));

/** Makes every generated file from the pinned Go modules; only the first run on a machine needs the network. */
export async function generate(progress: Progress): Promise<Files> {
  const files = new Map<string, string>();
  const core = await step(progress, 'core', async () => {
    const module = await moduleOf(kubernetes);
    const text = await readFile(join(module.folder, kubernetes.openApi), 'utf8');
    const schemas = schemasOfKubernetes(JSON.parse(text) as OpenApiDocument);
    files.set('schemas/core.json', json(schemas));
    return schemas;
  });
  for (const source of sources) {
    await step(progress, source.groups.join(', '), async () => {
      for (const [path, text] of await filesOf(source, core)) files.set(path, text);
    });
  }
  return files;
}

async function filesOf(source: Source, core: SchemaFile): Promise<[path: string, text: string][]> {
  const module = await moduleOf(source);
  const crds = await (source.crds === undefined
    ? generateCrds(module.folder)
    : readCrds(join(module.folder, source.crds)));
  const groups = source.groups.map(async (group): Promise<[string, string][]> => {
    const ofGroup = crds.filter(({ spec }) => spec.group === group).map(slim);
    const written = ofGroup.filter(({ spec }) => source.classes.includes(spec.names.kind));
    const from = `from ${module.path} ${module.version} by: npm run imports`;
    return [
      [`crds/${group}.yaml`, `# Generated ${from}\n${yaml(ofGroup)}`],
      [`schemas/${group}.json`, json(schemasOfCrds(ofGroup, core))],
      ...(written.length === 0
        ? []
        : [
            [`${group}.ts`, `// Generated ${from}\n${await classesOf(group, yaml(written))}`] satisfies [
              string,
              string,
            ],
          ]),
    ];
  });
  return (await Promise.all(groups)).flat();
}

async function moduleOf({ pin, module }: { pin: string; module: string }): Promise<GoModule> {
  const found = (await pinnedModules(join(pins, pin))).find(({ path }) => path === module);
  if (found === undefined) throw new Error(`imports/sources/${pin}/go.mod does not require ${module}`);
  return found;
}

async function step<T>(progress: Progress, name: string, work: () => Promise<T>): Promise<T> {
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
function yaml(crds: readonly Crd[]): string {
  return crds
    .map((crd) => stringify(crd, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
}

/** A kind or definition a line: small to read, and a change shows where it is. */
function json({ kinds, definitions }: SchemaFile): string {
  return `{"kinds":{\n${lines(kinds)}\n},"definitions":{\n${lines(definitions)}\n}}\n`;
}

function lines(map: Readonly<Record<string, unknown>>): string {
  return Object.entries(map)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join(',\n');
}
