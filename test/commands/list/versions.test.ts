// `npm run list -- --versions`: what is out of date or out of support, on a day that the test chooses.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { list } from '../../../commands/list.ts';
import { judged, stale } from '../../../commands/list/versions/judged.ts';
import { running } from '../../../commands/list/versions/running.ts';
import { type Product, products } from '../../../commands/list/versions/support.ts';
import { versionsTable } from '../../../commands/list/versions/table.ts';
import { bundledFlux } from '../../../lib/flux/version.ts';
import { called } from '../../support/called.ts';
import { Checkout } from '../../support/checkout.ts';

const thing: Product = {
  name: 'thing',
  newest: '2.10.1',
  lines: [{ line: '2.10', until: 'the release of 2.12' }, { line: '2.9', until: '2026-05-31' }, { line: '1' }],
  sources: ['https://thing.example/releases'],
  asOf: '2026-01-31',
};
const standing = (version: string, today: `${number}-${number}-${number}` = '2026-03-02') =>
  judged([{ what: 'thing', version, where: ['lab'] }], [thing], today)[0]?.standing;

describe('a version', () => {
  test.each([
    ['of a line without an end', '1.99.0', 'supported'],
    ['of a line that something else ends', '2.10.0', 'supported'],
    ['with the v that some projects write', 'v2.10.0', 'supported'],
    ['that begins alike and is another line', '2.1.0', 'out of support'],
    ['of an older line than any that is known', '0.9.0', 'out of support'],
    ['between two lines', '2.4.0', 'out of support'],
    ['that is newer than what was seen', '2.11.0', 'unknown'],
    ['by its first numbers', '2.10', 'supported'],
    ['before it was released', '2.10.0-rc.1', 'supported'],
    ...['lts/*', 'lts/jod', 'latest', '>=2.10', '^2.10 || ^1', '2.x', '*', '2.10 - 2.12', '~2.10.0', ''].map(
      (range): [string, string, string] => [`that is none: "${range}"`, range, 'not exact'],
    ),
  ])('%s is judged', (_which, version, expected) => expect(standing(version)).toBe(expected));

  test.each([
    ['2026-03-01', 'supported'],
    ['2026-03-02', 'ends soon'],
    ['2026-05-31', 'ends soon'],
    ['2026-06-01', 'out of support'],
  ] as const)('whose support ends on 2026-05-31 is on %s: %s', (today, expected) =>
    expect(standing('2.9.4', today)).toBe(expected),
  );

  test('of something that nobody follows here is shown as such, with all its places', () => {
    const rows = judged(
      [{ what: 'oci://registry.example/own', version: '1.0.0', where: ['lab', 'live'] }],
      [thing],
      '2026-03-02',
    );
    expect(versionsTable(rows, [])).toMatch(
      /^ oci:\/\/registry\.example\/own +1\.0\.0 +lab, live +not followed here *$/m,
    );
  });

  test('that is a range is shown as such, for it says nothing of what runs', () => {
    const rows = judged([{ what: 'thing', version: '^2.9', where: ['lab'] }], [thing], '2026-03-02');
    expect(versionsTable(rows, [])).toMatch(/^ thing +\^2\.9 +lab +2\.10\.1 +NOT EXACT: write one version/m);
  });

  test('out of support says so in capitals, with the day and the version to go to', () => {
    const rows = judged([{ what: 'thing', version: '2.9.4', where: ['lab'] }], [thing], '2026-06-01');
    expect(versionsTable(rows, [])).toMatch(/^ thing +2\.9\.4 +lab +2\.10\.1 +OUT OF SUPPORT since 2026-05-31 *$/m);
  });
});

test('what was read more than 120 days ago is to be looked up again', () => {
  expect(stale([thing], '2026-05-31')).toEqual([]);
  expect(stale([thing], '2026-06-01')).toEqual([thing]);
  expect(versionsTable([], [thing])).toMatch(/^ thing +2026-01-31 +https:\/\/thing\.example\/releases *$/m);
});

test('what runs in several clusters is one row, and one that lags behind another', () => {
  const cluster = (name: string, kubernetes: string) => ({ name, kubernetes });
  const found = running([cluster('pilot', '1.36'), cluster('lab', '1.36'), cluster('live', '1.35')], []);
  expect(found).toEqual(
    expect.arrayContaining([
      { what: 'Kubernetes on AKS', version: '1.36', where: ['lab', 'pilot'] },
      { what: 'Kubernetes on AKS', version: '1.35', where: ['live'] },
    ]),
  );
});

describe('the data', () => {
  const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

  test.each(products)('of $name has days, sources, and its newest version in its newest line', (product) => {
    expect(product.asOf).toMatch(day);
    expect(product.sources.filter((source) => !source.startsWith('https://'))).toEqual([]);
    expect(product.sources).not.toEqual([]);
    const ends = product.lines.flatMap(({ until }) =>
      until === undefined || until.startsWith('the release of ') ? [] : [until],
    );
    expect(ends.filter((end) => !day.test(end))).toEqual([]);
    expect(ends).toEqual(ends.toSorted().toReversed());
    expect(`${product.newest.replace(/^v/, '')}.`).toMatch(
      new RegExp(`^${product.lines[0]?.line.replace('.', '\\.')}\\.`),
    );
  });

  test('follows every chart of the platform', () => {
    const charts = readdirSync('lib/platform')
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        [...readFileSync(join('lib/platform', file), 'utf8').matchAll(/url: '(oci:[^']+)'/g)].map(([, url]) => url),
      );
    expect(charts.length).toBeGreaterThan(3);
    expect(charts.filter((url) => !products.some(({ chart }) => chart === url))).toEqual([]);
  });

  test('has each product once', () => {
    expect(new Set(products.map(({ name }) => name)).size).toBe(products.length);
    const charts = products.flatMap(({ chart }) => chart ?? []);
    expect(new Set(charts).size).toBe(charts.length);
  });
});

test('the Flux that is named is the one whose definitions are here', () =>
  expect(readFileSync('imports/sources/flux/go.mod', 'utf8')).toContain(`// Flux ${bundledFlux},`));

describe('the command', () => {
  test.each([['--versions'], ['--json'], ['--versions', '--json']])(
    'draws no graph beside others: %j',
    async (...others) => {
      expect(await called(list, ['--graph', ...others])).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining('--graph draws, and prints neither versions nor JSON'),
      });
    },
  );

  test('has a row for the Kubernetes of a cluster and for each chart that it gets', async () => {
    const checkout = new Checkout();
    try {
      const { stdout } = await checkout.call(list, ['--versions', '--cluster', 'lab']);
      expect(stdout).toMatch(/^ Kubernetes on AKS +1\.36 +lab /m);
      expect(stdout).toMatch(/^ External Secrets +1\.3\.2 +lab +\S+ +OUT OF SUPPORT since 2026-02-06 *$/m);
      const { stdout: json } = await checkout.call(list, ['--versions', '--json']);
      expect(JSON.parse(json)).toMatchObject({
        versions: expect.arrayContaining([
          expect.objectContaining({ name: 'cert-manager', version: 'v1.21.2', where: ['lab', 'live', 'pilot'] }),
        ]),
      });
    } finally {
      checkout.remove();
    }
  });
});
