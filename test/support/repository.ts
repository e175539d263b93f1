// A repository for one test: what the constructs read from disk, in a temporary folder that is the working directory.
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs in a copy of the data files (`clusters/`, `secrets/`), and removes it afterwards. Never two at once in one file. */
export async function inRepository<T>(run: (folder: string) => T | Promise<T>): Promise<T> {
  const before = process.cwd();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fleetwright-repository-')));
  for (const data of ['clusters', 'secrets']) cpSync(data, join(folder, data), { recursive: true });
  process.chdir(folder);
  try {
    return await run(folder);
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
}
