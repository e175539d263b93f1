// What main would be once a branch is merged, as Git's objects: nothing is checked out, and the work tree stays.
import { GitError } from '../../tools/git.ts';
import { runSync } from '../../tools/run.ts';

/** The tree of the merge; undefined where the two conflict. @throws GitError where a commit is not there */
export function mergedTree(base: string, head: string, cwd: string): string | undefined {
  const { code, stdout, stderr } = runSync('git', ['merge-tree', '--write-tree', '--no-messages', base, head], { cwd });
  if (code === 1) return undefined;
  if (code !== 0) throw new GitError(`git merge-tree: ${stderr.trim()}`);
  return stdout.toString('utf8').trim();
}
