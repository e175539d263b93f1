// How somebody says that a loss is meant: here, and to those who review it.
import type { Finding } from './finding.ts';

/** @param charts each written `<cluster>/<chart>` */
export function consent(charts: readonly string[], what = 'it'): string {
  const list = charts.join(',');
  return `if ${what} is meant: npm run synth -- --allow-removals ${list}, and in the commit the trailer Allow-Removals: ${list}`;
}

/** For all that can be agreed to, where that is more than one finding says for itself. */
export function consentToAll(findings: readonly Finding[]): string | undefined {
  const agreeable = findings.filter(({ charts }) => charts !== undefined);
  const charts = [...new Set(agreeable.flatMap((found) => found.charts ?? []))].toSorted();
  if (charts.length < 2) return undefined;
  return agreeable.some((found) => found.charts?.length === charts.length) ? undefined : consent(charts, 'all of it');
}
