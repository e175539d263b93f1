// The option that says how long the charts may take.
import { UsageError } from '../../lib/usage-error.ts';

export const timeout = {
  type: 'string',
  description: 'How long the charts may take',
  default: '120',
  valueHint: 'SECONDS',
} as const;

/** @throws UsageError unless it is a whole number of seconds, one at least */
export function secondsOf(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--timeout is a number of seconds, such as 120, not "${text}"`);
  return Number(text);
}
