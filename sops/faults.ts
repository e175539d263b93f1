// Faults of files in secrets/ as people read them, in the same form as those of a synth.
import type { Fault } from '../lib/validation/rules.ts';
import { report } from '../render/report.ts';

/** A block for each fault; its field is `file#place`. */
export function asText(faults: readonly Fault[]): string {
  return report(
    faults.map(({ field, ...rest }) => {
      const [at = '', place = ''] = field.split('#');
      return { code: 'secrets', at, field: place, ...rest };
    }),
  );
}
