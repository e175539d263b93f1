// A fleet's own imports/: what its project publishes becomes what synth checks and what charts are written with.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generatedBefore, generateOwn, staleImports } from '../../../commands/imports/own.ts';
import { differences, replace } from '../../../commands/imports/output.ts';
import type { SchemaFile } from '../../../render/schema/schema-file.ts';
import { definition, write, writeDefinitions } from '../../support/own-imports.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'own-imports-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const group = 'example.com';
const widget = definition(group, 'Widget');

/** Does what the command does. */
async function generate(...asked: string[]): Promise<string[]> {
  const files = await generateOwn(folder, asked);
  const names = await differences(folder, files, generatedBefore(folder));
  await replace(folder, files, names);
  return names;
}

const schemas = (): SchemaFile => JSON.parse(readFileSync(join(folder, `schemas/${group}.json`), 'utf8')) as SchemaFile;

test('every version that a cluster serves has a strict schema; what is Go’s alone is left to the API server', async () => {
  const unserved = { name: 'v2', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } };
  const { versions } = (widget as { spec: { versions: object[] } }).spec;
  writeDefinitions(folder, group, [definition(group, 'Widget', { versions: [...versions, unserved] })]);
  expect(await generate()).toEqual([`schemas/${group}.json`]);
  const { kinds } = schemas();
  expect(Object.keys(kinds)).toEqual([`${group}/v1/Widget`, `${group}/v1beta1/Widget`]);
  expect(kinds[`${group}/v1/Widget`]).toMatchObject({ scope: 'Namespaced', resource: 'widgets' });
  expect(kinds[`${group}/v1/Widget`]?.schema.properties?.spec).toEqual({
    type: 'object',
    required: ['instances'],
    properties: {
      instances: { type: 'integer', minimum: 1 },
      name: { type: 'string' },
      storage: {
        type: 'object',
        properties: { size: { type: 'string', pattern: '^\\d+_?Gi$' } },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  });
});

test('what was generated says from which bytes, and is stale as soon as they change', async () => {
  writeDefinitions(folder, group, [widget]);
  await generate();
  expect(schemas().from).toMatch(/crds\/example\.com\.yaml, sha256:[0-9a-f]{64}, by: npm run imports$/);
  expect(await staleImports(folder)).toEqual([]);
  writeFileSync(join(folder, `crds/${group}.yaml`), '# later\n', { flag: 'a' });
  expect(await staleImports(folder)).toEqual([join(folder, `schemas/${group}.json`)]);
});

test('a kind that is asked for has a class, which is made again until it is deleted', async () => {
  writeDefinitions(folder, group, [widget, definition(group, 'Gadget')]);
  const classes = join(folder, `${group}.ts`);
  expect(await generate(`${group}/Widget`)).toEqual([`${group}.ts`, `schemas/${group}.json`]);
  const text = readFileSync(classes, 'utf8');
  expect(text).toMatch(/^\/\/ Generated from .*sha256:.* by: npm run imports -- --class example\.com\/Widget\n/);
  expect(text).toContain('export class Widget extends ApiObject');
  expect(text).not.toContain('class Gadget');
  await generate(`${group}/Gadget`);
  expect(readFileSync(classes, 'utf8')).toMatch(
    /^.*--class example\.com\/Widget,example\.com\/Gadget\n.*class Gadget /s,
  );
  rmSync(classes);
  expect(await generate()).toEqual([]);
});

test('what no definition gives any more goes; what the fleet wrote itself stays', async () => {
  writeDefinitions(folder, group, [widget]);
  write(join(folder, 'own.ts'), 'export {};\n');
  await generate();
  write(join(folder, `${group}.ts`), '// Generated from a, by: npm run imports -- --class example.com/Widget\n');
  rmSync(join(folder, `crds/${group}.yaml`));
  expect(await generate()).toEqual([`${group}.ts`, `schemas/${group}.json`]);
  expect(readFileSync(join(folder, 'own.ts'), 'utf8')).toBe('export {};\n');
});

test('a fleet without any has nothing to make', async () => {
  expect(await generate()).toEqual([]);
});

describe('one error names the file, and nothing is made, where', () => {
  test.each<[string, string, readonly object[], RegExp]>([
    ['the machine has the group', 'cert-manager.io', [], /crds\/cert-manager\.io\.yaml: fleetwright has the group/],
    ['Kubernetes itself serves the group', 'apps', [], /crds\/apps\.yaml: fleetwright has the group apps/],
    ['no definition is in the file', group, [], /crds\/example\.com\.yaml: holds no CustomResourceDefinition/],
    [
      'a definition is of another group',
      group,
      [widget, definition('other.io', 'Thing')],
      /crds\/example\.com\.yaml: things\.other\.io is of another group; write it into other\.io\.yaml/,
    ],
    [
      'a definition is of an API that is gone',
      group,
      [{ ...widget, apiVersion: 'apiextensions.k8s.io/v1beta1' }],
      /crds\/example\.com\.yaml: widgets\.example\.com is apiextensions\.k8s\.io\/v1beta1/,
    ],
  ])('%s', async (_what, name, definitions, words) => {
    writeDefinitions(folder, name, definitions);
    await expect(generate()).rejects.toThrow(words);
    expect(generatedBefore(folder)).toEqual(new Set());
  });

  test('the file is a template', async () => {
    write(join(folder, `crds/${group}.yaml`), 'kind: CustomResourceDefinition\n{{- if .Values.crds }}\n');
    await expect(generate()).rejects.toThrow(/crds\/example\.com\.yaml: /);
  });

  test('the kind that is asked for is not defined', async () => {
    writeDefinitions(folder, group, [widget]);
    await expect(generate(`${group}/Wigdet`)).rejects.toThrow(
      '--class example.com/Wigdet: there are example.com/Widget',
    );
  });

  test('somebody wrote what stands in the place of classes', async () => {
    writeDefinitions(folder, group, [widget]);
    write(join(folder, `${group}.ts`), 'export {};\n');
    await expect(generate()).rejects.toThrow(/example\.com\.ts is not what npm run imports writes/);
  });
});
