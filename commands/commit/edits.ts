// Who changed a file of dist/ last: a person who edits it is told so, or the next render would undo it in silence.
import { git } from '../../tools/git.ts';

/** How the bot signs its commits. Source: the account behind a workflow's own token. */
export const bot = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
} as const;

/**
 * Of some files those that a person, not the bot, committed last on the way from one revision to another. Where a merge touched a file last, it
 * is nobody's edit: what a merge brings together is rendered again.
 */
export function editedByHand(
  paths: readonly string[],
  { since, head, cwd }: { readonly since: string; readonly head: string; readonly cwd: string },
): string[] {
  const options = ['--first-parent', '--diff-merges=first-parent', '--name-only', '-z', '--format=tformat:%x00%P|%ce'];
  const log = git(['log', ...options, `${since}..${head}`, '--', 'dist'], { cwd }).toString('utf8');
  const byHand = new Map<string, boolean>();
  let isByHand = false;
  for (const field of log.split('\0').map((text) => text.trim())) {
    const [parents, committer] = field.split('|');
    if (committer !== undefined) isByHand = parents?.includes(' ') === false && committer !== bot.email;
    else if (field !== '' && !byHand.has(field)) byHand.set(field, isByHand);
  }
  return paths.filter((path) => byHand.get(path) === true);
}
