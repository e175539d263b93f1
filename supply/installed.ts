// A program of the machine that is neither pinned nor built here: Azure's, and the scanner.
import { messageOf } from '../lib/message-of.ts';
import { isMissing, output, type RunOptions } from '../tools/run.ts';

/** A program, and what to do where it does not help. */
export interface Installed {
  /** As it is called on PATH. */
  readonly name: string;
  /** How it is got. */
  readonly install: string;
  /** What to look at where it says no. */
  readonly remedy: string;
}

/** What it prints. @throws Error with how it is got where it is not on PATH; in its own words, with the remedy, where it says no */
export async function outputOfInstalled(
  { name, install, remedy }: Installed,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  try {
    return await output(name, args, options);
  } catch (error) {
    const because = isMissing(error) ? `${name} is not on PATH; ${install}` : `${messageOf(error)}; ${remedy}`;
    throw new Error(because, { cause: error });
  }
}
