// dist/ as it is now. Its files get the ids that Git would give them, so that they need not be compared with Git's.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { textOf, type Tree } from './tree.ts';

/** The YAML files below a folder; none where it is not there. */
export function treeOnDisk(folder: string): Tree {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const contents = new Map(
    names
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [name.split(sep).join('/'), readFileSync(join(folder, name))] as const),
  );
  return {
    ids: new Map(Array.from(contents, ([path, content]) => [path, blobId(content)])),
    read: (paths) => new Map(paths.map((path) => [path, textOf(contents, path).toString('utf8')])),
  };
}

/** As `git hash-object` computes it, in a repository of SHA-1; in any other all files are read, which is slow but right. */
function blobId(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
