// What another job pinned is data: of a file of pins it may change one pin, and no byte beside.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSamePin, type Pin, pinsOfText, repinned } from '../../lib/pins/images.ts';
import { git } from '../../tools/git.ts';

/** The one pin that differs. */
export interface PinChange {
  readonly service: string;
  readonly pin: Pin;
}

/** @throws Error unless the text is the one before with exactly one other pin */
export function pinChange(file: string, before: string, after: string): PinChange {
  const [was, is] = [pinsOfText(before), pinsOfText(after)];
  const changes = Object.entries(is).filter(([service, pin]) => !isSamePin(was[service], pin));
  const [change] = changes;
  if (change !== undefined && changes.length === 1) {
    const [service, pin] = change;
    if (was[service] !== undefined && repinned(before, service, pin) === after) return { service, pin };
  }
  throw new Error(`${file}: is not what main holds with one other pin, so nothing is committed`);
}

/** A commit's tree with another text of one of its files. @returns the tree's id */
export function treeWith(
  file: string,
  text: string,
  { commit, cwd }: { readonly commit: string; readonly cwd: string },
): string {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    const blob = git(['hash-object', '-w', '--no-filters', '--stdin'], { cwd, input: text }).toString('utf8').trim();
    git(['read-tree', commit], { cwd, env });
    git(['update-index', '--cacheinfo', `100644,${blob},${file}`], { cwd, env });
    return git(['write-tree'], { cwd, env }).toString('utf8').trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
