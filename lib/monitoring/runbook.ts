// Whoever is woken must not have to search: each alert has one page, found by its name.
import type { Construct } from 'constructs';
import { ComposedCluster } from '../composed-cluster.ts';

/** The page of an alert in the folder of runbooks: `ShopSlow` has `shop-slow.md`. */
export function runbookPage(alert: string): string {
  return `${alert.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}.md`;
}

/** The runbook of an alert, as a path from the root of the construct's fleet. */
export function runbookFile(construct: Construct, alert: string): string {
  return `${ComposedCluster.of(construct)?.runbooks.folder ?? ''}/${runbookPage(alert)}`;
}

/** The annotation that links an alert to its runbook on the web. */
export function runbookLink(construct: Construct, alert: string): { readonly runbook_url: string } {
  return { runbook_url: `${ComposedCluster.of(construct)?.runbooks.url ?? ''}/${runbookPage(alert)}` };
}
