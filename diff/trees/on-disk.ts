// dist/ as it is now. Its files get the ids that Git would give them, so that they need not be compared with Git's.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { entriesBelow, readBytes, textOfBytes } from '../../lib/files.ts';
import { textOf, type Tree } from './tree.ts';

/** The YAML files below a folder, links left out as Flux does; none where it is not there. @throws Error where one cannot be read */
export function treeOnDisk(folder: string): Tree {
  const entries = existsSync(folder) ? entriesBelow(folder) : [];
  const contents = new Map(
    entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [relative(folder, path).split(sep).join('/'), readBytes(path)] as const),
  );
  return {
    ids: new Map(Array.from(contents, ([path, content]) => [path, blobId(content)])),
    read: (paths) => new Map(paths.map((path) => [path, textOfBytes(join(folder, path), textOf(contents, path))])),
  };
}

/** As `git hash-object` computes it, in a repository of SHA-1; in any other all files are read, which is slow but right. */
function blobId(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
