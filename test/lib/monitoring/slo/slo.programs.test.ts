// Availability as the service itself counts it, in the real promtool; as the Gateway does: the sample service's own cases.
import { expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { type RequestMetrics } from '../../../../lib/monitoring/metric.ts';
import { Slo } from '../../../../lib/monitoring/slo/slo.ts';
import { describeWith } from '../../../../tools/describe-with.ts';
import { promtool } from '../../../support/promtool.ts';
import { objectsOf, only } from '../../../support/synthesize.ts';
import { ticketShop } from './ticket-shop.ts';

const labels = ['method', 'route', 'status'] as const;
const metrics: RequestMetrics = {
  requests: { name: 'requests_total', labels },
  duration: { name: 'duration_seconds', labels, buckets: [0.25] },
};

const rules = only(
  objectsOf({
    tickets: (scope: Chart) => {
      new Slo(scope, 'slo', {
        service: ticketShop(scope),
        metrics,
        owner: 'box-office',
        retentionDays: 30,
        availability: 99.9,
      });
    },
  }),
  'PrometheusRule',
).spec;

const answered = (status: number, pod = 'a'): string =>
  `requests_total{namespace="tickets", job="ticket-shop", pod="${pod}", status="${status}"}`;

/** Pods that answer nothing else. */
const newborn = (failures: string): Readonly<Record<string, string>> =>
  Object.fromEntries(['a', 'b', 'c'].map((pod) => [answered(500, pod), failures]));

describeWith(['promtool'], 'a budget that the service counts', (paths) => {
  test.each([
    ['nothing fails', { [answered(200)]: '0+1000x360' }, '6h', false],
    ['nobody asks', { [answered(200)]: '7x360', [answered(500)]: '7x360' }, '6h', false],
    [
      '1.6 % fail for more than an hour',
      { [answered(200)]: '0+984x360', [answered(500)]: '0x280 16+16x79' },
      '6h',
      true,
    ],
    ['one of 60 requests fails', { [answered(200)]: '0+1x60', [answered(500)]: '0x50 1x10' }, '54m', false],
    ['a burst meets pods whose series began at 0', newborn('0 2000x9'), '6m', true],
    // Promised by nobody: a counter that is first seen at 2,000 has never risen.
    ['a burst was over before the first scrape', newborn('2000x10'), '6m', false],
    ['a burst began before the first scrape, and goes on', newborn('2000+500x10'), '6m', true],
  ])('is told of where it should be: %s', (_when, series, at, isTold) => {
    const { code, output } = promtool(paths.promtool, ['test', 'rules', 'tests.json'], {
      'rules.json': rules,
      'tests.json': {
        rule_files: ['rules.json'],
        evaluation_interval: '1m',
        tests: [
          {
            interval: '1m',
            input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
            promql_expr_test: [
              {
                expr: 'count(ALERTS{alertname="TicketShopErrorBudgetFastBurn", alertstate="firing"})',
                eval_time: at,
                exp_samples: isTold ? [{ value: 1 }] : [],
              },
            ],
          },
        ],
      },
    });
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('SUCCESS') });
  });
});
