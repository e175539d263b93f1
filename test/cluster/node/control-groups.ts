// Control groups outlive namespaces: a loop's pods get them below one group, which the guardian can remove.
import { mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where control groups are mounted: one place with version 2, one a controller with version 1, or both. */
export function hierarchies(mounts = readFileSync('/proc/self/mounts', 'utf8')): string[] {
  return mounts.split('\n').flatMap((line) => {
    const [, place = '', type] = line.split(' ');
    return type === 'cgroup' || type === 'cgroup2' ? [place] : [];
  });
}

/** Makes a control group in each hierarchy, as a kubelet expects to find it. */
export function makeControlGroup(name: string): void {
  for (const place of hierarchies()) mkdirSync(join(place, name), { recursive: true });
}

/** Removes a control group, and those in it, from each hierarchy; false if there still is one. */
export function removeControlGroup(name: string): boolean {
  return hierarchies()
    .map((place) => isRemoved(join(place, name)))
    .every(Boolean);
}

function isRemoved(group: string): boolean {
  try {
    const inner = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    if (!inner.map((entry) => isRemoved(join(group, entry.name))).every(Boolean)) return false;
    rmdirSync(group);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
