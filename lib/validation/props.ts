// Synth runs TypeScript without its compiler: a misspelt prop would be dropped without a word, and its default rule.
import type { Fault } from './rules.ts';

/**
 * Refuses the props that a type does not have.
 *
 * @param known every prop of the type; the compiler holds the list to be all of them
 */
export function unknownProps<Props extends object>(
  field: string,
  props: Props | undefined,
  known: Readonly<Record<keyof Props, true>>,
): Fault[] {
  return Object.keys(props ?? {})
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => ({
      field: `${field}.${name}`,
      problem: `there is no prop "${name}"`,
      write: `one of: ${Object.keys(known).join(', ')}`,
    }));
}
