// What of the repository is the machine.
import { join } from 'node:path';

/** The root of the repository that is packed. */
export const home = join(import.meta.dirname, '..', '..');

/** The folders of the machine; the rest is the fleet's, and the tests'. */
export const rooms = ['commands', 'diff', 'imports', 'lib', 'loop', 'render', 'sops', 'tools'] as const;

/** What the development of the machine alone needs. */
const left = ['commands/bench', 'commands/pack'];

/** Whether a file of the rooms stays out of the package. */
export function isLeft(file: string): boolean {
  return left.some((path) => file.startsWith(`${path}/`) || file === `${path}.ts`);
}
