// Go's module proxy serves the sources of all that is imported, and go.sum proves that they are the pinned bytes.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A pinned Go module whose files are on disk. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
  /** Its files, read-only, in Go's module cache. */
  readonly folder: string;
}

/**
 * The modules that the go.mod in a folder requires, fetched if Go's cache lacks them.
 *
 * @throws Error if one cannot be had, or comes in another version than the one that is written down.
 */
export async function pinnedModules(folder: string): Promise<GoModule[]> {
  const { stdout } = await run('go', ['mod', 'download', '-json'], { cwd: folder, env: goEnv() });
  const written = await readFile(join(folder, 'go.mod'), 'utf8');
  const modules = jsonDocuments(stdout).map(({ Path, Version, Dir }) => ({
    path: Path,
    version: Version,
    folder: Dir,
  }));
  for (const { path, version } of modules) {
    // Go takes the highest version that any module asks for: two sources in one go.mod could raise each other.
    if (!written.includes(`${path} ${version}\n`))
      throw new Error(
        `${join(folder, 'go.mod')}: another module there raises ${path} to ${version}; pin it in a folder of its own`,
      );
  }
  return modules;
}

/** Go keeps its proxy and its caches as the user set them; nothing else of a project around us may have a say. */
export function goEnv(): NodeJS.ProcessEnv {
  return { ...process.env, GOFLAGS: '-mod=readonly', GOWORK: 'off' };
}

interface Download {
  readonly Path: string;
  readonly Version: string;
  readonly Dir: string;
}

function jsonDocuments(text: string): Download[] {
  return text
    .split(/^(?=\{)/m)
    .filter(Boolean)
    .map((document) => JSON.parse(document) as Download);
}
