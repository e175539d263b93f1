// How far a Job must have come on a real node, where its program is another's.
import { expect, test } from '@jest/globals';
import { hasStarted } from '../../loop/cron-jobs.ts';

const metadata = { name: 'tidy-by-hand', namespace: 'things' };

test.each([
  ['no pod', {}, false],
  ['a pod that has not started', { active: 1, ready: 0 }, false],
  ['a pod that runs', { active: 1, ready: 1 }, true],
  ['a pod that has ended well', { succeeded: 1 }, true],
  ['a pod whose program is not in the image', { failed: 1 }, true],
])('a Job with %s', (_what, status, expected) => {
  expect(hasStarted({ apiVersion: 'batch/v1', kind: 'Job', metadata, status })).toBe(expected);
});
