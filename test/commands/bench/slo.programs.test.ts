// What the bench compares is two forms of one thing: Prometheus takes both, and comes to the same alerts.
import { expect, test } from '@jest/globals';
import { formsOf, sloOf } from '../../../commands/bench/slo.ts';
import type { Group } from '../../../commands/bench/slo/rules.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { promtool } from '../../support/promtool.ts';

/** So that nobody waits for a minute. */
const often = (groups: readonly Group[]): Group[] => groups.map((group) => ({ ...group, interval: '1s' }));

describeWith(['prometheus', 'promtool'], 'objectives in the bench', (programs) => {
  const { recorded, raw } = formsOf(11);

  test.each([
    ['recorded', recorded],
    ['in raw counters', raw],
  ])('are rules that Prometheus takes: %s', (_form, groups) => {
    // In a cluster the rules of each service are a file of their own.
    const { code, output } = promtool(programs.promtool, ['check', 'rules', '--lint=none', 'rules.json'], {
      'rules.json': { groups },
    });
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('SUCCESS') });
  });

  test('are the same alerts, but for what they read', () => {
    const alerts = (groups: readonly Group[]) =>
      groups.map(({ rules }) => rules.filter(({ alert }) => alert).map(({ expr: _expr, ...rest }) => rest));
    expect(alerts(raw)).toEqual(alerts(recorded));
    expect(JSON.stringify(raw)).not.toContain('rate5m');
  });

  test('come to the same verdict: two of eleven services burn fast, and slowly', async () => {
    const evaluations = await sloOf(programs, { recorded: often(recorded), raw: often(raw) });
    const { missed, alerts, seconds, slowest } = evaluations.recorded;
    expect({ missed, alerts }).toEqual({ missed: 0, alerts: 4 });
    expect(seconds).toBeGreaterThanOrEqual(slowest);
    expect(evaluations.raw.alerts).toBe(4);
  }, 240_000);

  test('do not come to one where a rule says something else', async () => {
    const blind = often(raw).map(({ rules, ...group }) => ({
      ...group,
      rules: rules.map((rule) => ({ ...rule, expr: 'vector(1) > 2' })),
    }));
    await expect(sloOf(programs, { recorded: often(recorded), raw: blind })).rejects.toThrow(/4 alerts are on/);
  }, 240_000);
});
