// Flux reads what Git holds, a check what Git lays on disk. By an attribute of a file (`ident`, `working-tree-encoding`, a filter)
// these two differ, and all that is compared here would be another text than the one in the cluster.
import { ask, git } from '../../tools/git.ts';

/** Attributes that leave the bytes of a file with line feeds as they are. Source: gitattributes(5). */
const harmless = /^(?:text|eol=lf|binary|diff|merge|whitespace|delta|linguist-.*|gitlab-.*)$/;

/** Attributes of the files below a folder by which Git holds other bytes than lie on disk, in words; none outside Git. */
export function alteredByGit(folder: string, root: string): string[] {
  if (ask(['rev-parse', '--is-inside-work-tree'], root) !== 'true') return [];
  const paths = git(['ls-files', '-z', '--', folder], { cwd: root }).toString('utf8');
  const answer = git(['check-attr', '-z', '--stdin', '--all'], { cwd: root, input: paths })
    .toString('utf8')
    .split('\0');
  const found = new Map<string, string>();
  for (let index = 0; index + 2 < answer.length; index += 3) {
    const [path = '', name = '', value = ''] = answer.slice(index, index + 3);
    if (harmless.test(name) || harmless.test(`${name}=${value}`)) continue;
    if (!found.has(name)) found.set(name, path);
  }
  return [...found].map(
    ([name, path]) =>
      `${path}  is not in Git as it lies here, by the attribute "${name}"; take that out of .gitattributes`,
  );
}
