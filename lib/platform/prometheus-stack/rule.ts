// One alert on the platform, as the values of the stack's chart hold it.
import { platformOwner } from '../../monitoring/routing/routing.ts';
import type { Severity } from '../../monitoring/alerts.ts';

/** What links an alert to its runbook, by its name. */
export type Link = (alert: string) => { readonly runbook_url: string };

export interface Rule {
  /** Name in CamelCase; its runbook is named after it. */
  readonly alert: string;
  /** `critical` wakes somebody. @default 'warning' */
  readonly severity?: Severity;
  /** PromQL. The labels of what it yields tell whom the alert is about, so those that come and go are aggregated away. */
  readonly expr: string;
  /** How long it must be so: `15m`. */
  readonly for: string;
  /** One sentence: what is wrong, and for whom. */
  readonly summary: string;
}

/** Groups of alerts, as the chart takes them: each with severity, owner, summary and the link to its runbook. */
export function ruleGroups(name: string, rules: readonly Rule[], linkTo: Link) {
  const made = rules.map(({ severity = 'warning', summary, ...rule }) => ({
    ...rule,
    labels: { severity, owner: platformOwner },
    annotations: { summary, ...linkTo(rule.alert) },
  }));
  return { groups: [{ name, rules: made }] };
}
