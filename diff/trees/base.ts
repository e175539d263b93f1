// What the work tree is compared with when nobody says: what a pull request of it would be compared with.
import { ask, GitError } from '../../tools/git.ts';

/** A revision, and how people call it. */
export interface Base {
  /** The id of its tree. */
  readonly tree: string;
  /** The id of its commit; undefined for a bare tree. */
  readonly commit?: string;
  /** As the summary says it: `origin/main (6f53e02)`. */
  readonly name: string;
}

/**
 * The revision that the caller names; else the commit at which this branch left `origin/main`; else, where there is no
 * such branch, `HEAD`.
 *
 * @throws GitError for a revision that is not there, and where there is no commit at all
 */
export function baseOf(revision: string | undefined, cwd: string): Base {
  if (revision !== undefined) return named(revision, revision, cwd);
  const fork = ask(['merge-base', 'origin/main', 'HEAD'], cwd);
  if (fork !== undefined && fork !== '') return named(fork, 'the merge base with origin/main', cwd);
  return named('HEAD', 'HEAD', cwd);
}

function named(revision: string, name: string, cwd: string): Base {
  const tree = ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`], cwd);
  if (tree === undefined)
    throw new GitError(
      `Git knows no revision "${revision}"; write a branch, tag or commit (in a shallow clone: git fetch --unshallow)`,
    );
  const commit = ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], cwd);
  if (commit === undefined) return { tree, name };
  return { tree, commit, name: `${name} (${ask(['rev-parse', '--short', commit], cwd) ?? commit})` };
}
