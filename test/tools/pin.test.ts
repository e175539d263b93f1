import { readdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { readPin } from '../../tools/pin.ts';
import { programNames, programs } from '../../tools/programs.ts';
import { workshop } from '../../tools/workshop.ts';
import { goMod, useWorkbench } from './workbench.ts';

const bench = useWorkbench();
const pinOfSops = () => readPin('sops', bench().shop.modules);

test('each folder of tools/ has its entry in the table, and each entry its folder', async () => {
  const entries = await readdir(workshop().modules, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(folders.toSorted()).toEqual(programNames.toSorted());
});

test.each(programNames)('%s has a pinned release and a package', async (name) => {
  const { release, buildArgs } = await readPin(name, workshop().modules);
  expect(release).toMatch(/^\d+\.\d+\.\d+$/);
  expect(buildArgs.at(-1)).toContain('/');
});

describe('a pin', () => {
  test('is read from go.mod: the package, and the version of the module that holds it', async () => {
    const { release, buildArgs } = await pinOfSops();
    expect(release).toBe('3.13.3');
    expect(buildArgs.at(-1)).toBe('github.com/getsops/sops/v3/cmd/sops');
  });

  test('has a checksum that changes with go.mod and with go.sum, and with nothing else', async () => {
    const first = await pinOfSops();
    expect((await pinOfSops()).checksum).toBe(first.checksum);
    await writeFile(bench().at('modules/sops/go.sum'), '');
    const second = await pinOfSops();
    await writeFile(bench().at('modules/sops/go.mod'), goMod.replace('v0.0.1', 'v0.0.2'));
    const third = await pinOfSops();
    expect(new Set([first, second, third].map(({ checksum }) => checksum)).size).toBe(3);
  });

  test.each([
    ['no tool directive', goMod.replace(/^tool .*$/m, ''), 'write: tool <package>'],
    ['no module of that package', goMod.replace(/^require [^]*/m, ''), 'run: go get -tool github.com/getsops'],
  ])('with %s is refused with what to do', async (_name, mod, remedy) => {
    await writeFile(bench().at('modules/sops/go.mod'), mod);
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
