import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readPin } from '../../tools/pin.ts';
import { type Program, programNames, programs } from '../../tools/programs.ts';
import { workshop } from '../../tools/workshop.ts';
import { goMod, requirements, useWorkbench } from './workbench.ts';

const bench = useWorkbench();
const pinOfSops = () => readPin('sops', bench().shop.pins);

test('each folder of tools/ has an entry in the table, and each entry a folder', async () => {
  const entries = await readdir(workshop().pins, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const named = Object.entries<Program>(programs).map(([name, { folder = name }]) => folder);
  expect(folders.toSorted()).toEqual([...new Set(named)].toSorted());
});

test.each(programNames)('%s has a pinned release', async (name) => {
  const { release } = await readPin(name, workshop().pins);
  expect(release).toMatch(/^\d+\.\d+\.\d+$/);
});

describe('a pin', () => {
  test('is read from go.mod: the package, and the version of the module that holds it', async () => {
    const { release, args } = await pinOfSops();
    expect(release).toBe('3.13.3');
    expect(args('out').at(-1)).toBe('github.com/getsops/sops/v3/cmd/sops');
  });

  test('of a folder with several tools is that of its own name', async () => {
    const several = 'tool (\n\tgithub.com/getsops/sops/v3/cmd/other\n\tgithub.com/getsops/sops/v3/cmd/sops\n)';
    await writeFile(bench().at('pins/sops/go.mod'), goMod.replace(/^tool .*$/m, several));
    expect((await pinOfSops()).args('out').at(-1)).toBe('github.com/getsops/sops/v3/cmd/sops');
  });

  test('of PyPI is read from requirements.txt', async () => {
    expect(await readPin('zizmor', bench().shop.pins)).toMatchObject({ release: '1.32.0' });
    await writeFile(bench().at('pins/zizmor/requirements.txt'), requirements.replace('==', '>='));
    await expect(readPin('zizmor', bench().shop.pins)).rejects.toThrow('write: zizmor==<version> --hash=');
  });

  test('has a checksum that changes with go.mod and with go.sum, and with nothing else', async () => {
    const first = await pinOfSops();
    expect((await pinOfSops()).checksum).toBe(first.checksum);
    await writeFile(bench().at('pins/sops/go.sum'), '');
    const second = await pinOfSops();
    await writeFile(bench().at('pins/sops/go.mod'), goMod.replace('v0.0.1', 'v0.0.2'));
    const third = await pinOfSops();
    expect(new Set([first, second, third].map(({ checksum }) => checksum)).size).toBe(3);
  });

  test('of a program of ours is that of the module that it is built on, and its checksum changes with its source', async () => {
    const folder = bench().at('pins/cilium-policy');
    await mkdir(folder);
    await writeFile(join(folder, 'go.mod'), 'require github.com/cilium/cilium v1.19.4\n');
    await writeFile(join(folder, 'go.sum'), '');
    await writeFile(join(folder, 'main.go'), 'package main\n');
    const first = await readPin('cilium-policy', bench().shop.pins);
    expect([first.release, first.args('out').at(-1)]).toEqual(['1.19.4', '.']);
    await writeFile(join(folder, 'main.go'), 'package main // changed\n');
    expect((await readPin('cilium-policy', bench().shop.pins)).checksum).not.toBe(first.checksum);
  });

  test.each([
    ['no tool directive', goMod.replace(/^tool .*$/m, ''), 'write: tool <package>'],
    ['no module of that package', goMod.replace(/^require [^]*/m, ''), 'run: go get -tool github.com/getsops'],
  ])('with %s is refused with what to do', async (_name, mod, remedy) => {
    await writeFile(bench().at('pins/sops/go.mod'), mod);
    await expect(pinOfSops()).rejects.toThrow(remedy);
  });
});

test.each([
  ['0.316.0', '3.16.0'],
  ['0.305.1', '3.5.1'],
  ['0.300.0', '3.0.0'],
])('module version %s of Prometheus is release %s', (version, release) => {
  expect(programs.promtool.release(version)).toBe(release);
});
