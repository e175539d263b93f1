// Go's module proxy serves the sources of all that is imported, and go.sum vouches that they are the pinned bytes.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMissing, run } from './run.ts';

/** Folder with the Go modules that pin the sources. */
export const pinsFolder = fileURLToPath(new URL('../imports/sources/', import.meta.url));

/** A pinned Go module whose files are on disk. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
  /** Its files, read-only, in Go's module cache. */
  readonly folder: string;
}

/**
 * A module in the version that the go.mod in a folder requires, fetched if Go's cache lacks it.
 *
 * @throws Error if it cannot be had, is not the bytes that go.sum knows, or comes in another version.
 */
export async function pinnedModule(folder: string, path: string): Promise<GoModule> {
  const { Version: version, Dir } = JSON.parse(await goModDownload(folder, path)) as { Version: string; Dir: string };
  const written = await readFile(join(folder, 'go.mod'), 'utf8');
  // Go takes the highest version that anybody asks for: two sources in one go.mod could raise each other unseen.
  if (!written.includes(`${path} ${version}\n`))
    throw new Error(`${join(folder, 'go.mod')}: something raises ${path} to ${version}; pin it in a folder of its own`);
  return { path, version, folder: Dir };
}

/** Go keeps its proxy and its caches as the user set them; no workspace or flag around us may have a say. */
export function goEnv(): NodeJS.ProcessEnv {
  return { ...process.env, GOFLAGS: '-mod=readonly', GOWORK: 'off' };
}

async function goModDownload(cwd: string, path: string): Promise<string> {
  try {
    const { code, stdout, stderr } = await run('go', ['mod', 'download', '-json', path], { cwd, env: goEnv() });
    if (code === 0) return stdout;
    throw new Error(`go mod download ${path}: ${stdout}${stderr}`);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Error('Go is not on PATH: install it (https://go.dev/dl)', { cause: error });
  }
}
