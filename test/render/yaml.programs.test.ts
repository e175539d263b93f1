import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import type { KubeObject } from '../../render/rendered.ts';
import { toYaml, unrenderable } from '../../render/yaml.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { configMap, key, nasty, text, values } from './yaml-corpus.ts';

const mark = { 'example.com/read-by': 'kubectl' };
// More than 50,000: the keys of a map are unique, so that some of them fall out.
const count = 75_000;
const entries = 1_000;

const isRenderable = (key: string): boolean => unrenderable({ [key]: key }).length === 0;
const renderable = text.filter(isRenderable);
const renderableKey = key.filter(isRenderable);

describeWith(['kubectl'], 'what Go reads in the cluster', ({ kubectl }) => {
  test('is what TypeScript wrote: 50,000 strings, each a value and a key, through kustomize and kubectl', async () => {
    const strings = fc.sample(renderable, { numRuns: count, seed: 8 });
    const keys = fc.sample(renderableKey, { numRuns: count, seed: 9 });
    const objects = Array.from({ length: strings.length / entries }, (_, part) => {
      const from = part * entries;
      const pairs = strings.slice(from, from + entries).map((value, index) => [keys[from + index] ?? '', value]);
      return configMap(`part-${part}`, Object.fromEntries(pairs));
    });
    expect(objects.flatMap(({ data }) => Object.keys(data ?? {})).length).toBeGreaterThan(50_000);
    objects.push(configMap('corpus', Object.fromEntries(nasty.filter(isRenderable).map((value) => [value, value]))));
    expect(await read(kubectl, objects)).toEqual(objects.map(marked));
  });

  test('is the same at any depth, in lists and maps, with numbers and booleans beside', async () => {
    const specs = fc.sample(values(renderable, renderableKey), { numRuns: 2_000, seed: 8 });
    const objects = specs.map((spec, index) => configMap(`part-${index}`, { spec }));
    expect(await read(kubectl, objects)).toEqual(objects.map(marked));
  });

  test('would be a number, had cdk8s written it', async () => {
    const [received] = await read(kubectl, [configMap('trap', { mode: '0o17' })], (object) => Yaml.stringify(object));
    expect(received?.data).toEqual({ mode: 15 });
  });

  test('would be a blank, were a NEL not refused, and a key would be gone', async () => {
    const [received] = await read(kubectl, [configMap('trap', { nel: 'a\u0085b', '<<': 'lost' })]);
    expect(received?.data).toEqual({ nel: 'a b' });
  });
});

/** Writes the objects, builds them with kustomize as Flux does, and reads what kubectl would send to the API server. */
async function read(kubectl: string, objects: readonly KubeObject[], write = toYaml): Promise<KubeObject[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fleetwright-yaml-'));
  try {
    const names = objects.map(({ metadata }) => `${metadata.name}.yaml`);
    await Promise.all(objects.map((object, index) => writeFile(join(folder, names[index] ?? ''), write(object))));
    await writeFile(
      join(folder, 'kustomization.yaml'),
      JSON.stringify({ resources: names, sortOptions: { order: 'fifo' } }),
    );
    const built = join(folder, 'built.yaml');
    await run(kubectl, ['kustomize', folder, '--output', built]);
    const annotations = Object.entries(mark).map(([name, value]) => `${name}=${value}`);
    const json = await run(kubectl, ['annotate', '--local', '--filename', built, '--output', 'json', ...annotations]);
    return JSON.parse(`[${json.trim().replaceAll('\n}\n{', '\n},\n{')}]`) as KubeObject[];
  } finally {
    await rm(folder, { recursive: true });
  }
}

function marked(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, annotations: mark } };
}

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 2 ** 30, env: { HOME: tmpdir() } }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr, { cause: error })) : resolve(stdout),
    );
  });
}
