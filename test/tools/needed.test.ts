// What a run of a few tests builds on an empty cache, and what it must not.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { neededPrograms } from '../../tools/programs.needed.ts';
import { programNames } from '../../tools/programs.ts';

describe('the programs that are made ready', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'needed-'));
    await write('tools/with.ts', "// describeWith(['gitleaks'], ...)");
    await write('test/one.programs.test.ts', "import { with } from '../tools/with.ts';\ndescribeWith(['sops'], ...);");
    await write('test/two.programs.test.ts', "import { all } from '../loop/all.ts';\nimport { x } from '../lib/x.ts';");
    await write('loop/all.ts', "import { y } from './more.ts';\nexport const all = ['kubectl', 'etcd'];");
    await write('loop/more.ts', "import { all } from './all.ts';\nexport const y = 'kwok';");
    await write('test/unit.test.ts', "const name = 'helm';");
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('are those that the selected test names', async () => {
    expect(await needed('one')).toEqual(['sops']);
  });

  test('are also those that a file of the loop names, which it imports', async () => {
    expect(await needed('two')).toEqual(['etcd', 'kubectl', 'kwok']);
  });

  test('are those of all tests, if none is selected', async () => {
    expect(await needed('')).toEqual(['sops', 'etcd', 'kubectl', 'kwok']);
  });

  test('are all, if a test goes through all', async () => {
    await write('test/one.programs.test.ts', 'for (const name of programNames) describeWith([name], ...);');
    expect(await needed('one')).toEqual(programNames);
  });

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }

  const needed = (words: string) =>
    neededPrograms([join(folder, 'test'), join(folder, 'loop')], {
      rootDir: folder,
      testPathPatterns: { toExecutor: () => ({ isMatch: (path) => path.includes(words) }) },
    });
});
