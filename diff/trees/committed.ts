// dist/, and what belongs to it, at a commit, without checking it out: two calls of git, however many files there are.
import { textOfBytes } from '../../lib/files.ts';
import { blobs, git } from '../../tools/git.ts';
import { textOf, type Tree } from './tree.ts';

/**
 * The files below a folder of a commit or tree.
 *
 * @param folder from the repository's root
 * @param ending of the names of the files. @default '.yaml'
 * @throws GitError where the revision is not there
 */
export function committedTree(revision: string, folder: string, cwd: string, ending = '.yaml'): Tree {
  const listed = git(['ls-tree', '-r', '-z', '--full-tree', revision, '--', `${folder}/`], { cwd }).toString('utf8');
  const entries = listed.split('\0').flatMap((line) => {
    const [, type, id, path] = /^\d+ (\w+) (\w+)\t(.*)$/s.exec(line) ?? [];
    return type === 'blob' && path?.endsWith(ending) ? [[path.slice(folder.length + 1), id ?? ''] as const] : [];
  });
  const ids = new Map(entries);
  const read = (paths: readonly string[]): Map<string, string> => {
    const contents = blobs(
      paths.map((path) => textOf(ids, path)),
      cwd,
    );
    return new Map(
      paths.map((path, index) => [
        path,
        textOfBytes(`${revision}:${folder}/${path}`, contents[index] ?? Buffer.alloc(0)),
      ]),
    );
  };
  return { ids, read };
}
