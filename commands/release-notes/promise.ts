// A version promises what it does to a fleet that takes it: a patch renders the same bytes, a minor one may change objects, and
// only a major one may delete, move or rename them, or ask for edits.
import { textsBelow } from '../../lib/files.ts';
import { changesTo, ownedFolders } from '../../render/publish/changes.ts';
import { readObjects, removals } from '../../render/removals.ts';
import { report } from '../../render/report.ts';
import type { Upgrade } from './upgrade.ts';

/** How a version lies about what it does; empty where it does not. */
export function brokenPromise(upgrade: Upgrade): string {
  const { tag, to, step, refusal } = upgrade;
  if (step === 'older') return `package.json says ${to}, but ${tag} is released`;
  if (step === 'major') return '';
  if (refusal !== '')
    return `the fleet of ${tag} is not rendered any more, which ${needs('major', upgrade)}\n${refusal}`;
  return step === 'minor' ? losses(upgrade) : differences(upgrade);
}

function differences(upgrade: Upgrade): string {
  const { tag, before, after } = upgrade;
  const now = textsBelow(after);
  const { written, removed } = changesTo(now, before, ownedFolders(now, before, 'all'));
  const changed = [...written, ...removed];
  return changed.length === 0
    ? ''
    : `dist/ of ${tag} would change in ${changed.length} files, such as ${changed[0]}, which ${needs('minor', upgrade)}`;
}

function losses(upgrade: Upgrade): string {
  const { tag, before, after } = upgrade;
  const lost = removals(readObjects(before, 'all'), readObjects(after, 'all'), { allowed: new Set() });
  return lost.length === 0
    ? ''
    : `the fleet of ${tag} would lose objects, which ${needs('major', upgrade)}\n${report(lost)}`;
}

function needs(step: 'major' | 'minor', { from, to }: Upgrade): string {
  const [major = 0, minor = 0] = from.split('.').map(Number);
  const next = step === 'major' ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
  return `takes a ${step} version: ${next} or higher in package.json, which says ${to}`;
}
