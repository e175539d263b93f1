// An autoscaler that holds a fixed number is at its maximum for ever, and that is nothing to be told of.
import { expect, test } from '@jest/globals';
import { values } from '../../../lib/platform/prometheus-stack/values.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { promtool } from '../../support/promtool.ts';

const { defaultRules, additionalPrometheusRulesMap } = values(
  {
    name: 'lab',
    zones: [],
    monitoring: {
      retentionDays: 1,
      storage: '1Gi',
      replicas: 1,
      resources: { cpu: '1', memory: '1Gi' },
      quota: { cpu: '1', memory: '1Gi', pods: 1 },
    },
  },
  { nodeExporterNamespace: 'nodes' },
);

describeWith(['promtool'], "the stack's alert about autoscalers", (paths) => {
  test.each([
    ['fires after 15 minutes at the maximum', { current: 6, most: 6, least: 3 }, true],
    ['is quiet below the maximum', { current: 5, most: 6, least: 3 }, false],
    ['is quiet where the number is fixed', { current: 3, most: 3, least: 3 }, false],
  ])('%s', (_what, { current, most, least }, fires) => {
    const of = (metric: string, value: number): object => ({
      series: `kube_horizontalpodautoscaler_${metric}{namespace="a", horizontalpodautoscaler="b"}`,
      values: `${value}x30`,
    });
    const alert = {
      exp_labels: { severity: 'warning', namespace: 'a', horizontalpodautoscaler: 'b' },
      exp_annotations: { summary: 'HPA a/b runs all the pods that it may.' },
    };
    const { output, code } = promtool(paths.promtool, ['test', 'rules', 'test.json'], {
      'rules.json': additionalPrometheusRulesMap.autoscalers,
      'test.json': {
        rule_files: ['rules.json'],
        tests: [
          {
            input_series: [
              of('status_current_replicas', current),
              of('spec_max_replicas', most),
              of('spec_min_replicas', least),
            ],
            alert_rule_test: [
              { alertname: 'KubeHpaMaxedOut', eval_time: '14m', exp_alerts: [] },
              { alertname: 'KubeHpaMaxedOut', eval_time: '16m', exp_alerts: fires ? [alert] : [] },
            ],
          },
        ],
      },
    });
    expect({ output, code }).toEqual({ output: expect.stringContaining('SUCCESS'), code: 0 });
  });
});

test("the chart's own alert of that name is off", () => {
  expect(defaultRules.disabled).toEqual({ KubeHpaMaxedOut: true });
});
