// This fleet beside the dist/ of a loop, for commands that a test runs there.
import { appendFileSync, cpSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rooms } from '../../../tools/rooms.ts';

const files = [
  'package.json',
  'main.ts',
  'charts',
  'clusters',
  'secrets',
  'app/contract.ts',
  'inventory',
  'docs/runbooks',
];

/** Copies what a team edits, and links the machine. @param folder a work tree */
export function bringFleet(folder: string): void {
  const links = [...rooms, 'node_modules'];
  for (const name of links) symlinkSync(resolve(name), join(folder, name));
  appendFileSync(join(folder, '.git/info/exclude'), links.map((name) => `/${name}\n`).join(''));
  for (const name of files) cpSync(name, join(folder, name), { recursive: true });
}
