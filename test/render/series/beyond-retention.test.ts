// What looks further back than metrics are kept is named, with both times.
import { expect, test } from '@jest/globals';
import { beyondRetention } from '../../../render/series/beyond-retention.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { reading } from '../../../render/series/labels.ts';

const stack = (retention?: string): KubeObject => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'stack' },
  spec: { values: { prometheus: { prometheusSpec: { retention } } } },
});

const found = (expr: string, ...objects: readonly KubeObject[]): string[] =>
  beyondRetention(
    [{ asking: { at: 'a', chart: 'a', field: 'Busy', expr }, ...reading(expr, () => 'any') }],
    objects,
  ).map(({ field, problem }) => `${field} ${problem}`);

const told = (window: string): string[] => [`Busy looks back over ${window}, and the cluster keeps 4d of metrics`];

test.each<[string, string, string[]]>([
  ['as long as metrics are kept', 'sum(increase(a[4d]))', []],
  ['longer by an hour', 'sum(increase(a[4d1h]))', told('4d1h')],
  ['in another unit', 'sum(increase(a[97h]))', told('97h')],
  ['in weeks', 'sum(increase(a[1w]))', told('1w')],
  ['of a subquery', 'max_over_time(a[5d:1h])', told('5d')],
  ['that lies further back', 'a / (a offset 7d)', told('7d')],
  ['that is the second', 'rate(a[5m]) > rate(a[5d])', told('5d')],
  ['in seconds', 'sum(increase(a[345601]))', told('345601')],
  ['with longer steps than it is', 'max_over_time(a[1d:5d])', []],
  ['of a number that is none', 'a > 400000', []],
  ['in quotes', 'rate(a{b="[30d]"}[5m])', []],
])('a window %s', (_what, expr, problems) => expect(found(expr, stack('4d'))).toEqual(problems));

test('of two that scrape the one that keeps more counts, and without one nobody knows', () => {
  expect(found('a[5d]', stack('4d'), stack('6d'))).toEqual([]);
  expect(found('a[5d]', stack('6d'), stack('4d'))).toEqual([]);
  expect(found('a[5d]', stack())).toEqual([]);
});
