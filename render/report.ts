// Findings as people read them: where, what is wrong, what to write, and the code to look up.
import { plural } from '../lib/plural.ts';
import { consentToAll } from './consent.ts';
import type { Finding } from './finding.ts';

/**
 * All findings as text, one block each, in the order of their places. The same finding is said once, and what is the same in several
 * clusters is said of all of them: `dev, live: apps/shop/shop`.
 */
export function report(findings: readonly Finding[]): string {
  const blocks = Array.from(alike(findings), ([key, firsts]) =>
    block(JSON.parse(key) as [string, string], [...firsts]),
  );
  const consent = consentToAll(findings);
  return [...blocks.toSorted(), ...(consent === undefined ? [] : [`${consent}\n`])].join('\n');
}

/** `2 problems`: as many as {@link report} has blocks, in however many clusters each is. */
export function problemCount(findings: readonly Finding[]): string {
  return plural(alike(findings).size, 'problem');
}

/** The clusters, or files, by what is said of them. */
function alike(findings: readonly Finding[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { at, field, problem, write, code } of findings) {
    const [first = '', ...rest] = at.split('/');
    const said = `  ${field}\n  ${problem}\n  write: ${write}  (${code})\n`;
    const key = JSON.stringify([rest.join('/'), said]);
    found.set(key, (found.get(key) ?? new Set()).add(first));
  }
  return found;
}

function block([rest, said]: readonly [rest: string, said: string], firsts: readonly string[]): string {
  const place = firsts.toSorted().join(', ');
  if (rest === '') return `${place}${said}`;
  return `${place}${firsts.length > 1 ? ': ' : '/'}${rest}${said}`;
}
