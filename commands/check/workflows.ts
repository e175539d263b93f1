// The workflows of a fleet come with the package: what they call is of one commit with the commands that it runs. A newer package
// does not bring them by itself, so the check says which are not those of the package.
import { join } from 'node:path';
import { readText, statusOf } from '../../lib/files.ts';
import type { Files } from '../create/personal.ts';

/** Where workflows are, in a fleet and in what the package makes one from. */
export const workflowsFolder = '.github/workflows';

/** A line of a workflow that the fleet has written itself, with the reason. */
const own = /^# own: \S/m;

/**
 * The workflows of a fleet that are not the package's. One that is not there is not asked for.
 * @param template what the package makes a fleet from
 * @param root of the fleet
 */
export function staleWorkflows(template: Files, root: string): string[] {
  return Array.from(template).flatMap(([path, text]) => {
    if (!path.startsWith(`${workflowsFolder}/`) || statusOf(join(root, path)) === undefined) return [];
    const found = readText(join(root, path));
    return found === text || own.test(found) ? [] : [path];
  });
}
