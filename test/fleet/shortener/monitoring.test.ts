// What alerts, panels and runbooks of the sample service rest on exists: each metric.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { metrics } from '../../../app/contract.ts';
import { clusterMetrics } from '../../../lib/monitoring/cluster-metrics.ts';
import { gatewayMetrics } from '../../../lib/monitoring/gateway-metrics.ts';
import fleet from '../../../main.ts';
import { runbookPage } from '../../../lib/monitoring/runbook.ts';
import { recordings, rules, targets } from './rendered.ts';

/** Series by name: those of a histogram are its buckets, their sum and their count. */
const known = new Set<string>([
  ...Object.values({ ...metrics, ...clusterMetrics, gatewayRequests: gatewayMetrics.requests }).flatMap((metric) =>
    'buckets' in metric ? ['bucket', 'sum', 'count'].map((part) => `${metric.name}_${part}`) : [metric.name],
  ),
  ...recordings.map(({ record }) => record),
]);

/** Every series in these queries and pages is named with its selector, `name{...}`. */
const seriesIn = (text: string): string[] => text.match(/[a-zA-Z_][\w:]*(?=\{)/g) ?? [];

const { runbooks } = fleet.folders;
const runbookFile = (alert: string): string => `${runbooks}/${runbookPage(alert)}`;
const read = (path: string): string => readFileSync(path, 'utf8');

test.each([
  ['the recorded series', recordings.map(({ expr }) => expr).join('\n')],
  ['the alerts', rules.map(({ expr }) => expr).join('\n')],
  ['the dashboard', targets.map(({ expr }) => expr).join('\n')],
  ['the runbooks', rules.map(({ alert }) => read(runbookFile(alert))).join('\n')],
])('%s ask for nothing that neither the contract nor the cluster has', (_name, text) => {
  const asked = seriesIn(text);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((name) => !known.has(name))).toEqual([]);
});

test('every metric of the contract is on the dashboard', () => {
  const shown = seriesIn(targets.map(({ expr }) => expr).join('\n'));
  const missing = Object.values(metrics).filter(({ name }) => !shown.some((series) => series.startsWith(name)));
  expect(missing).toEqual([]);
});
