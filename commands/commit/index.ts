// Commits what synth renders to where it belongs: a pull request's branch, where review sees it; or, if two merged
// changes render differently together, a branch of its own, for a pull request to main.
import type { NoPush } from '../github/pull-request.ts';
import { commitTree } from './commit-tree.ts';
import { type RenderedCommit, difference } from './difference.ts';
import { push } from './push.ts';

/** Where the bot keeps what main should hold. */
export const repairBranch = 'fleetwright/render';

export interface CommitOptions extends RenderedCommit {
  readonly branch: string;
  /** Why nothing may be pushed there. @default it may */
  readonly noPush?: NoPush;
  /** On main: push to it, instead of to a branch for a pull request. */
  readonly direct: boolean;
  readonly token?: string;
}

export type Outcome =
  | { readonly kind: 'unchanged' }
  /** Committed and pushed to `branch`. */
  | { readonly kind: 'pushed'; readonly branch: string; readonly commit: string; readonly files: readonly string[] }
  /** Somebody pushed meanwhile: the run for that push renders anew. */
  | { readonly kind: 'behind' }
  /** People changed these files; nothing was committed. */
  | { readonly kind: 'edited'; readonly files: readonly string[] }
  /** These files are not what synth renders, and may not be pushed, or could not. */
  | { readonly kind: 'stale'; readonly files: readonly string[]; readonly because: NoPush | 'failed' }
  /** The bot rendered last, and yet it differs: to render again would never end. */
  | { readonly kind: 'unstable'; readonly files: readonly string[] }
  | { readonly kind: 'refused'; readonly branch: string; readonly because: string };

/** @throws Error if nothing was rendered, or the remote cannot be reached */
export function commitRendered({ branch, noPush, direct, token, ...compared }: CommitOptions): Outcome {
  const { cwd, head, base } = compared;
  const found = difference(compared);
  if (found.kind === 'none') return { kind: 'unchanged' };
  if (found.kind !== 'stale') return found;
  const { files, tree } = found;
  if (noPush !== undefined) return { kind: 'stale', files, because: noPush };

  const commit = commitTree(tree, { parent: head, message: 'Render dist/', cwd });
  const repairs = base === undefined && !direct;
  const target = repairs ? repairBranch : branch;
  const pushed = push({ cwd, remote: 'origin', commit, branch: target, force: repairs, token });
  if (pushed.kind === 'pushed') return { kind: 'pushed', branch: target, commit, files };
  return pushed.kind === 'behind' ? pushed : { ...pushed, branch: target };
}
