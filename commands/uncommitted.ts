// What a command takes out of a file, or reads as a commit's, must be found again in Git.
import { git } from '../tools/git.ts';

/** @throws Error that names what no commit holds */
export function refuseUncommitted(paths: readonly string[]): void {
  const changed = git(['status', '--porcelain', '--ignored', '--', ...paths], { cwd: '.' })
    .toString('utf8')
    .trimEnd();
  if (changed !== '') throw new Error(`No commit holds these yet; commit them, or take them away, first:\n${changed}`);
}
