// The tests' own fleet as the repository that constructs read files from: in place, or as a copy that a test may change.
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Holds what a fork edits, under the names that it has in a repository. */
export const fixtureFleet = join(import.meta.dirname, '..', 'fixtures', 'fleet');

let current = fixtureFleet;

/** Runs with the fleet's folder as the working directory: the copy, while {@link inRepository} has one. */
export function inFleet<T>(run: () => T): T {
  const before = process.cwd();
  process.chdir(current);
  try {
    return run();
  } finally {
    process.chdir(before);
  }
}

/** Runs in a copy of its `clusters/`, `docs/` and `secrets/`, and removes it afterwards. Never two at once in one file. */
export async function inRepository<T>(run: (folder: string) => T | Promise<T>): Promise<T> {
  const before = process.cwd();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fleetwright-repository-')));
  for (const data of ['clusters', 'docs', 'secrets'])
    cpSync(join(fixtureFleet, data), join(folder, data), { recursive: true });
  current = folder;
  process.chdir(folder);
  try {
    return await run(folder);
  } finally {
    process.chdir(before);
    current = fixtureFleet;
    rmSync(folder, { recursive: true });
  }
}
