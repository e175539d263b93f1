import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { differences, replace } from '../../../commands/imports/output.ts';

let folder = '';
const put = async (name: string, text: string) => {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await writeFile(join(folder, name), text);
};
const names = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .toSorted();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imports-'));
  await put('same.ts', 'same');
  await put('changed.ts', 'old');
  await put('crds/gone.yaml', 'old');
  await put('README.md', 'by hand');
  await put('sources/flux/go.mod', 'by hand');
});
afterEach(() => rm(folder, { recursive: true }));

const files = new Map([
  ['same.ts', 'same'],
  ['changed.ts', 'new'],
  ['schemas/added.json', 'new'],
]);

test('a changed, an added and a stale file are named; what is written by hand is not', async () => {
  expect(await differences(folder, files)).toEqual(['changed.ts', 'crds/gone.yaml', 'schemas/added.json']);
});

test('after they are replaced nothing differs, and what is written by hand is still there', async () => {
  await replace(folder, files, await differences(folder, files));
  expect(await differences(folder, files)).toEqual([]);
  expect(await names()).toEqual(['README.md', 'added.json', 'changed.ts', 'go.mod', 'same.ts']);
  expect(await readFile(join(folder, 'changed.ts'), 'utf8')).toBe('new');
});

test('what an interrupted run left beside is neither kept nor named', async () => {
  await put('.partial/changed.ts', 'half');
  expect(await differences(folder, files)).toEqual(['changed.ts', 'crds/gone.yaml', 'schemas/added.json']);
  await replace(folder, files, ['changed.ts']);
  expect(await readdir(folder)).not.toContain('.partial');
});

test('if one file cannot be written, none is replaced', async () => {
  const impossible = new Map([...files, ['changed.ts/below.ts', 'x']]);
  await expect(replace(folder, impossible, ['changed.ts', 'changed.ts/below.ts'])).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(await readFile(join(folder, 'changed.ts'), 'utf8')).toBe('old');
});
