// Only what the tests about to run need is made ready: from an empty cache all programs together take twenty minutes.
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type ProgramName, programNames } from '../tools/programs.ts';

/** What a global setup gets of jest's configuration: the arguments that select test files. */
export interface JestConfig {
  readonly rootDir: string;
  readonly testPathPatterns: { toExecutor(options: { rootDir: string }): { isMatch(path: string): boolean } };
}

/**
 * Programs that the selected files `*.programs.test.ts` below the folder name in quotes, themselves or in files of the
 * folder that they import, in the order of the table. All, if one of them goes through `programNames`.
 */
export async function neededPrograms(
  folder: string,
  { rootDir, testPathPatterns }: JestConfig,
): Promise<ProgramName[]> {
  const selected = testPathPatterns.toExecutor({ rootDir });
  const files = (await readdir(folder, { recursive: true })).map((file) => join(folder, file));
  const tests = files.filter((file) => file.endsWith('.programs.test.ts') && selected.isMatch(file));
  // The harness names programs in its words, and needs none.
  const texts = new Map([[join(folder, 'programs.ts'), '']]);
  await read(tests, folder, texts);
  const text = [...texts.values()].join('\n');
  return /\bprogramNames\b/.test(text) ? programNames : programNames.filter((name) => text.includes(`'${name}'`));
}

/** Adds the text of the files, and of those of the folder that they import, by path. */
async function read(files: readonly string[], folder: string, texts: Map<string, string>): Promise<void> {
  for (const file of files.filter((path) => path.startsWith(join(folder, '/')))) {
    if (texts.has(file)) continue;
    const text = await readFile(file, 'utf8');
    texts.set(file, text);
    const imports = [...text.matchAll(/ from '(\.[^']+)'/g)].map(([, path = '']) => resolve(dirname(file), path));
    await read(imports, folder, texts);
  }
}
