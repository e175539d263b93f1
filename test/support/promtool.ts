// Runs the real promtool over rules and their tests.
import { runInFolder, type Verdict } from './run-in-folder.ts';

/**
 * @param args where a file is meant, its name among `files`
 * @param files content by name; written as JSON, which is YAML
 */
export function promtool(program: string, args: readonly string[], files: Readonly<Record<string, unknown>>): Verdict {
  const texts = Object.entries(files).map(([name, content]) => [name, JSON.stringify(content)]);
  return runInFolder(program, args, Object.fromEntries(texts) as Record<string, string>);
}

/** One look at one alert. */
export interface Look {
  readonly alert: string;
  /** Series in promtool's notation: `0+60x10` starts at 0 and grows by 60 ten times, `_` is a missed scrape. */
  readonly series: Readonly<Record<string, string>>;
  /** Time between two samples. @default 1m */
  readonly interval?: string;
  /** When to look, after the first sample. */
  readonly at: string;
}

/** What an alert carries. */
export interface Carried {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Runs rules over the series of a look, and says whether what is on then is what is expected.
 * @param rules a file of rules
 * @param expected none: the alert is quiet
 */
export function lookAt(
  program: string,
  rules: unknown,
  { alert, series, interval = '1m', at }: Look,
  expected: readonly Carried[],
): Verdict {
  // Source of the format: Prometheus documentation, "Unit testing for rules".
  const test = {
    interval,
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [
      {
        alertname: alert,
        eval_time: at,
        exp_alerts: expected.map(({ labels, annotations }) => ({ exp_labels: labels, exp_annotations: annotations })),
      },
    ],
  };
  return promtool(program, ['test', 'rules', 'tests.json'], {
    'rules.json': rules,
    'tests.json': { rule_files: ['rules.json'], evaluation_interval: interval, tests: [test] },
  });
}
