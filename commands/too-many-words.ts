// A word that no argument takes would be passed over without a word, and seem to have been done.
import { UsageError } from '../lib/usage-error.ts';

/**
 * @param words what the command was given beside its options
 * @param most how many of them it takes
 * @param what it takes one of
 * @throws UsageError where there are more
 */
export function refuseMoreWords(words: readonly string[], most: number, what: string): void {
  if (words.length > most) throw new UsageError(`"${words[most]}" is one word too many; one ${what} at a time`);
}
