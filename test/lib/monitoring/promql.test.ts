import { expect, test } from '@jest/globals';
import {
  above,
  allOf,
  anyOf,
  atLeast,
  exceeds,
  increase,
  max,
  noneIs,
  orZero,
  quantile,
  rate,
  rateAbove,
  rateOfAll,
  ratio,
  ratioOrZero,
  select,
  sum,
  sumOverTime,
} from '../../../lib/monitoring/promql.ts';

const requests = { name: 'requests_total', labels: ['status'] } as const;
const duration = { name: 'duration_seconds', labels: ['status'], buckets: [0.5, 1] } as const;
const all = sum(rate(requests, {}, '5m'));
const slow = above(all, 5);

test.each([
  ['a metric without selector', select(requests, {}), 'requests_total'],
  ['a value as it is', select(requests, { job: 'a' }), 'requests_total{job="a"}'],
  ['a pattern', select(requests, { status: /5../ }), 'requests_total{status=~"5.."}'],
  ['another value than this', select(requests, { status: { not: '200' } }), 'requests_total{status!="200"}'],
  ['a value outside a pattern', select(requests, { status: { not: /5../ } }), 'requests_total{status!~"5.."}'],
  [
    'several labels, in the order given',
    select(requests, { status: '200', job: 'a' }),
    'requests_total{status="200", job="a"}',
  ],
  ['quotes and backslashes in a value', select(requests, { job: 'a"b\\c' }), 'requests_total{job="a\\"b\\\\c"}'],
  ['a rate', rate(requests, { job: 'a' }, '5m'), 'rate(requests_total{job="a"}[5m])'],
  ['an increase', increase(requests, {}, '1h'), 'increase(requests_total[1h])'],
  ['a sum by label', sum(select(requests, {}), 'status', 'pod'), 'sum by (status, pod) (requests_total)'],
  ['a maximum', max(select(requests, {})), 'max(requests_total)'],
  ['a ratio, safe as an operand', ratio(all, ratio(all, all)), `(${all} / (${all} / ${all}))`],
  ['a ratio that starts at zero', ratioOrZero(all, all), `((${all} or ${all} * 0) / ${all})`],
  ['a part, 0 where it is not there', orZero(all, all), `(${all} or ${all} * 0)`],
  ['a sum over time', sumOverTime(requests, { job: 'a' }, '1h'), 'sum_over_time(requests_total{job="a"}[1h])'],
  [
    'all events of a histogram, by label',
    rateOfAll(duration, { job: 'a' }, '5m', 'job'),
    'sum by (job) (rate(duration_seconds_count{job="a"}[5m]))',
  ],
  [
    'those above a bound',
    rateAbove(duration, 0.5, { job: 'a' }, '5m'),
    '(sum(rate(duration_seconds_count{job="a"}[5m])) - sum(rate(duration_seconds_bucket{job="a", le="0.5"}[5m])))',
  ],
  [
    'those above a whole bound, as Prometheus 2 and 3 write it',
    rateAbove(duration, 1, {}, '5m'),
    '(sum(rate(duration_seconds_count[5m])) - sum(rate(duration_seconds_bucket{le=~"1([.]0)?"}[5m])))',
  ],
  [
    'a quantile',
    quantile(0.99, duration, {}, '5m'),
    'histogram_quantile(0.99, sum by (le) (rate(duration_seconds_bucket[5m])))',
  ],
  ['a threshold with its origin', above(all, '14.4 * 0.001'), `${all} > 14.4 * 0.001`],
  ['one vector against another', atLeast(all, all), `${all} >= ${all}`],
  ['one vector above another', exceeds(all, all), `${all} > ${all}`],
  ['absence', noneIs(select(requests, {}), 1), 'absent(requests_total == 1)'],
  ['one of several conditions', anyOf(slow, slow), `(\n  ${slow}\n)\nor\n(\n  ${slow}\n)`],
  ['one condition alone', allOf(slow), slow],
])('%s is written as PromQL has it', (_name, query, text) => expect(query).toBe(text));
