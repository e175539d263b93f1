// docs/architecture.md says what may import what, for people; oxlint must hold the same, for every pair of places.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** A module of each place that others could import. */
const modules: Readonly<Record<string, string>> = {
  'main.ts': 'main.ts',
  'clusters/': 'clusters/index.ts',
  'charts/': 'charts/inputs.ts',
  'lib/': 'lib/workload/probe.ts',
  'app/': 'app/src/server.ts',
  'app/contract.ts': 'app/contract.ts',
  'imports/': 'imports/cert-manager.io.ts',
  'render/': 'render/render.ts',
  'diff/': 'diff/summary.ts',
  'sops/': 'sops/gate.ts',
  'supply/': 'supply/verify.ts',
  'loop/': 'loop/loop.ts',
  'commands/': 'commands/cli.ts',
  'tools/': 'tools/tool.ts',
  'test/': 'test/support/checkout.ts',
};

/** What the table says that a place may import, in words. Nobody writes modules in the places that are left out. */
const rows = [...readFileSync('docs/architecture.md', 'utf8').matchAll(/^\| `([^`]+)` +\|[^|]*\| ([^|]*?) +\|$/gm)]
  .map(([, place = '', words = '']) => ({ place, words }))
  .filter(({ place }) => !['secrets/', 'dist/', 'imports/', 'inventory/'].includes(place));

/** What a fleet has of its own; it takes the rest of the package by its name, so that its files can be any fleet's. */
const fleet = new Set(['main.ts', 'clusters/', 'charts/']);

/** How a file of a place writes that it imports a module. */
function specifier(place: string, source: string, module: string): string {
  if (fleet.has(place) && /^(?:lib|imports)\//.test(module)) return `fleetwright/${module.replace(/\.ts$/, '')}`;
  return relativeTo(source, module);
}

/** Every import that a file can make of another place: the line (a re-export, which needs no names), and what the table calls it. */
const forms = Object.entries(modules).flatMap(([place, module]) => [
  { name: `types of ${place}`, place, module, line: (path: string) => `export type * from '${path}';` },
  { name: place, place, module, line: (path: string) => `export * from '${path}';` },
]);

function allowedBy(words: string): string[] {
  const parts = words
    .replace(/^all but /, '')
    .replaceAll('`', '')
    .split(', ');
  const isExcept = words.startsWith('all but ');
  const isAllowed = ({ name, place }: (typeof forms)[number]): boolean =>
    words === 'anything' || (isExcept ? !parts.includes(place) : parts.includes(name) || parts.includes(place));
  return forms.filter(isAllowed).map(({ name }) => name);
}

describe('what oxlint lets pass is what the table in docs/architecture.md allows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-directions-'));
  const importsOf = (place: string) => forms.filter((form) => !form.module.startsWith(place));
  let refused: ReadonlySet<string>;

  function write(source: string, lines: readonly string[]): void {
    mkdirSync(dirname(join(folder, source)), { recursive: true });
    writeFileSync(join(folder, source), lines.join('\n'));
  }

  /** `file:line` of each import that is refused for its direction. */
  function lint(): Set<string> {
    const args = [resolve('node_modules/oxlint/bin/oxlint'), '--format', 'json'];
    return refusedIn(spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout);
  }

  /** Files in which a place imports everything else, a line each. */
  const sources = (place: string): string[] =>
    place.endsWith('/') ? [`${place}source.ts`, `${place}one/two/source.ts`] : [place];

  beforeAll(() => {
    copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
    for (const { place } of rows) {
      for (const source of sources(place)) {
        write(
          source,
          importsOf(place).map(({ line, module }) => line(specifier(place, source, module))),
        );
      }
    }
    refused = lint();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const cases = rows.flatMap(({ place, words }) => sources(place).map((source) => ({ source, place, words })));
  test.each(cases)('$source: $words', ({ source, place, words }) => {
    const passed = importsOf(place).filter((_, index) => !refused.has(`${source}:${index + 1}`));
    const allowed = new Set(allowedBy(words));
    expect(passed.map(({ name }) => name)).toEqual(
      importsOf(place)
        .map(({ name }) => name)
        .filter((name) => allowed.has(name)),
    );
  });

  test('a fleet takes the package by its name alone, and the package itself never does: no circle can hide in that', () => {
    const fleetFiles = ['main.ts', 'clusters/mine.ts', 'charts/mine.ts', 'charts/one/mine.ts'];
    const machineFiles = [
      'lib/one/mine.ts',
      'render/mine.ts',
      'commands/one/mine.ts',
      'tools/mine.ts',
      'app/src/mine.ts',
    ];
    for (const file of fleetFiles)
      write(
        file,
        ['lib/fleet.ts', 'imports/cert-manager.io.ts'].map((path) => `export type * from '${relativeTo(file, path)}';`),
      );
    for (const file of machineFiles)
      write(file, ["export type * from 'fleetwright/lib/fleet';", "export * from 'fleetwright';"]);
    const found = lint();
    for (const file of [...fleetFiles, ...machineFiles])
      expect([file, found.has(`${file}:1`), found.has(`${file}:2`)]).toEqual([file, true, true]);
  });

  test('a test of the machine takes no file of the real fleet; the tests about that do, and each fleet its own', () => {
    const ofMachine = ['test/lib/one/mine.ts', 'test/render/mine.ts', 'test/commands/mine.ts', 'test/support/mine.ts'];
    const ofFleet = ['test/fleet/mine.ts', 'test/fleet/one/mine.ts', 'test/fleets/mine.ts', 'test/network/mine.ts'];
    const ofFixture = ['test/fixtures/fleet/main.ts', 'test/fixtures/fleet/charts/mine.ts'];
    const [real, own] = ['', 'test/fixtures/fleet/'].map((root) =>
      ['main.ts', 'clusters/index.ts', 'charts/inputs.ts'].map((path) => `${root}${path}`),
    );
    const all = [...(real ?? []), ...(own ?? [])];
    for (const file of [...ofMachine, ...ofFleet, ...ofFixture])
      write(
        file,
        all.map((path) => `export * from '${relativeTo(file, path)}';`),
      );
    const found = lint();
    const refusedOf = (file: string): string[] => all.filter((_, index) => found.has(`${file}:${index + 1}`));
    for (const file of ofMachine) expect([file, refusedOf(file)]).toEqual([file, real]);
    for (const file of ofFleet) expect([file, refusedOf(file)]).toEqual([file, []]);
    for (const file of ofFixture) expect([file, refusedOf(file)]).toEqual([file, real]);
  });

  test('the table has a row for each place of code', () => {
    const places = Object.keys(modules).filter((place) => !['imports/', 'app/contract.ts'].includes(place));
    expect(rows.map(({ place }) => place).toSorted()).toEqual(places.toSorted());
  });
});

function relativeTo(source: string, module: string): string {
  return relative(dirname(source), module).replace(/^(?=\w)/, './');
}

function refusedIn(report: string): Set<string> {
  const { diagnostics } = JSON.parse(report) as {
    diagnostics: { code?: string; filename: string; labels: { span: { line: number } }[] }[];
  };
  const restricted = diagnostics.filter(({ code }) => code?.includes('no-restricted-imports'));
  return new Set(restricted.map(({ filename, labels }) => `${filename}:${labels[0]?.span.line}`));
}
