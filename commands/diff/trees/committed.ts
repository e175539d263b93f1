// dist/ at a commit, without checking it out: two calls of git, however many files there are.
import { textOfBytes } from '../../../lib/files.ts';
import { git } from '../../git.ts';
import { textOf, type Tree } from './tree.ts';

/**
 * The YAML files below a folder of a commit or tree.
 *
 * @param folder from the repository's root
 * @throws GitError where the revision is not there
 */
export function committedTree(revision: string, folder: string, cwd: string): Tree {
  const listed = git(['ls-tree', '-r', '-z', '--full-tree', revision, '--', `${folder}/`], { cwd }).toString('utf8');
  const entries = listed.split('\0').flatMap((line) => {
    const [, type, id, path] = /^\d+ (\w+) (\w+)\t(.*)$/s.exec(line) ?? [];
    return type === 'blob' && path?.endsWith('.yaml') ? [[path.slice(folder.length + 1), id ?? ''] as const] : [];
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

/** `git cat-file --batch` answers each id with `<id> <type> <size>`, the content, and a line feed. */
export function blobs(ids: readonly string[], cwd: string): Buffer[] {
  const answer = git(['cat-file', '--batch'], { cwd, input: ids.map((id) => `${id}\n`).join('') });
  let position = 0;
  return ids.map(() => {
    const start = answer.indexOf(0x0a, position) + 1;
    const size = Number(answer.toString('utf8', position, start).trim().split(' ')[2]);
    position = start + size + 1;
    return answer.subarray(start, start + size);
  });
}
