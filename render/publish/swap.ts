// The renames of the protocol in `index.ts`, in an order in which a kill at any point can be healed.
import { renameSync, rmSync } from 'node:fs';
import { isFolder } from '../../lib/links.ts';
import type { Places } from './places.ts';

/** Puts the next tree in the target's place. */
export function swap({ target, next, previous }: Places): void {
  if (isFolder(target)) renameSync(target, previous);
  renameSync(next, target);
}

/** Brings back the target if a run ended between the renames of a swap, and deletes all else that it left. */
export function heal({ target, next, previous, trash }: Places): void {
  if (isFolder(previous) && !isFolder(target)) renameSync(previous, target);
  rmSync(next, { recursive: true, force: true });
  rmSync(trash, { recursive: true, force: true });
  if (!isFolder(previous)) return rmSync(previous, { force: true });
  // As long as it has its name, the previous tree is whole: so it is not deleted under it.
  renameSync(previous, trash);
  rmSync(trash, { recursive: true, force: true });
}
