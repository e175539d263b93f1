// Fields of which only one may be set: a volume comes from one source, a probe asks in one way.
import type { Rule } from './rule.ts';

/** At most one of the fields is set. @param least 1 where one must be */
export function oneOf(fields: readonly string[], least: 0 | 1): Rule {
  return (value) => {
    const set = fields.filter((field) => value[field] !== undefined && value[field] !== null && value[field] !== '');
    if (set.length >= least && set.length <= 1) return [];
    const problem = set.length === 0 ? `has none of ${fields.join(', ')}` : `has ${set.join(' and ')}`;
    return [{ field: '', problem, write: 'one of them' }];
  };
}

/** At most one of all its fields is set, but for these. */
export function oneOfAllBut(...others: readonly string[]): Rule {
  return (value) =>
    oneOf(
      Object.keys(value).filter((field) => !others.includes(field)),
      0,
    )(value, []);
}
