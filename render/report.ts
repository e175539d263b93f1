// Findings as people read them: where, what is wrong, what to write, and the code to look up.
import { consentToAll } from './consent.ts';
import type { Finding } from './finding.ts';

/** All findings as text, one block each, in the order of their places. The same finding is said once. */
export function report(findings: readonly Finding[]): string {
  const blocks = findings.map(
    ({ at, field, problem, write, code }) => `${at}  ${field}\n  ${problem}\n  write: ${write}  (${code})\n`,
  );
  const consent = consentToAll(findings);
  return [...[...new Set(blocks)].toSorted(), ...(consent === undefined ? [] : [`${consent}\n`])].join('\n');
}
