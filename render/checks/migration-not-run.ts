// An application waits for its migration's Jobs to be complete: one that never runs holds it back for ever, and one that is taken away
// when it is done is made again each time that Flux looks.
import { replaceWhenChanged } from '../../lib/platform.ts';
import { unless } from '../../lib/validation/rules.ts';
import { asRecord } from '../fields.ts';
import type { Check } from './check.ts';

const force = 'kustomize.toolkit.fluxcd.io/force';

export const migrationNotRun: Check = (view) => {
  const migrations = new Set([...view.applications.values()].map(({ migration }) => migration));
  return view
    .ofKind('batch/Job')
    .filter(({ chart }) => migrations.has(chart))
    .flatMap(({ at, object }) => {
      const { suspend, parallelism, completions, ttlSecondsAfterFinished } = asRecord(object.spec);
      const idle = Object.entries({
        suspend: suspend === true,
        parallelism: parallelism === 0,
        completions: completions === 0,
      });
      return [
        ...idle
          .filter(([, isIdle]) => isIdle)
          .map(([field]) => ({ at, field: `spec.${field}`, problem: 'it never runs', write: 'a Job that runs' })),
        ...unless(object.metadata.annotations?.[force] === replaceWhenChanged[force], {
          at,
          field: 'metadata.annotations',
          problem: 'a Job cannot be changed, so its next version could not be applied',
          write: `${force}: ${replaceWhenChanged[force]}, as Job of lib/workload/job has it`,
        }),
        ...(ttlSecondsAfterFinished === undefined
          ? []
          : [
              {
                at,
                field: 'spec.ttlSecondsAfterFinished',
                problem: 'once it is gone Flux makes it again, and it runs at every interval',
                write: 'nothing: it stays until it is changed',
              },
            ]),
      ];
    });
};
