// Flux sees the repository as its controllers build it: two kinds of files hide or replace what lies in dist/.
import { existsSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { entriesBelow, readText, statusOf } from '../lib/files.ts';
import { ignoreFile, isInstructions } from '../lib/flux/file-names.ts';
import type { Finding } from './finding.ts';

/**
 * The one content that hides nothing of dist/: it keeps the rest of the repository out of the cluster. No comment beside it,
 * for a line of 64 KiB ends what source-controller reads.
 */
export const allowedIgnore = '/*\n!/dist\n';

/**
 * Files that change what Flux applies beside dist/'s own: `.sourceignore` at the root or below dist/, and kustomize's
 * instructions below dist/.
 *
 * @param root of the repository
 */
export function hiddenFromFlux(root: string, dist: string): Finding[] {
  const folder = resolve(root, dist);
  const below = existsSync(folder)
    ? entriesBelow(folder).map(({ parentPath, name }) => relative(resolve(root), join(parentPath, name)))
    : [];
  const atRoot = statusOf(join(root, ignoreFile)) && !hidesNothing(join(root, ignoreFile)) ? [ignoreFile] : [];
  return [
    ...[...atRoot, ...below.filter((path) => basename(path).toLowerCase() === ignoreFile)].map((at) =>
      finding(
        at,
        'hides files from Flux, which then deletes their objects',
        `no such file; or at the root ${JSON.stringify(allowedIgnore)} and nothing else`,
      ),
    ),
    ...below
      .filter((path) => isInstructions(basename(path)))
      .map((at) =>
        finding(at, 'is instructions to kustomize, which Flux follows in place of the folder', 'no such file'),
      ),
  ];
}

function finding(at: string, problem: string, write: string): Finding {
  return { code: 'hidden-from-flux', at, field: '', problem, write };
}

/** What a link leads to is another file where source-controller runs. */
function hidesNothing(file: string): boolean {
  return statusOf(file)?.isFile() === true && readText(file) === allowedIgnore;
}
