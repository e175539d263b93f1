// Flux sees the repository as its controllers build it: two kinds of files hide or replace what lies in dist/.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Patterns of files that the source controller leaves out. Source: Flux documentation, "Git Repositories", "Excluding files". */
const ignoreFile = '.sourceignore';

/** The one content that hides nothing of dist/: it keeps the rest of the repository out of the cluster. */
const allowedIgnore = ['/*', '!/dist'];

/** Names by which kustomize takes a file for instructions, in small letters. Source: kustomize, "kustomization.yaml". */
const instructions = new Set(['kustomization.yaml', 'kustomization.yml', 'kustomization']);

/**
 * Files that change what Flux applies beside dist/'s own, in words: `.sourceignore` at the root or below dist/, and
 * kustomize's instructions below dist/.
 *
 * @param root of the repository
 */
export function hiddenFromFlux(root: string, dist: string): string[] {
  const below = existsSync(join(root, dist))
    ? readdirSync(join(root, dist), { recursive: true, encoding: 'utf8' })
    : [];
  const ignores = [
    ignoreFile,
    ...below.filter((path) => basename(path) === ignoreFile).map((path) => join(dist, path)),
  ];
  return [
    ...ignores
      .filter((path) => existsSync(join(root, path)) && !hidesNothing(join(root, path), path))
      .map(
        (path) =>
          `${path}  hides files from Flux, which then deletes their objects; write: ${allowedIgnore.join(' and ')}, at the root, or no such file`,
      ),
    ...below
      .filter((path) => instructions.has(basename(path).toLowerCase()))
      .map(
        (path) =>
          `${join(dist, path)}  is instructions to kustomize, which Flux follows in place of the folder; write: no such file`,
      ),
  ];
}

function hidesNothing(file: string, path: string): boolean {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return path === ignoreFile && lines.join('\n') === allowedIgnore.join('\n');
}
