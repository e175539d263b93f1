// Commits what synth renders to where it belongs: a pull request's branch, where review sees it; or, if two merged
// changes render differently together, a branch of its own, for a pull request to main.
import { join } from 'node:path';
import { ask, git } from '../git.ts';
import { bot, editedByHand } from './edits.ts';
import { push } from './push.ts';
import { takeOver } from './rendered.ts';

/** Where the bot keeps what main should hold. */
export const repairBranch = 'fleetwright/render';

export interface CommitOptions {
  /** A clone with the branch checked out; nothing of it is run. */
  readonly repository: string;
  /** The folder that synth wrote to. */
  readonly rendered: string;
  readonly branch: string;
  /** What the branch goes to, such as `origin/main`; undefined for main itself. */
  readonly base?: string;
  /** Whether nothing can be pushed there, as to a fork. */
  readonly readOnly: boolean;
  /** On main: push to it, instead of to a branch for a pull request. */
  readonly direct: boolean;
  readonly token?: string;
}

export type Outcome =
  | { readonly kind: 'unchanged' }
  /** Committed and pushed to `branch`. */
  | { readonly kind: 'pushed'; readonly branch: string; readonly files: readonly string[] }
  /** Somebody pushed meanwhile: the run for that push renders anew. */
  | { readonly kind: 'behind' }
  /** People changed these files; nothing was committed. */
  | { readonly kind: 'edited'; readonly files: readonly string[] }
  /** These files are not what synth renders, and cannot be pushed from here. */
  | { readonly kind: 'stale'; readonly files: readonly string[] }
  /** The bot rendered last, and yet it differs: to render again would never end. */
  | { readonly kind: 'unstable'; readonly files: readonly string[] }
  | { readonly kind: 'refused'; readonly branch: string; readonly because: string };

/** @throws Error if nothing was rendered, or the remote cannot be reached */
export function commitRendered(options: CommitOptions): Outcome {
  const { repository: cwd, rendered, branch, base, readOnly, direct, token } = options;
  takeOver(rendered, join(cwd, 'dist'));
  git(['add', '--all', '--', 'dist'], { cwd });
  const files = lines(git(['diff', '--cached', '--name-only', '--no-renames', '-z', '--', 'dist'], { cwd }));
  if (files.length === 0) return { kind: 'unchanged' };

  const edited = base === undefined ? [] : editedByHand(files, mergeBase(base, cwd), cwd);
  if (edited.length > 0) return { kind: 'edited', files: edited };
  if (readOnly) return { kind: 'stale', files };
  if (ask(['log', '-1', '--format=%ce'], cwd) === bot.email) return { kind: 'unstable', files };

  const env = {
    GIT_AUTHOR_NAME: bot.name,
    GIT_AUTHOR_EMAIL: bot.email,
    GIT_COMMITTER_NAME: bot.name,
    GIT_COMMITTER_EMAIL: bot.email,
  };
  git(['commit', '--quiet', '--no-verify', '--message', 'Render dist/'], { cwd, env });
  const repairs = base === undefined && !direct;
  const target = repairs ? repairBranch : branch;
  const pushed = push({ cwd, remote: 'origin', branch: target, force: repairs, token });
  if (pushed.kind === 'pushed') return { kind: 'pushed', branch: target, files };
  return pushed.kind === 'behind' ? pushed : { ...pushed, branch: target };
}

function mergeBase(base: string, cwd: string): string {
  return git(['merge-base', base, 'HEAD'], { cwd }).toString('utf8').trim();
}

function lines(output: Buffer): string[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '');
}
