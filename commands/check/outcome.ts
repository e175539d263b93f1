// What became of a check, and the lines that say it.

/** A check that is asked for. */
export interface NamedCheck {
  readonly name: string;
  readonly outcome: () => Promise<Outcome>;
}

export interface Outcome {
  /** The check's, with what it counted. */
  readonly name: string;
  /** What is wrong; empty where all is well. */
  readonly output: string;
  /** What mends it. */
  readonly remedy: string;
  /** Why it was not checked. @default it was */
  readonly skipped?: string;
}

/** As it is printed. */
export function linesOf({ name, output, remedy, skipped }: Outcome): string {
  if (skipped !== undefined) return `skipped ${name}: ${skipped}\n`;
  return output === '' ? `ok      ${name}\n` : `${output}\nFAILED  ${name}; ${remedy}\n`;
}
