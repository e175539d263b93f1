// What of the machine goes into the package.
import { join } from 'node:path';

/** The root of the repository that is packed. */
export const home = join(import.meta.dirname, '..', '..');

/** What the development of the machine alone needs: files and folders. */
const left = ['commands/bench', 'commands/bench.ts', 'commands/pack', 'commands/pack.ts', 'commands/release-notes.ts'];

/** Whether a file of the rooms stays out of the package. */
export function isLeft(file: string): boolean {
  return left.some((path) => file.startsWith(`${path}/`) || file === path);
}
