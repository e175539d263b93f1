// A container that says what it needs, and leaves the limit to its namespace, may have asked for more than that.
import { roomsOf } from '../namespaces.ts';
import { aboveLimit } from '../pod-resources.ts';
import type { Check } from './check.ts';

export const requestAboveLimit: Check = (view) =>
  roomsOf(view).flatMap(({ workloads, limits }) =>
    workloads.flatMap(({ rendered: { at }, pod }) =>
      aboveLimit(pod, limits).map((problem) => ({
        at,
        field: pod.specField,
        problem: `no pod of it would be made: ${problem}`,
        write: 'a limit that is as high, or a lower request',
      })),
    ),
  );
