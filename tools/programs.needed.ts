// Only what the tests about to run need is made ready: from an empty cache all programs together take twenty minutes.
import { readFile, readdir } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { type ProgramName, programNames } from './programs.ts';

/** Where a test's imports of the package lead, by the extension of its files: sources or what was compiled from them. */
const home = join(import.meta.dirname, '..');
const own = extname(import.meta.url);

/** What a global setup gets of jest's configuration: the arguments that select test files. */
export interface JestConfig {
  readonly rootDir: string;
  readonly testPathPatterns: { toExecutor(options: { rootDir: string }): { isMatch(path: string): boolean } };
}

/**
 * Programs that the selected files `*.programs.test.ts` name in quotes, themselves or in files that they import, in the order
 * of the table. All, if one of them goes through `programNames`.
 * @param folders the tests, and what else of the files that they import may name programs
 */
export async function neededPrograms(
  [tests, ...others]: readonly [string, ...string[]],
  { rootDir, testPathPatterns }: JestConfig,
): Promise<ProgramName[]> {
  const selected = testPathPatterns.toExecutor({ rootDir });
  const files = (await readdir(tests, { recursive: true })).map((file) => join(tests, file));
  const chosen = files.filter((file) => file.endsWith('.programs.test.ts') && selected.isMatch(file));
  const texts = new Map<string, string>();
  await read(chosen, [tests, ...others], texts);
  const text = [...texts.values()].join('\n');
  return /\bprogramNames\b/.test(text) ? programNames : programNames.filter((name) => text.includes(`'${name}'`));
}

/** Adds the text of the files, and of those of the folders that they import, by path. */
async function read(files: readonly string[], folders: readonly string[], texts: Map<string, string>): Promise<void> {
  const ours = files.filter((path) => folders.some((folder) => path.startsWith(join(folder, '/'))));
  for (const file of ours) {
    if (texts.has(file)) continue;
    const text = await readFile(file, 'utf8');
    texts.set(file, text);
    const imports = [...text.matchAll(/ from '(?:(\.[^']+)|fleetwright\/([^']+))'/g)].map(([, beside, ours]) =>
      beside === undefined ? join(home, `${ours}${own}`) : resolve(dirname(file), beside),
    );
    await read(imports, folders, texts);
  }
}
