// An application waits for its migration's Jobs to be complete: one that never runs holds it back for ever, and one that is taken away
// when it is done is made again each time that Flux looks.
import { asRecord } from '../fields.ts';
import type { Check } from './check.ts';

export const migrationNotRun: Check = (view) => {
  const migrations = new Set([...view.applications.values()].map(({ migration }) => migration));
  return view
    .ofKind('batch/Job')
    .filter(({ chart }) => migrations.has(chart))
    .flatMap(({ at, object }) => {
      const { suspend, ttlSecondsAfterFinished } = asRecord(object.spec);
      return [
        ...(suspend === true
          ? [{ at, field: 'spec.suspend', problem: 'its application would wait for ever', write: 'a Job that runs' }]
          : []),
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
