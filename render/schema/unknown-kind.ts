// What is said of a kind that no schema is known for, wherever it is named.
import type { Fault } from '../../lib/validation/rules.ts';

/** @param near a kind that may have been meant */
export function unknownKind(kind: string, near: string | undefined): Pick<Fault, 'problem' | 'write'> {
  const source = 'its source in commands/imports/sources.ts, then run npm run imports';
  return {
    problem: `no schema is known for ${kind}`,
    write: near === undefined ? source : `${near}; or, if it is another kind, ${source}`,
  };
}
