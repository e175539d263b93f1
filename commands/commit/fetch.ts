// A stranger's commit as Git's objects: nothing of it is checked out, so nothing of it can be run.
import { git } from '../../tools/git.ts';
import { credentials } from './credentials.ts';

/**
 * Fetches a commit and its history from `origin`, into no branch.
 *
 * @param commit 40 hexadecimal digits
 * @throws GitError where it is not there
 */
export function fetchCommit(commit: string, { cwd, token }: { readonly cwd: string; readonly token?: string }): void {
  git(['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', 'origin', commit], { cwd, env: credentials(token) });
}
