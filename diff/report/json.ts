// The summary for programs: all of it, nothing shortened.
import type { Summary } from '../summary.ts';

export function asJson(summary: Summary, compared: string): string {
  return JSON.stringify({ compared, ...summary }, null, 2);
}
