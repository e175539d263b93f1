// What no rule has words for is said by its field: nothing that changes is passed over in silence.
import { type FieldChange, fieldName } from '../fields/changes.ts';
import { shown } from './rule.ts';

/** `spec.interval is 5m instead of 10m` */
export function plainly({ path, before, after }: FieldChange): string {
  const isElement = path.at(-1)?.startsWith('[') === true;
  if (isElement && (before === undefined || after === undefined)) {
    const list = fieldName(path.slice(0, -1));
    const value = before ?? after;
    const what = typeof value === 'object' ? `${path.at(-1)?.slice(1, -1)} (${shown(value)})` : shown(value);
    return before === undefined ? `${list} gets ${what}` : `${list} loses ${what}`;
  }
  const field = fieldName(path);
  if (before === undefined) return `${field} is ${shown(after)}, and was not set`;
  if (after === undefined) return `${field} is not set any more; it was ${shown(before)}`;
  return `${field} is ${shown(after)} instead of ${shown(before)}`;
}
