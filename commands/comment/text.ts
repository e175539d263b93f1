// What is said of a branch: what it would put into main, as it is committed, for that is what Flux gets. What its run
// rendered is held against that, and counts for nothing else.
import { existsSync } from 'node:fs';
import { messageOf } from '../../lib/message-of.ts';
import { difference } from '../commit/difference.ts';
import { endingOf } from '../commit/words.ts';
import { committedTree } from '../../diff/trees/committed.ts';
import { git } from '../../tools/git.ts';
import type { NoPush } from '../github/pull-request.ts';
import { consentsSince } from '../../diff/removals/consents.ts';
import { inventoryFolder, type ReadInventory } from '../../render/inventory.ts';
import { reviewOrExcuse } from '../review/text.ts';
import { mergedTree } from './merged.ts';
import { unseen } from './unseen.ts';

export interface Branch {
  /** A clone with main checked out, which has the branch's commits too. */
  readonly cwd: string;
  /** The folder that synth wrote to, for this branch; it may be missing. */
  readonly rendered: string;
  /** The commit at its head. */
  readonly head: string;
  /** Why the bot may not push to it. @default it may */
  readonly noPush: NoPush | undefined;
}

/** Markdown. @throws GitError where the commits are not there */
export function textOf(branch: Branch): string {
  const { cwd, head } = branch;
  const main = git(['rev-parse', 'HEAD'], { cwd }).toString('utf8').trim();
  const merged = mergedTree(main, head, cwd);
  const tree = merged ?? head;
  const [from, into] = [head, main].map((commit) => commit.slice(0, 9));
  const how = merged === undefined ? `, which conflicts with ${into}` : ` merged into ${into}`;
  return reviewOrExcuse({
    before: committedTree(main, 'dist', cwd),
    after: committedTree(tree, 'dist', cwd),
    inventory: inventoryAt(tree, cwd),
    consents: consentsSince({ commit: main }, cwd, head),
    compared: `dist/ of ${from}${how}, compared with dist/ of the latter`,
    warnings: [...unrendered(branch), ...unseen(main, tree, cwd)],
  });
}

/** What the branch says that its Helm releases bring. */
function inventoryAt(revision: string, cwd: string): ReadInventory {
  const { ids, read } = committedTree(revision, inventoryFolder, cwd, '.json');
  return (path) => (ids.has(path) ? read([path]).get(path) : undefined);
}

/** Where what is committed is not what the branch renders. */
function unrendered({ cwd, rendered, head, noPush }: Branch): string[] {
  if (!existsSync(rendered)) return ['The branch could not be rendered: below is what is committed'];
  try {
    const found = difference({ cwd, rendered, head, base: 'HEAD' });
    if (found.kind === 'none') return [];
    const files = few(found.files);
    return [
      endingOf(found.kind === 'stale' ? { ...found, files, because: noPush ?? 'failed' } : { ...found, files }).text,
    ];
  } catch (error) {
    return [messageOf(error)];
  }
}

function few(files: readonly string[]): string[] {
  return files.length > 5 ? [...files.slice(0, 5), `and ${files.length - 5} more`] : [...files];
}
