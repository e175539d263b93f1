// The real Prometheus evaluates rules over a history, and says itself how long each group took.
import { writeFileSync } from 'node:fs';
import type { Sandbox } from '../../../loop/sandbox.ts';
import { startPrometheus } from '../../../loop/trial/prometheus.ts';
import { until } from '../../../loop/until.ts';
import { hoursOf } from '../../../lib/monitoring/promql.ts';
import type { Group } from './rules.ts';

/** What Prometheus says of one round of all groups. */
export interface Evaluation {
  /** Seconds that the groups took, one by one, all together. */
  readonly seconds: number;
  /** Seconds of the slowest group. */
  readonly slowest: number;
  /** Rounds that were left out, as one before took too long. */
  readonly missed: number;
  /** Rules that could not be evaluated. */
  readonly failures: number;
  /** Seconds of CPU time that Prometheus used for it: what else the machine does is not in it. */
  readonly cpu: number;
  /** Alerts that are on, told or not yet. */
  readonly alerts: number;
}

const iterations = 'prometheus_rule_group_iterations_total';

/** @param data the folder of a database, which holds the history */
export async function evaluated(
  sandbox: Sandbox,
  program: string,
  groups: readonly Group[],
  data: string,
): Promise<Evaluation> {
  const rules = sandbox.path(`rules-${groups.flatMap((group) => group.rules).length}.json`);
  writeFileSync(rules, JSON.stringify({ groups }));
  const { url, ended, kill } = await startPrometheus(sandbox, program, { data, rules });
  const measured = async (): Promise<Measured> => read(await (await fetch(`${url}/metrics`)).text());
  const [cpuBefore = 0] = (await measured())('process_cpu_seconds_total');
  const begun = performance.now();
  const round = Math.max(...groups.map(({ interval }) => hoursOf(interval))) * 3_600_000;
  const metrics = await until(
    async () => {
      // What it says of a thousand groups is work, too: it is not asked before they can all have been evaluated.
      if (performance.now() < begun + round) return false;
      const now = await measured();
      const rounds = now(iterations);
      return rounds.length === groups.length && rounds.every((each) => each > 0) && now;
    },
    { what: `each of ${groups.length} groups is evaluated`, seconds: 600, hopeless: ended },
  );
  const alerts = await fetch(`${url}/api/v1/alerts`);
  const { data: on } = (await alerts.json()) as { readonly data: { readonly alerts: readonly unknown[] } };
  await kill();
  const took = metrics('prometheus_rule_group_last_duration_seconds');
  return {
    seconds: sum(took),
    slowest: Math.max(...took),
    missed: sum(metrics('prometheus_rule_group_iterations_missed_total')),
    failures: sum(metrics('prometheus_rule_evaluation_failures_total')),
    // On a slow machine some groups were evaluated twice by then.
    cpu: ((sum(metrics('process_cpu_seconds_total')) - cpuBefore) * groups.length) / sum(metrics(iterations)),
    alerts: on.alerts.length,
  };
}

/** The values of a metric, one for each of its series. */
type Measured = (metric: string) => number[];

function read(exposition: string): Measured {
  const lines = exposition.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return (metric) =>
    lines
      .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `))
      .map((line) => Number(line.slice(line.lastIndexOf(' '))));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
