// A program that is installed already saves a build of minutes, where its version can do the same work.

/** How near to the pinned version another one must be. */
export type Fit = 'same' | 'same or newer' | 'same minor' | 'one minor apart';

/** Whether `found` can take the place of `pinned`; both are `major.minor.patch`, and a newer major never fits. */
export function fits(found: string, pinned: string, fit: Fit): boolean {
  if (fit === 'same') return found === pinned;
  const [major, minor, patch] = numbers(found);
  const [pinnedMajor, pinnedMinor, pinnedPatch] = numbers(pinned);
  if (major !== pinnedMajor) return false;
  if (fit === 'same minor') return minor === pinnedMinor;
  if (fit === 'one minor apart') return Math.abs(minor - pinnedMinor) <= 1;
  return minor > pinnedMinor || (minor === pinnedMinor && patch >= pinnedPatch);
}

/** The fitting versions in words, for messages. */
export function wanted(pinned: string, fit: Fit): string {
  const [major, minor] = numbers(pinned);
  if (fit === 'same or newer') return `${pinned} or a newer ${major}.x`;
  if (fit === 'same minor') return `any ${major}.${minor}`;
  if (fit === 'one minor apart') return `${major}.${Math.max(0, minor - 1)} to ${major}.${minor + 1}`;
  return pinned;
}

function numbers(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}
