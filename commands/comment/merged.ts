// What main would be once a branch is merged, as Git's objects: nothing is checked out, and the work tree stays.
import { spawnSync } from 'node:child_process';
import { GitError } from '../../tools/git.ts';

/** The tree of the merge; undefined where the two conflict. @throws GitError where a commit is not there */
export function mergedTree(base: string, head: string, cwd: string): string | undefined {
  const { status, stdout, stderr } = spawnSync('git', ['merge-tree', '--write-tree', '--no-messages', base, head], {
    cwd,
    encoding: 'utf8',
  });
  if (status === 1) return undefined;
  if (status !== 0) throw new GitError(`git merge-tree: ${stderr.trim()}`);
  return stdout.trim();
}
