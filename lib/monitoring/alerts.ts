// An alert wakes somebody: it must say how bad it is, whose it is, what is wrong and what to do.
import { existsSync } from 'node:fs';
import type { TypeMeta } from '@kubernetes-models/base';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr } from '../../imports/monitoring.coreos.com.ts';
import { ModelObject } from '../model-object.ts';
import { dnsLabel } from '../validation/limits.ts';
import { mapOf, misfitsOf, needed, propsOf, text } from '../validation/props.ts';
import { listOf } from '../validation/shape.ts';
import { addRules, type Fault, unless } from '../validation/rules.ts';
import { type Condition, type Duration, hoursOf, type Query } from './promql.ts';
import { runbookFile, runbookLink } from './runbook.ts';

/** `critical` wakes somebody at night; `warning` can wait for the working day. */
export const severities = ['critical', 'warning'] as const;
export type Severity = (typeof severities)[number];

/** One alert. Its runbook is the page that `runbookPage` gives for its name. */
export interface Alert {
  /** Name in CamelCase, with the service first: `ShopSlow`. */
  readonly name: string;
  /** How bad it is; what Alertmanager routes by. */
  readonly severity: Severity;
  /** The alert is on while this holds. */
  readonly expr: Condition;
  /** How long it must hold before somebody is told: a whole number and a unit, `5m`; a day at most. @default at once */
  readonly for?: Duration;
  /** How long it stays on after it last held, so that it does not come and go: `5m`; a day at most. @default it ends at once */
  readonly keepFiringFor?: Duration;
  /** One sentence: what is wrong, and for whom. May hold Prometheus' templates, `{{ $value | humanizePercentage }}`. */
  readonly summary: string;
}

/** A series that Prometheus makes of others. */
export interface Recording {
  /** Its name, `level:metric:operations`. Source: Prometheus documentation, "Recording rules", "Naming". */
  readonly record: string;
  /** What it holds. */
  readonly expr: Query;
  /** Labels beside those of the query. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface AlertsProps {
  /** The team that is asked, a DNS label: Alertmanager routes by it. */
  readonly owner: string;
  /** Series that the alerts read, each after those that it reads itself. @default none */
  readonly recordings?: readonly Recording[];
  /** Time between two evaluations, a whole number and a unit: `1m`; five minutes at most. @default that of Prometheus */
  readonly interval?: Duration;
  /** One alert or more, each name once. */
  readonly alerts: readonly Alert[];
}

const alertShape = propsOf<Alert>({
  name: needed(text),
  severity: needed(text),
  expr: needed(text),
  for: text,
  keepFiringFor: text,
  summary: needed(text),
});

const recordingShape = propsOf<Recording>({ record: needed(text), expr: needed(text), labels: needed(mapOf(text)) });

const shape = propsOf<AlertsProps>({
  owner: needed(text),
  recordings: listOf(recordingShape),
  interval: text,
  alerts: needed(listOf(alertShape)),
});

/** A PrometheusRule of alerts, each with severity, owner, summary and the link to its runbook. Its name is the id. */
export class Alerts extends ModelObject {
  constructor(scope: Construct, id: string, props: AlertsProps) {
    const unknown = misfitsOf(scope, id, props, shape);
    const { owner, recordings = [], interval, alerts } = props;
    const group = `${Chart.of(scope).namespace ?? ''}/${id}`;
    const model: TypeMeta = PrometheusRule.manifest({
      metadata: { name: id },
      spec: {
        groups: [
          {
            name: group,
            interval,
            rules: [
              ...recordings.map(({ record, expr, labels }) => ({ record, expr: block(expr), labels: { ...labels } })),
              ...alerts.map(({ name, severity, expr, for: duration, keepFiringFor, summary }) => ({
                alert: name,
                expr: block(expr),
                for: duration,
                keepFiringFor,
                // While a critical alert of the group fires, its warnings rest.
                labels: { severity, owner, rule_group: group },
                annotations: { summary, ...runbookLink(scope, name) },
              })),
            ],
          },
        ],
      },
    });
    super(scope, id, model);
    const withoutRunbook = alerts.filter(({ name }) => !existsSync(runbookFile(scope, name)));
    addRules(this, () => [
      ...unknown,
      ...dnsLabel('owner', owner),
      ...unless(alerts.length > 0, { field: 'alerts', problem: 'is empty', write: 'one alert or more' }),
      ...durationFaults('interval', interval, longestInterval),
      ...recordings.flatMap(recordingFaults),
      ...alerts.flatMap(alertFaults),
      ...alerts.filter(({ name }, index) => alerts.findIndex((other) => other.name === name) < index).map(twice),
      ...withoutRunbook.map(({ name }) => runbookMissing(name, runbookFile(scope, name))),
    ]);
  }
}

/** Its line end makes it a block of the YAML, where no quote needs escaping. */
function block(expr: Query): PrometheusRuleSpecGroupsRulesExpr {
  return PrometheusRuleSpecGroupsRulesExpr.fromString(`${expr}\n`);
}

/** What holds for longer is better asked of the series, `min_over_time`: a Prometheus that is away for an hour begins to wait anew. */
const longestWait: Duration = '1d';

/** For so long a sample counts as the newest: what is recorded more rarely comes and goes. Source: Prometheus documentation, "Staleness". */
const longestInterval: Duration = '5m';

function durationFaults(field: string, duration: Duration | undefined, longest: Duration): Fault[] {
  if (duration === undefined) return [];
  if (!/^[1-9]\d*[smhd]$/.test(duration))
    return [{ field, problem: `"${duration}" is no duration`, write: 'one such as "5m"' }];
  return unless(hoursOf(duration) <= hoursOf(longest), {
    field,
    problem: `${duration} is longer than ${longest}`,
    write: `${longest} or less`,
  });
}

function recordingFaults({ record }: Recording): Fault[] {
  return unless(/^\w+:\w+:\w+$/.test(record), {
    field: 'recordings',
    problem: `"${record}" is no name of a recorded series`,
    write: 'level:metric:operations, such as "job:http_requests:rate5m"',
  });
}

function alertFaults({ name, severity, for: duration, keepFiringFor, summary }: Alert): Fault[] {
  const faults: Fault[] = [];
  if (!/^([A-Z][a-z0-9]+)+$/.test(name))
    faults.push({
      field: `alerts.${name}.name`,
      problem: `"${name}" is not CamelCase`,
      write: 'a name such as ShopSlow',
    });
  if (!severities.includes(severity))
    faults.push({
      field: `alerts.${name}.severity`,
      problem: `"${severity}" is none`,
      write: '"critical" (wakes somebody) or "warning"',
    });
  faults.push(...durationFaults(`alerts.${name}.for`, duration, longestWait));
  faults.push(...durationFaults(`alerts.${name}.keepFiringFor`, keepFiringFor, longestWait));
  if (summary.trim() === '')
    faults.push({
      field: `alerts.${name}.summary`,
      problem: 'is empty',
      write: 'one sentence: what is wrong, and for whom',
    });
  return faults;
}

function twice({ name }: Alert): Fault {
  return { field: `alerts.${name}.name`, problem: `"${name}" is there twice`, write: 'a name of its own for each' };
}

function runbookMissing(name: string, file: string): Fault {
  return {
    field: `alerts.${name}`,
    problem: 'has no runbook',
    write: `${file}: what to look at, what to do`,
  };
}
