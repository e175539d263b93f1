// The monitoring stack's own alerts, in the real promtool: each quiet, and each firing.
import { describe, expect, test } from '@jest/globals';
import { rules } from '../../../lib/platform/prometheus-stack/rules.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { promtool } from '../../support/promtool.ts';

const link = (alert: string): { readonly runbook_url: string } => ({ runbook_url: `https://example.com/${alert}` });
const { additionalPrometheusRulesMap: groups } = rules({ zones: ['1', '2'] }, link);

/** Series with their value, the same for an hour. */
type Series = Readonly<Record<string, number>>;

/** The pods of a workload, by the zones that they run in, on a node each. */
function podsIn(zones: readonly string[], type = 'deployment'): Series {
  return Object.fromEntries(
    zones.flatMap((zone, index) => [
      [
        `namespace_workload_pod:kube_pod_owner:relabel{namespace="a", workload="b", workload_type="${type}", pod="p${index}"}`,
        1,
      ],
      [`kube_pod_info{namespace="a", pod="p${index}", node="n${index}", uid="u${index}"}`, 1],
      [`kube_node_labels{node="n${index}", label_topology_kubernetes_io_zone="${zone}"}`, 1],
    ]),
  );
}

describeWith(['promtool'], 'the stack', (paths) => {
  /** Whether an alert fires on the series, at which minute. */
  function fires(alert: string, series: Series, minute: number, labels: object, summary: string): void {
    const group = Object.values(groups).find(({ groups: [first] }) =>
      first?.rules.some((rule) => rule.alert === alert),
    );
    const expected = {
      exp_labels: { severity: 'warning', owner: 'platform', namespace: 'a', ...labels },
      exp_annotations: { summary, ...link(alert) },
    };
    const { output, code } = promtool(paths.promtool, ['test', 'rules', 'test.json'], {
      'rules.json': group,
      'test.json': {
        rule_files: ['rules.json'],
        tests: [
          {
            input_series: Object.entries(series).map(([name, value]) => ({ series: name, values: `${value}x60` })),
            alert_rule_test: [
              { alertname: alert, eval_time: `${minute - 1}m`, exp_alerts: [] },
              { alertname: alert, eval_time: `${minute + 1}m`, exp_alerts: summary === '' ? [] : [expected] },
            ],
          },
        ],
      },
    });
    expect({ output, code }).toEqual({ output: expect.stringContaining('SUCCESS'), code: 0 });
  }

  describe('alerts on a Deployment', () => {
    const replicas = (count: number): Series => ({
      'kube_deployment_spec_replicas{namespace="a", deployment="b"}': count,
    });
    const scaler: Series = {
      'kube_horizontalpodautoscaler_info{namespace="a", horizontalpodautoscaler="c", scaletargetref_kind="Deployment", scaletargetref_name="b"}': 1,
    };
    const summary =
      'Deployment a/b was scaled to zero, from which no autoscaler brings it back: kubectl scale it to one.';
    test.each([
      ['that was scaled to zero under its autoscaler', { ...replicas(0), ...scaler }, summary],
      ['that has pods, never', { ...replicas(1), ...scaler }, ''],
      ['that has no autoscaler, never', replicas(0), ''],
    ])('%s', (_what, series, said) => {
      expect.hasAssertions();
      fires('ScaledToZero', series, 15, { deployment: 'b' }, said);
    });
  });

  describe('alerts on pods', () => {
    const summary = 'All pods of a/b run in one zone, and go with it; a restart of the rollout spreads them anew.';
    test.each([
      ['that are all in one zone, after half an hour', podsIn(['1', '1', '1']), summary],
      ['of a StatefulSet too', podsIn(['1', '1'], 'statefulset'), summary],
      ['in two zones, never', podsIn(['1', '2', '1']), ''],
      ['where there is one, never', podsIn(['1']), ''],
      ['of a Job, never', podsIn(['1', '1'], 'job'), ''],
    ])('%s', (_what, series, said) => {
      expect.hasAssertions();
      fires('AllPodsInOneZone', series, 30, { workload: 'b' }, said);
    });
  });
});

test('a cluster of one zone has no alert on zones', () => {
  expect(Object.keys(rules({ zones: ['1'] }, link).additionalPrometheusRulesMap)).toEqual(['autoscalers']);
});
