// A commit of the bot, made of Git's objects: no work tree is touched, and no hook is run.
import { git } from '../../tools/git.ts';
import { bot } from './edits.ts';

/** @returns the commit's id */
export function commitTree(
  tree: string,
  { parent, message, cwd }: { readonly parent: string; readonly message: string; readonly cwd: string },
): string {
  const env = {
    GIT_AUTHOR_NAME: bot.name,
    GIT_AUTHOR_EMAIL: bot.email,
    GIT_COMMITTER_NAME: bot.name,
    GIT_COMMITTER_EMAIL: bot.email,
  };
  return git(['commit-tree', '-p', parent, '-m', message, tree], { cwd, env }).toString('utf8').trim();
}
