// The platform's alerts, in the real promtool: each quiet, and each firing, with all that it carries.
import { expect, test } from '@jest/globals';
import { rules } from '../../../../lib/platform/prometheus-stack/rules.ts';
import { describeWith } from '../../../../tools/describe-with.ts';
import { lookAt, promtool } from '../../../support/promtool.ts';
import { ruleMutants } from '../../../support/rule-mutants.ts';
import type { Verdict } from '../../../support/run-in-folder.ts';
import { type Case, cases } from './alert-cases.ts';

const link = (alert: string): { readonly runbook_url: string } => ({ runbook_url: `https://example.com/${alert}` });
const maps = rules({ zones: ['1', '2'] }, link).additionalPrometheusRulesMap;
const file = { groups: Object.values(maps).flatMap(({ groups }) => groups) };
const alerts = file.groups.flatMap((group) => group.rules.map(({ alert }) => alert));

describeWith(['promtool'], 'the alerts on the platform', (paths) => {
  test('are rules that Prometheus takes', () => {
    const { code, output } = promtool(paths.promtool, ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.json'], {
      'rules.json': file,
    });
    expect(output).toContain(`SUCCESS: ${alerts.length} rules found`);
    expect(code).toBe(0);
  });

  test.each(cases.map((row) => [row.alert, row.says ? 'fires' : 'is quiet', row.when, row] as const))(
    '%s %s when %s',
    (_alert, _does, _when, row) => {
      const { output, code } = looked(paths.promtool, file, row);
      expect({ output, code }).toEqual({ output: expect.stringContaining('SUCCESS'), code: 0 });
    },
  );

  test.each(
    file.groups.flatMap((group) =>
      group.rules.flatMap((rule) =>
        ruleMutants(rule.expr).map(({ slip, expr }) => [rule.alert, slip, { ...rule, expr }] as const),
      ),
    ),
  )('%s is told from one with a slip: %s', (alert, _slip, mutant) => {
    const mutated = { groups: [{ name: 'mutant', rules: [mutant] }] };
    const own = cases.filter((row) => row.alert === alert);
    const verdicts = own.map((row) => () => looked(paths.promtool, mutated, row).output);
    expect(verdicts.some((verdict) => verdict().includes('got:'))).toBe(true);
  });
});

function looked(program: string, of: unknown, row: Case): Verdict {
  const { alert, says: summary, labels } = row;
  const expected = {
    labels: { severity: 'warning', owner: 'platform', ...labels },
    annotations: { summary: summary ?? '', ...link(alert) },
  };
  return lookAt(program, of, row, summary ? [expected] : []);
}

test.each(alerts)('%s has a case in which it is quiet and one in which it fires', (alert) => {
  const own = cases.filter((row) => row.alert === alert);
  expect(own.some(({ says }) => says === undefined)).toBe(true);
  expect(own.some(({ says }) => says !== undefined)).toBe(true);
});

test('a cluster of one zone has no alert on zones', () => {
  const { zones: _zones, ...others } = maps;
  expect(rules({ zones: ['1'] }, link).additionalPrometheusRulesMap).toEqual(others);
});
