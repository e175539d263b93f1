// A Job that Flux makes anew where it changes runs again: what changed is said as of any workload, and this besides.
import { isDeepStrictEqual } from 'node:util';
import { replaceWhenChanged } from '../../lib/platform.ts';
import { at } from '../../render/fields.ts';
import { kindKey } from '../../render/identity.ts';
import type { KubeObject } from '../../render/rendered.ts';
import type { Sentence, Subject } from './rule.ts';

/** Whether Flux deletes an object and makes it anew, where it may not be changed. */
export function isMadeAnew({ metadata: { annotations = {} } }: KubeObject): boolean {
  return Object.entries(replaceWhenChanged).every(([key, value]) => annotations[key]?.toLowerCase() === value);
}

/** That a Job runs again; nothing of any other change. */
export function againOf({ before, after }: Subject): Sentence[] {
  const [old, now] = [before, after].map((object) => at(object, 'spec.template'));
  return kindKey(after) === 'batch/Job' && isMadeAnew(after) && !isDeepStrictEqual(old, now)
    ? [{ text: 'runs again: Flux deletes the Job and makes it anew' }]
    : [];
}
