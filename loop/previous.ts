// The dist/ that a cluster has when this one comes: what the repository held before the last change of it.
import { ask, git as bytes } from '../tools/git.ts';
import { outputSync } from '../tools/run.ts';
import { git } from './git-server.ts';

/**
 * The commit with a cluster's dist/ as it was before: HEAD where the files at hand differ from it, else the one before the
 * last that changed them. Of a merge the first parent counts, so in a pull request it is the branch that it goes to.
 *
 * @returns undefined where it has never been another, as before a first commit
 * @throws Error in a shallow clone, which cannot know
 */
export function commitBefore(cluster: string): string | undefined {
  if (ask(['rev-parse', '--verify', '--quiet', 'HEAD'], '.') === undefined) return undefined;
  if (git(['rev-parse', '--is-shallow-repository']) === 'true')
    throw new Error('the clone is shallow, so the dist/ before this one is not known; git fetch --unshallow');
  const folder = `dist/${cluster}`;
  if (git(['status', '--porcelain', '--', folder]) !== '') return git(['rev-parse', 'HEAD']);
  return git(['log', '--first-parent', '--max-count=2', '--format=%H', '--', folder]).split('\n')[1];
}

/** Writes a cluster's dist/ as a commit has it into another folder. */
export function checkOut(commit: string, cluster: string, folder: string): void {
  const archive = bytes(['archive', commit, `dist/${cluster}`], { cwd: '.' });
  outputSync('tar', ['--extract', '--directory', folder], { input: archive });
}
