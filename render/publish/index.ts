// Flux deletes what a commit no longer holds, so a tree is published whole or not at all.
//
// The protocol. Beside the target, in the same folder (so on the same file system), stands `.<target>.publish/`:
//
//   lock-<pid>-<random>   who works here, or waits for it
//   next/                 the tree that is being written; worth nothing before the swap
//   previous/             the old tree, always whole; there only between the two renames of a swap, and shortly after
//   trash/                what is being deleted
//   .gitignore            the mark of a run, put up before all else but its lock: what lies there without it is not ours
//
// A swap is `target -> previous`, `next -> target`, then `previous -> trash`. Each rename is atomic, so at any moment
// the target is the old tree, the new one, or missing, never a mixture. A process that is killed leaves one of these:
//
//   target is missing, previous is there   killed between the renames: the next run renames it back, then goes on
//   anything else                          the target is whole, old or new: the next run deletes the rest
//
// Nothing is fsynced: a killed process loses nothing that it gave to the kernel, and after a power cut the next run
// compares every byte, not dates, and writes what was lost. An unchanged tree is left alone, dates included.
import { existsSync } from 'node:fs';
import { type Changes, changesTo, type Files, foreignTo, isUnchanged, ownedFolders } from './changes.ts';
import { withLock } from './lock.ts';
import { explained, type Places, placesOf, refuseForeign, refuseOutside, refuseUnfit } from './places.ts';
import { stage } from './stage.ts';
import { heal, swap } from './swap.ts';

export type { Changes, Files } from './changes.ts';
export { PublishError } from './places.ts';

export interface PublishOptions {
  /** The folder to publish to. It is replaced as a whole, so its parent folder must be writable. */
  readonly target: string;
  /**
   * The folders of the target that this run owns: what `files` does not hold is removed from them. All else stays as
   * it is. `all` owns every folder that is there, and leaves loose files.
   */
  readonly clusters: readonly string[] | 'all';
  /** Whether a file is one that a run before this one wrote. What is not is never replaced nor removed. */
  readonly isOurs: (path: string, text: string) => boolean;
}

/**
 * Makes the owned folders of the target hold exactly these files, all or nothing. Waits for another run on the same
 * target, and takes over from a dead one.
 *
 * @param files text by path, relative to the target, with `/`; the first part is one of `clusters`
 * @throws PublishError if the target is no folder, or a link, or holds the working directory; if a path leaves the owned
 *   folders; if those hold what is not ours; if the parent folder is not writable; if another run does not end. The target
 *   is as it was then.
 */
export function publish(files: Files, { target, clusters, isOurs }: PublishOptions): Changes {
  const places = placesOf(target);
  refuseUnfit(places);
  const compare = (): { owned: ReadonlySet<string>; changes: Changes } => {
    const owned = ownedFolders(files, places.target, clusters);
    const changes = changesTo(files, places.target, owned);
    refuseOutside(files, owned);
    refuseForeign(foreignTo(changes, places.target, owned, isOurs), target);
    return { owned, changes };
  };
  const { changes } = compare();
  if (isUnchanged(changes) && !existsSync(places.work)) return changes;
  return exclusively(places, () => {
    // Once more: the target may be another one since it was healed, or since the run before this one ended.
    const { owned, changes } = compare();
    if (!isUnchanged(changes)) {
      stage(files, places, owned, new Set(changes.written));
      swap(places);
    }
    return changes;
  });
}

/**
 * Heals what a killed run left, so that the target can be read: only between the two renames of a swap is it missing.
 * @throws PublishError as {@link publish}
 */
export function recover(target: string): void {
  const places = placesOf(target);
  refuseUnfit(places);
  if (existsSync(places.work)) exclusively(places, () => undefined);
}

/** Runs an action on a healed target, alone; whatever it leaves is healed too, if it fails half-way. */
function exclusively<T>(places: Places, action: () => T): T {
  try {
    return withLock(places.work, () => {
      heal(places);
      try {
        return action();
      } finally {
        heal(places);
      }
    });
  } catch (error) {
    throw explained(error, places);
  }
}
