// imports/ holds generated files and the pins that they are made from: only the generated ones are ours to replace.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refuseLinks } from '../../lib/links.ts';
import type { Files } from './generate.ts';

/**
 * Names of the files that differ from what is on disk, sorted: changed, missing, or generated once and no more.
 * @param found those that were generated. @default by their names
 */
export async function differences(folder: string, files: Files, found?: ReadonlySet<string>): Promise<string[]> {
  found ??= await generatedIn(folder);
  const names = [...new Set([...files.keys(), ...found])].toSorted();
  const texts = await Promise.all(
    names.map((name) => (found.has(name) ? readFile(join(folder, name), 'utf8') : undefined)),
  );
  return names.filter((name, index) => texts[index] !== files.get(name));
}

/**
 * Makes the files what they should be: all are written beside their places first, then moved.
 * @throws Error where a folder on the way is a link
 */
export async function replace(folder: string, files: Files, names: readonly string[]): Promise<void> {
  refuseLinks(folder);
  for (const name of names) refuseLinks(dirname(join(folder, name)), folder);
  const beside = join(folder, '.partial');
  await rm(beside, { recursive: true, force: true });
  try {
    for (const name of names) await writeBeside(beside, name, files.get(name));
    for (const name of names) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      if (files.has(name)) await rename(join(beside, name), join(folder, name));
      else await rm(join(folder, name));
    }
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function writeBeside(beside: string, name: string, text: string | undefined): Promise<void> {
  if (text === undefined) return;
  await mkdir(dirname(join(beside, name)), { recursive: true });
  await writeFile(join(beside, name), text);
}

async function generatedIn(folder: string): Promise<Set<string>> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  return new Set(
    names.filter((name) => /^(crds\/[^/]+\.yaml|(?:metrics|schemas|values)\/[^/]+\.json|[^/]+\.ts)$/.test(name)),
  );
}
