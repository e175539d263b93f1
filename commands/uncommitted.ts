// What a command takes out of a file, or reads as a commit's, must be found again in Git.
import { git } from '../tools/git.ts';

/** @throws Error that names what no commit holds, and what Git was told not to look at */
export function refuseUncommitted(paths: readonly string[]): void {
  const said = (...args: readonly string[]): string =>
    git([...args, '--', ...paths], { cwd: '.' })
      .toString('utf8')
      .trimEnd();
  // Git marks with a small letter what is assumed to be unchanged, and with S what is not in the work tree.
  const unseen = said('ls-files', '-v').match(/^[a-zS] .*$/gm);
  if (unseen)
    throw new Error(
      `Git does not look whether these are changed; git update-index --no-assume-unchanged --no-skip-worktree <file>, first:\n${unseen.join('\n')}`,
    );
  const changed = said('status', '--porcelain', '--ignored', '--untracked-files=normal');
  if (changed !== '') throw new Error(`No commit holds these yet; commit them, or take them away, first:\n${changed}`);
}
