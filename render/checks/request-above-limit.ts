// A container that says what it needs, and leaves the limit to its namespace, may have asked for more than that.
import { roomsOf } from '../namespaces.ts';
import { aboveLimits } from '../pod-resources.ts';
import type { Check } from './check.ts';

export const requestAboveLimit: Check = (view) =>
  roomsOf(view).flatMap(({ workloads, limits }) =>
    workloads.flatMap(({ rendered: { at }, pod }) => {
      const [problem, ...more] = aboveLimits(pod, limits);
      if (problem === undefined) return [];
      return [
        {
          at,
          field: pod.specField,
          problem: `no pod of it would be made: ${[problem, ...more].join('; ')}`,
          write:
            'requests within the limits, and limits within those of the namespace (its LimitRange; scratch space: `disk` of its grant)',
        },
      ];
    }),
  );
