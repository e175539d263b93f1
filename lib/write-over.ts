// A file of the work tree may be a link that somebody committed: ours takes its place by a rename, and what it leads to stays.
import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { refuseLinks } from './links.ts';

/** Puts a text in a file's place, whole or not at all. @throws Error where a folder on the way is a link */
export function writeOver(file: string, text: string): void {
  const folder = dirname(file);
  refuseLinks(folder);
  const beside = join(folder, `.${basename(file)}.${randomUUID()}.tmp`);
  try {
    writeFileSync(beside, text, { flag: 'wx' });
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}
