// Control groups outlive namespaces: a loop's pods get them below one group, which the guardian can remove.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a kubelet limits pods by. */
const controllers = ['cpu', 'cpuset', 'memory', 'hugetlb', 'pids'];

/** Where control groups are mounted: one place with version 2, one a controller with version 1, or both. */
export function hierarchies(mounts = readFileSync('/proc/self/mounts', 'utf8')): string[] {
  return mounts.split('\n').flatMap((line) => {
    const [, place = '', type] = line.split(' ');
    return type === 'cgroup' || type === 'cgroup2' ? [place] : [];
  });
}

/** Makes a control group in each hierarchy, as a kubelet expects to find it. */
export function makeControlGroup(name: string, places = hierarchies()): void {
  for (const place of places) {
    handDown(place);
    mkdirSync(join(place, name), { recursive: true });
  }
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

/** Version 2: a group has the controllers that its parent hands down. Every runtime asks for them at its first container. */
function handDown(place: string): void {
  const control = join(place, 'cgroup.subtree_control');
  if (!existsSync(control)) return;
  const [there = [], handed = []] = ['cgroup.controllers', 'cgroup.subtree_control'].map((file) =>
    readFileSync(join(place, file), 'utf8').split(/\s+/),
  );
  const missing = controllers.filter((controller) => there.includes(controller) && !handed.includes(controller));
  for (const controller of missing) writeFileSync(control, `+${controller}`);
}
