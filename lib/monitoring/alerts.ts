// An alert wakes somebody: it must say how bad it is, whose it is, what is wrong and what to do.
import { existsSync } from 'node:fs';
import type { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr } from '../../imports/monitoring.coreos.com.ts';
import { Fleet } from '../fleet.ts';
import { addRules, type Fault } from '../validation/rules.ts';

/** `critical` wakes somebody at night; `warning` can wait for the working day. */
export type Severity = 'critical' | 'warning';

/** One alert. */
export interface Alert {
  /** Name in CamelCase, `ShortenerUnavailable`; also the name of its runbook, in kebab-case. */
  readonly name: string;
  /** PromQL: the alert is on while this yields anything. */
  readonly expr: string;
  /** For how long, before somebody is told: a Prometheus duration such as `5m`. @default at once */
  readonly for?: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, and for whom. May hold Prometheus' templates. */
  readonly summary: string;
}

export interface AlertsProps {
  /** The team that is asked. */
  readonly owner: string;
  readonly alerts: readonly Alert[];
}

/** The folder of the runbooks, one page an alert, from the repository's root. */
export const runbooksFolder = 'docs/runbooks';

/** A PrometheusRule of alerts, each with severity, owner, summary and the link to its runbook. Its name is the id. */
export class Alerts extends PrometheusRule {
  constructor(scope: Construct, id: string, { owner, alerts }: AlertsProps) {
    const repository = Fleet.of(scope)?.repository ?? '';
    super(scope, id, {
      metadata: { name: id },
      spec: {
        groups: [
          {
            name: id,
            rules: alerts.map(({ name, expr, for: duration, severity, summary }) => ({
              alert: name,
              expr: PrometheusRuleSpecGroupsRulesExpr.fromString(expr),
              for: duration,
              labels: { severity, owner },
              annotations: { summary, runbook_url: `${repository}/blob/main/${runbookPath(name)}` },
            })),
          },
        ],
      },
    });
    addRules(this, () => alerts.flatMap(alertFaults));
  }
}

/** The runbook of an alert, as a path in the repository. */
export function runbookPath(alert: string): string {
  return `${runbooksFolder}/${alert.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}.md`;
}

function alertFaults({ name, expr, summary }: Alert): Fault[] {
  const faults: Fault[] = [];
  if (!/^([A-Z][a-z0-9]+)+$/.test(name))
    faults.push({
      field: `alerts.${name}.name`,
      problem: `"${name}" is not CamelCase`,
      write: 'a name such as ShortenerUnavailable',
    });
  if (expr.trim() === '') faults.push({ field: `alerts.${name}.expr`, problem: 'is empty', write: 'PromQL' });
  if (summary.trim() === '')
    faults.push({
      field: `alerts.${name}.summary`,
      problem: 'is empty',
      write: 'one sentence: what is wrong, and for whom',
    });
  const runbook = runbookPath(name);
  if (!existsSync(runbook))
    faults.push({
      field: `alerts.${name}`,
      problem: 'has no runbook',
      write: `${runbook}: what to look at, what to do`,
    });
  return faults;
}
