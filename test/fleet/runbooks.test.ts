// Whoever is woken finds the page of the alert: those of the fleet's services, and those that the monitoring stack brings.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Told, toldIn } from '../../commands/alerts/table.ts';
import { runbookPage } from '../../lib/monitoring/runbook.ts';
import { rules } from '../../lib/platform/prometheus-stack/rules.ts';
import fleet from '../../main.ts';
import { readObjects, wholeObjectIn } from '../../render/read-objects.ts';

const { runbooks } = fleet.folders;

const told: readonly Told[] = toldIn(
  readObjects('dist', 'all')
    .filter(({ object }) => ['HelmRelease', 'PrometheusRule'].includes(object.kind))
    .map(({ at: file }) => wholeObjectIn(file)),
);

/** Also those of a cluster with more zones than the fleet has. */
const ofStack = Object.values(rules({ zones: ['1', '2'] }, () => ({ runbook_url: '' })).additionalPrometheusRulesMap)
  .flatMap(({ groups }) => groups.flatMap((group) => group.rules))
  .map(({ alert, labels }) => [alert, labels.severity] as const);

const severities = new Map([...told.map(({ alert, severity }) => [alert, severity] as const), ...ofStack]);
const alerts = [...severities.keys()].toSorted();
const pages = readdirSync(runbooks).filter((page) => page !== 'README.md');

test('every alert has a page, and every page an alert', () => {
  expect(pages.toSorted()).toEqual(alerts.map(runbookPage).toSorted());
});

test('every alert leads to its page', () => {
  expect(told.length).toBeGreaterThan(0);
  expect(told.filter(({ alert, runbook }) => basename(runbook) !== runbookPage(alert))).toEqual([]);
});

test('the index lists every alert with its severity, and no other', () => {
  const index = readFileSync(`${runbooks}/README.md`, 'utf8');
  const listed = [...index.matchAll(/^\| \[(\w+)\]\(([\w.-]+)\) +\| (\w+) /gm)].map(([, ...row]) => row);
  expect(listed.toSorted()).toEqual(alerts.map((alert) => [alert, runbookPage(alert), severities.get(alert)]));
});

describe.each(alerts)('the runbook of %s', (alert) => {
  const page = (): string => readFileSync(`${runbooks}/${runbookPage(alert)}`, 'utf8');

  test('opens with the first command to run', () => {
    expect(page()).toMatch(new RegExp(`^# ${alert}\n\n {4}(kubectl|flux) \\S+`));
  });

  test('says what it means, what to look at, how to mend it and how to know that it is over', () => {
    expect(page().match(/^## .*$/gm)).toEqual([
      '## What it means',
      '## What to look at',
      '## How to mend it',
      '## How to know that it is over',
    ]);
  });
});
