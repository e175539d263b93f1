// Programs whose authors publish the executable on PyPI, in a wheel for each platform: requirements.txt pins them all.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Builder, Recipe } from './recipe.ts';

const pip: Builder = {
  command: 'python3',
  title: 'Python with pip',
  site: 'https://www.python.org/downloads',
  action: 'pip install',
  env: (env) => env,
};

/** @throws Error if requirements.txt does not pin the executable's package. */
export async function pypiRecipe(executable: string, folder: string): Promise<Recipe> {
  const file = join(folder, 'requirements.txt');
  const requirements = await readFile(file, 'utf8');
  const release = new RegExp(`^${executable}==(\\d+\\.\\d+\\.\\d+) `, 'm').exec(requirements)?.[1];
  if (release === undefined) throw new Error(`${file}: no line pins it; write: ${executable}==<version> --hash=...`);
  return {
    release,
    builder: pip,
    // To pip, bin/ of the target is in its way, unless it may replace it.
    args: (output) => ['-m', 'pip', 'install', '--target', output, '--upgrade', ...flags, '-r', 'requirements.txt'],
    files: [requirements],
  };
}

/** Only what is checked, and nothing that runs at installation: a wheel is unpacked, a source package is a program. */
const flags = ['--require-hashes', '--no-deps', '--only-binary=:all:', '--quiet', '--disable-pip-version-check'];
