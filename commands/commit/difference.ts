// How dist/ of a branch differs from what its code renders, and whether that is the bot's to mend.
import { ask, git } from '../../tools/git.ts';
import { bot, editedByHand } from './edits.ts';
import { renderedTree } from './rendered.ts';

/** A commit, and what was rendered of it. */
export interface RenderedCommit {
  /** A clone that has the commits; nothing of it is run, and its work tree is not touched. */
  readonly cwd: string;
  /** The folder that synth wrote to. */
  readonly rendered: string;
  /** The commit that was rendered. */
  readonly head: string;
  /** What its branch goes to; undefined for main itself. */
  readonly base?: string;
}

export type Difference =
  | { readonly kind: 'none' }
  /** People changed these files last. */
  | { readonly kind: 'edited'; readonly files: readonly string[] }
  /** The bot rendered last, and yet it differs: to render again would never end. */
  | { readonly kind: 'unstable'; readonly files: readonly string[] }
  /** The commit's tree should be this one. */
  | { readonly kind: 'stale'; readonly files: readonly string[]; readonly tree: string };

/** @throws Error if nothing was rendered, or what synth never writes */
export function difference({ cwd, rendered, head, base }: RenderedCommit): Difference {
  const tree = renderedTree(rendered, head, cwd);
  const listed = git(['diff-tree', '-r', '-z', '--name-only', '--no-renames', head, tree], { cwd }).toString('utf8');
  const files = listed.split('\0').filter((file) => file !== '');
  if (files.length === 0) return { kind: 'none' };

  const since = base === undefined ? undefined : git(['merge-base', base, head], { cwd }).toString('utf8').trim();
  const edited = since === undefined ? [] : editedByHand(files, { since, head, cwd });
  if (edited.length > 0) return { kind: 'edited', files: edited };
  if (isRender(head, cwd)) return { kind: 'unstable', files };
  return { kind: 'stale', files, tree };
}

/** Whether a commit is the bot's own render; it commits pins too. */
function isRender(commit: string, cwd: string): boolean {
  const id = ask(['rev-parse', commit], cwd);
  return ask(['log', '-1', '--format=%H %ce', commit, '--', 'dist'], cwd) === `${id} ${bot.email}`;
}
