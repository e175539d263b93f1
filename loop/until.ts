// Waiting is for a condition, with an end and a reason; nothing here sleeps for a guessed time.
import { setTimeout } from 'node:timers/promises';

export interface UntilOptions {
  /** What is waited for, as the error says it. */
  readonly what: string;
  /** @default 60 */
  readonly seconds?: number;
  /** Looked at before each try; a message ends the wait at once. @default nothing ends it early */
  readonly hopeless?: () => string | undefined;
}

const pollMilliseconds = 100;

/**
 * Tries until the result is neither undefined nor false, and returns it. An error of the attempt counts as "not yet".
 * @throws Error when the time is over or the wait is hopeless, with what was waited for and the last error
 */
export async function until<T>(
  attempt: () => Promise<T | undefined | false> | T | undefined | false,
  options: UntilOptions,
): Promise<T> {
  const { what, seconds = 60, hopeless } = options;
  const end = performance.now() + seconds * 1000;
  let last: unknown;
  for (;;) {
    const reason = hopeless?.();
    if (reason !== undefined) throw new Error(`${what}: ${reason}`);
    try {
      const result = await attempt();
      if (result !== undefined && result !== false) return result;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s${last ? ` (${String(last)})` : ''}`);
    await setTimeout(pollMilliseconds);
  }
}
