// A folder that somebody names for what a command writes beside its work.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { refuseLinks } from '../lib/links.ts';
import { writeOver } from '../lib/write-over.ts';

/** Makes the folder if it is not there. @param files texts by name @throws Error where the folder is a link, or lies behind one */
export function writeInto(folder: string, files: Readonly<Record<string, string>>): void {
  refuseLinks(folder);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeOver(join(folder, name), text);
}
