// Whoever is woken must not have to search: each alert has one page, found by its name.
import type { Construct } from 'constructs';
import { Fleet } from '../fleet.ts';

/** The folder of the runbooks, one page an alert, from the repository's root. */
export const runbooksFolder = 'docs/runbooks';

/** The runbook of an alert, as a path in the repository: `ShortenerSlow` has `docs/runbooks/shortener-slow.md`. */
export function runbookPath(alert: string): string {
  return `${runbooksFolder}/${alert.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}.md`;
}

/** The annotation that links an alert to its runbook, in the repository that the construct's fleet names. */
export function runbookLink(construct: Construct, alert: string): { readonly runbook_url: string } {
  return { runbook_url: `${Fleet.of(construct)?.repository ?? ''}/blob/main/${runbookPath(alert)}` };
}
