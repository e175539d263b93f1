// Which tests saw each alert, by the report of a run: `npm run alerts -- --tests`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { alerts } from '../../../commands/alerts.ts';
import type { Told } from '../../../commands/alerts/table.ts';
import type { Tested } from '../../../commands/alerts/tested.ts';
import { Checkout, type Ended } from '../../support/checkout.ts';

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
});
afterAll(() => checkout.remove());

const table = (report: unknown): Promise<Ended> => {
  writeFileSync(join(checkout.folder, 'report.json'), typeof report === 'string' ? report : JSON.stringify(report));
  return checkout.call(alerts, ['--tests', 'report.json', '--json']);
};
const of = (title: string, status = 'passed'): object => ({ title, status });
const rowsOf = ({ stdout }: Ended): (Told & Tested)[] =>
  (JSON.parse(stdout) as { readonly clusters: { readonly alerts: (Told & Tested)[] }[] }).clusters.flatMap(
    (cluster) => cluster.alerts,
  );

/** What tests of all alerts would be called, but for one; of that, what is given. */
async function reported(alert: string, ...own: readonly object[]): Promise<Ended> {
  const names = new Set(rowsOf(await table({ testResults: [] })).map((row) => row.alert));
  expect(names).toContain(alert);
  names.delete(alert);
  const others = [...names].flatMap((name) => [of(`${name} fires when it must`), of(`${name} is quiet when not`)]);
  return table({ testResults: [{ assertionResults: others }, { assertionResults: own }] });
}

async function anAlert(): Promise<string> {
  const [first] = rowsOf(await table({ testResults: [] }));
  expect(first).toMatchObject({ fires: 0, quiet: 0, slips: 0 });
  return first?.alert ?? '';
}

test('an alert that a test saw fire, and another one quiet, is no gap', async () => {
  const alert = await anAlert();
  const slip = `${alert} is told from one with a slip: 5 at 3 as 51`;
  const { status, stderr, ...ended } = await reported(
    alert,
    ...[`${alert} fires when it must`, `${alert} is quiet when not`, `${alert} is quiet when hardly`, slip].map(
      (title) => of(title),
    ),
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(rowsOf({ status, stderr, ...ended })).toContainEqual(
    expect.objectContaining({ alert, fires: 1, quiet: 2, slips: 1 }),
  );
});

test.each<[string, (alert: string) => readonly object[]]>([
  ['none saw fire', (alert) => [of(`${alert} is quiet when not`)]],
  ['none saw quiet', (alert) => [of(`${alert} fires when it must`)]],
  [
    'a test failed that should see it fire',
    (alert) => [of(`${alert} fires when x`, 'failed'), of(`${alert} is quiet when not`)],
  ],
  ['tests of a longer name saw alone', (alert) => [of(`${alert}er fires when x`), of(`${alert}er is quiet when x`)]],
])('an alert that %s is a gap', async (_what, own) => {
  const alert = await anAlert();
  const { status, stderr } = await reported(alert, ...own(alert));
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `${alert}: no test sees it fire, or none sees it quiet\n`,
  });
});

test.each([
  ['no JSON', '{', 'report.json: is not JSON; write: npm test -- --json --outputFile report.json\n'],
  ['no report', {}, 'report.json: is not a report of jest; write: npm test -- --json --outputFile report.json\n'],
])('%s is said', async (_what, report, stderr) => {
  expect(await table(report)).toMatchObject({ status: 2, stdout: '', stderr });
});
