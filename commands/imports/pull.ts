// Repositories from where their projects publish them: the one step that needs their network.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '../../tools/git.ts';
import { folderOf, tagOf } from './origin.ts';
import type { Repository } from './repositories.ts';

/**
 * Clones each at its version's tag into a folder, as `treesIn` wants it, does the work with that, and removes it.
 * @param urlOf where a repository is, by its path. @default the web address of that name
 * @throws GitError in Git's words
 */
export async function withPulled<T>(
  repositories: readonly Repository[],
  work: (folder: string) => Promise<T>,
  urlOf = (path: string): string => `https://${path}.git`,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'fleetwright-repositories-'));
  try {
    for (const repository of repositories) {
      const from = ['--', urlOf(repository.path), join(folder, folderOf(repository))];
      const options = ['--quiet', '--depth=1', `--branch=${tagOf(repository)}`];
      const args = ['-c', 'advice.detachedHead=false', 'clone', ...options, ...from];
      git(args, { cwd: folder, env: { GIT_TERMINAL_PROMPT: '0' } });
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
