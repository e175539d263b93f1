// A control group of a loop must be found, and have its controllers, in whatever way the machine mounts them.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hierarchies, makeControlGroup } from '../../../loop/node/control-groups.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'control-groups-'));
});
afterEach(() => rmSync(place, { recursive: true }));

test.each([
  ['version 2', 'cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0', ['/sys/fs/cgroup']],
  [
    'version 1, with version 2 beside it',
    'cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0',
    ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup/unified'],
  ],
  ['none', 'tmpfs /tmp tmpfs rw 0 0\n', []],
])('%s is found among the mounts', (_name, mounts, places) => {
  expect(hierarchies(mounts)).toEqual(places);
});

test('with version 2 a controller that the root does not hand down is handed down first', () => {
  writeFileSync(join(place, 'cgroup.controllers'), 'cpu memory rdma\n');
  writeFileSync(join(place, 'cgroup.subtree_control'), 'cpu\n');
  makeControlGroup('loop', [place]);
  expect(readFileSync(join(place, 'cgroup.subtree_control'), 'utf8')).toBe('+memory');
  expect(statSync(join(place, 'loop')).isDirectory()).toBe(true);
});

test('with version 1 there is nothing to hand down', () => {
  makeControlGroup('loop', [place]);
  expect(statSync(join(place, 'loop')).isDirectory()).toBe(true);
});
