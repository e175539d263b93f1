// The rules of the sample service run in the real promtool: each is seen quiet, and seen to fire with all that it carries.
import { expect, test } from '@jest/globals';
import fleet from '../../../main.ts';
import { runbookPage } from '../../../lib/monitoring/runbook.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { cases, type Case } from './alert-cases.ts';
import { type Carried, lookAt, promtool } from '../../support/promtool.ts';
import { type RuleMutant, ruleMutants } from '../../support/rule-mutants.ts';
import { recordings, type Rule, ruleFile, rules } from './rendered.ts';

const runbooks = `${fleet.repository}/blob/main/${fleet.folders.runbooks}`;

describeWith(['promtool'], "the sample service's alerts", (paths) => {
  test('are rules that Prometheus takes', () => {
    const { code, output } = promtool(paths.promtool, ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.json'], {
      'rules.json': ruleFile,
    });
    expect(output).toContain(`SUCCESS: ${recordings.length + rules.length} rules found`);
    expect(code).toBe(0);
  });

  test.each(cases.map((row) => [row.alert, row.fires ? 'fires' : 'is quiet', row.when, row] as const))(
    '%s %s when %s',
    (_alert, _does, _when, row) => {
      const { code, output } = lookAt(paths.promtool, ruleFile, row, expected(row));
      expect(output).toContain('SUCCESS');
      expect(code).toBe(0);
    },
  );

  test.each(
    rules.flatMap((rule) => mutantsOf(rule).map(({ slip, expr }) => [rule.alert, slip, { ...rule, expr }] as const)),
  )('%s is told from one with a slip: %s', (alert, _slip, mutant) => {
    const groups = [{ name: mutant.labels.rule_group ?? '', rules: [...recordedFor(mutant.expr), mutant] }];
    // Most slips keep an alert quiet.
    const own = cases.filter((row) => row.alert === alert).toSorted((one, other) => rank(one) - rank(other));
    const verdicts = own.map((row) => () => lookAt(paths.promtool, { groups }, row, expected(row)).output);
    expect(verdicts.some((verdict) => verdict().includes('got:'))).toBe(true);
  });
});

function rank({ fires }: Case): number {
  return fires === undefined ? 1 : 0;
}

/** Of an objective one of each kind: it takes days of samples, and says the same of each of its windows. */
function mutantsOf({ expr }: Rule): RuleMutant[] {
  const mutants = ruleMutants(expr);
  const isObjective = recordedFor(expr).length > 0;
  const isFirst = ({ kind }: RuleMutant, index: number): boolean =>
    mutants.findIndex((each) => each.kind === kind) === index;
  return isObjective ? mutants.filter(isFirst) : mutants;
}

/** The recording rules whose series an expression reads, and what those read in their turn. */
function recordedFor(expr: string): typeof recordings {
  const read = recordings.filter(({ record, expr: own }) => expr.includes(record) && own !== expr);
  return [...new Set(read.flatMap((each) => [...recordedFor(each.expr), each]))];
}

test.each(rules.map(({ alert }) => alert))('%s has a case in which it is quiet and one in which it fires', (alert) => {
  const own = cases.filter((row) => row.alert === alert);
  expect(own.some(({ fires }) => fires === undefined)).toBe(true);
  expect(own.some(({ fires }) => fires !== undefined)).toBe(true);
});

function expected({ alert, fires }: Case): Carried[] {
  if (!fires) return [];
  const { labels, severity, summary, group = 'alerts' } = fires;
  return [
    {
      labels: { ...labels, severity, owner: 'links', rule_group: `shortener/${group}` },
      annotations: { summary, runbook_url: `${runbooks}/${runbookPage(alert)}` },
    },
  ];
}
