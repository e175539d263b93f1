// A Job that makes no pods never ends, and is no failure: nobody waits for it.
import { at } from './fields.ts';

/** Whether a Job's spec wants no pods. */
export function isIdle(spec: unknown): boolean {
  return at(spec, 'suspend') === true || at(spec, 'parallelism') === 0;
}
