// Who must agree to a change of a path, as GitHub reads it from CODEOWNERS: the last line that fits counts.
import { readFileSync } from 'node:fs';

/** Lines that are rules: a path from the repository's root, which stands for all that begins so, or `*`. */
const rules = readFileSync('.github/CODEOWNERS', 'utf8')
  .split('\n')
  .filter((line) => /^[/*]/.test(line))
  .map((line) => line.trim().split(/\s+/))
  .map(([path = '', ...owners]) => ({ prefix: path.replace(/^\//, '').replace(/\*$/, ''), owners }));

export function ownersOf(path: string): readonly string[] {
  return rules.findLast(({ prefix }) => path.startsWith(prefix))?.owners ?? [];
}

/** Whether a line of its own says who owns the path. */
export function isSaid(path: string): boolean {
  return rules.some(({ prefix }) => prefix !== '' && path.startsWith(prefix));
}

/** Who owns what no line is about. */
export const [platform = ''] = rules.find(({ prefix }) => prefix === '')?.owners ?? [];

/** Who agrees beside the platform to what guards secrets. */
export const [, security = ''] = ownersOf('.github/CODEOWNERS');
