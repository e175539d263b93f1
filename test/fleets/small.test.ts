// A repository of a fleet alone, with the machine as a package, does what this one does.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { givenAnswers as answers } from '../support/create-answers.ts';
import { describeDemonstration } from './demonstration.ts';
import { run } from './edits.ts';
import { blockWith, readPage } from './page.ts';
import { SmallFleet } from './small.ts';
import { scriptOptions } from '../support/script-options.ts';

describeDemonstration('a fleet with the package', () => {
  let fleet: SmallFleet;
  beforeAll(() => void (fleet = SmallFleet.byHand()), 120_000);
  afterAll(() => fleet.remove());

  test('renders the same bytes', () => {
    const [printed = ''] = readPage('small-fork').printed;
    expect(run(fleet, 'npm run -s synth')).toContain(printed);
    expect(execFileSync('diff', ['--recursive', 'dist', join(fleet.folder, 'dist')], { encoding: 'utf8' })).toBe('');
    expect(readFileSync(join(fleet.folder, '.sops.yaml'), 'utf8')).toBe(readFileSync('.sops.yaml', 'utf8'));
    run(
      fleet,
      'git add --all && git -c user.name=Ann -c user.email=ann@example.com commit --quiet --message "The fleet"',
    );
  });

  test('passes every check, its charts by the types of the package', () => {
    run(fleet, 'npm run -s check');
    appendFileSync(join(fleet.folder, 'charts/shortener.ts'), 'export const wrong: number = "text";\n');
    expect(fleet.shell('npm run -s check').said).toMatch(/charts\/shortener\.ts.*TS2322/);
    run(fleet, 'git checkout --quiet charts');
  });

  test('lists, compares and has secrets', () => {
    expect(run(fleet, 'npm run -s list')).toContain('https://links.dev.example.com');
    expect(run(fleet, 'npm run -s diff')).toContain('Nothing changes in the clusters');
    expect(run(fleet, 'npm run -s secrets -- list')).toContain('production/shortener-api-token');
    expect(run(fleet, 'npm run -s secrets -- --help')).toContain('adopt');
  });

  test('adds a service, which passes every check', () => {
    expect(run(fleet, 'npm run -s new -- service orders')).toContain('charts/orders.ts\n');
    run(fleet, 'npm run -s synth && npm run -s check');
    expect(run(fleet, 'npm run -s list')).toContain('https://orders.dev.example.com');
    run(fleet, 'git checkout --quiet . && git clean --quiet --force -d');
  });

  test('changes what a chart of the platform is told', () => {
    const { code } = readPage('platform-charts');
    const main = readFileSync(join(fleet.folder, 'main.ts'), 'utf8')
      .replace(/^import \{ PrometheusStack \}.*$/m, blockWith(code, 'import { Monitoring }'))
      .replace(/^ *cluster\.platform\('controllers'.*$/m, blockWith(code, "cluster.platform('controllers'"));
    fleet.write('main.ts', main);
    fleet.write('charts/monitoring.ts', blockWith(code, 'class Monitoring'));
    run(fleet, 'npm run -s format');
    expect(run(fleet, 'npm run -s synth')).toContain('3 files written, 0 removed');
    expect(run(fleet, 'npm run -s diff')).toContain('default_theme');
    run(fleet, 'npm run -s check');
    run(fleet, 'git checkout --quiet . && git clean --quiet --force -d');
  });

  test("runs somebody else's Helm chart", () => {
    const {
      code,
      commands,
      printed: [printed = ''],
    } = readPage('helm-chart');
    fleet.write('charts/podinfo.ts', blockWith(code, 'class Podinfo'));
    const main = readFileSync(join(fleet.folder, 'main.ts'), 'utf8')
      .replace(/^(?=import .*'\.\/charts\/)/m, `${blockWith(code, 'import { Podinfo')}\n`)
      .replace(/^ *cluster\.platform\('platform'.*$/m, blockWith(code, "cluster.platform('platform'"));
    fleet.write('main.ts', main);
    run(fleet, 'npm run -s format');
    // The last one asks the network.
    const said = run(fleet, blockWith(commands, 'secrets -- create').replace(/^npm run helm .*$/m, ''));
    expect(said).toContain(printed);
    expect(readFileSync(join(fleet.folder, 'dist/dev/flux/podinfo.yaml'), 'utf8')).toContain('name: podinfo-values\n');
    run(fleet, 'npm run -s check');
    run(fleet, 'git checkout --quiet . && git clean --quiet --force -d');
  });

  test('says where its own code throws, in a folder of whatever name', () => {
    fleet.write('lib/own.ts', "export function fail(): never {\n  throw new Error('no luck');\n}");
    run(
      fleet,
      `sed -i -e "1i import { fail } from '../lib/own.ts';" -e 's/^    super(.*$/&\\n    fail();/' charts/shortener.ts`,
    );
    expect(fleet.shell('npm run -s synth').said).toMatch(/^lib\/own\.ts:2: .*no luck/m);
    run(fleet, 'git checkout --quiet charts && git clean --quiet --force -d lib');
  });

  test.each([
    ['synth', 'imports/schemas/core.json', 'imports/schemas/core.json is not there'],
    ['synth', 'imports/schemas/cert-manager.io.json', 'nothing was written'],
    [
      'synth && npm run -s check',
      'imports/metrics/cert-manager.json',
      'FAILED  alerts and panels ask for series that there are',
    ],
    ['synth && npm run -s check', 'imports/crds/cert-manager.io.yaml', 'FAILED  the API server takes dist/'],
  ])('does not pass %s where the package lacks %s', (command, asset, said) => {
    const file = join(fleet.folder, 'node_modules/fleetwright/build', asset);
    const away = join(dirname(fleet.folder), 'away');
    renameSync(file, away);
    const ended = fleet.shell(`npm run -s ${command}`);
    renameSync(away, file);
    expect(ended.status).not.toBe(0);
    expect(ended.said).toContain(said);
  });

  test('runs no code of this repository', () => {
    const folder = join(fleet.folder, 'coverage');
    run(fleet, `NODE_V8_COVERAGE='${folder}' npm run -s synth`);
    const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const loaded = texts.flatMap((text) =>
      [...text.matchAll(/"url":"file:\/\/([^"]+)"/g)].map(([, file = '']) => file),
    );
    expect(loaded).toContain(join(fleet.folder, 'charts/shortener.ts'));
    expect(loaded).toContain(join(fleet.folder, 'node_modules/fleetwright/build/render/render.js'));
    const home = join(process.cwd(), '/');
    expect(loaded.filter((file) => file.startsWith(home) && !file.startsWith(join(home, 'node_modules')))).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test('makes another fleet with names of its own, without the sample service, which renders and passes every check', () => {
    const flags = Object.entries({ ...answers, package: 'fleetwright-0.1.0.tgz' }).map(
      ([name, value]) => `--${name} ${value}`,
    );
    expect(run(fleet, `npx --no-install fleetwright create ../made --files-only ${flags.join(' ')}`)).toMatch(
      /made: \d+ files written/,
    );
    const made = new SmallFleet(join(dirname(fleet.folder), 'made'));
    made.install();
    const script = 'git init --quiet && npm run -s synth && npm run -s check && npm run -s list -- --json';
    const { status, said } = made.shell(script);
    expect({ said, status }).toEqual({ said, status: 0 });
    expect(said).toMatch(/objects of lab, prod-eu; /);
    expect(said).toContain('ok      the workflows are those of the package');
    const stale = made.shell("sed -i 's/ # v[0-9.]*$/ # v0.0.1/' .github/workflows/main.yaml && npm run -s check");
    const [renew = ''] = /^cp .*$/m.exec(stale.said) ?? [];
    expect(stale.said).toContain(`${renew}\nFAILED  the workflows are those of the package; run these commands`);
    expect(made.shell(`${renew} && npm run -s check`)).toMatchObject({ status: 0 });
    expect(
      made.shell('grep --recursive --files-with-matches --ignore-case shortener . --exclude-dir=node_modules').said,
    ).toBe('');
    const left = made.shell('grep --recursive --no-filename example.com main.ts charts clusters dist').said;
    // Whom a certificate authority writes to was not asked for: it stays a placeholder, which list names.
    expect(left.match(/email: '?platform@example\.com/g)).toHaveLength(4);
    expect(left.replaceAll(/^.*platform@example\.com.*\n/gm, '')).toBe('');
    expect(run(fleet, 'cat ../made/dist/prod-eu/platform/public-gateway/public-gateway/Gateway*')).toContain(
      '"*.contoso.dev"',
    );
    expect(run(fleet, 'cat ../made/dist/lab/platform/public-gateway/public-gateway/Gateway*')).toContain(
      '"*.lab.contoso.dev"',
    );
    expect(readFileSync(join(made.folder, 'package.json'), 'utf8')).toBe(
      readFileSync(join(fleet.folder, 'package.json'), 'utf8'),
    );
    expect(readFileSync(join(made.folder, 'tsconfig.json'), 'utf8')).toBe(
      readFileSync(join(fleet.folder, 'tsconfig.json'), 'utf8'),
    );
    // Each alert of the platform's own leads to a page that is there.
    const linked = made.shell('grep --recursive --no-filename --only-matching "docs/runbooks/.*" dist').said;
    expect(readdirSync(join(made.folder, 'docs/runbooks')).map((page) => `docs/runbooks/${page}`)).toEqual(
      [...new Set(linked.trim().split('\n'))].toSorted(),
    );
    // Its loops can be told, although there is no application to prove anything on.
    const told = made.shell("npm test -- --testNamePattern '^none$'");
    expect(told).toEqual({
      status: 0,
      said: expect.stringMatching(/Test Suites: 2 skipped, 0 of 2 total\nTests: +\d+ skipped/),
    });
    // Its own people own it, and its hooks can be run.
    expect(made.shell('grep -c @contoso/platform .github/CODEOWNERS && test -x .githooks/pre-commit')).toEqual({
      status: 0,
      said: '4\n',
    });
  });

  test.each([
    ['a folder that holds something', 'charts', '', 'charts is not empty'],
    ['a file', 'main.ts', '', 'main.ts is no folder'],
    ['two folders', '../one ../two', '', '"../two" is one word too many'],
    ['a package that is none', '../new', '--package package.json', '--package is the file that npm run pack wrote'],
    ['a package that is not there', '../new', '--package gone-1.0.0.tgz', '--package is the file'],
    ['no package', '../new', '--package', '--package'],
    ['a slip in the recovery key', '../new', '--recovery age1slip', '--recovery is like'],
    ['a cluster that is a word of TypeScript', '../new', '--clusters dev,class', '--clusters has "class"'],
  ])('does not make one of %s, and writes nothing', (_what, folder, flag, words) => {
    const flags = { ...answers, package: 'fleetwright-0.1.0.tgz' };
    const given = Object.entries(flags).filter(([name]) => !flag.startsWith(`--${name}`));
    const all = given.map(([name, value]) => `--${name} ${value}`).join(' ');
    const { status, said } = fleet.shell(`npx --no-install fleetwright create ${folder} ${all} ${flag}`);
    expect({ status, said }).toEqual({ status: 2, said: expect.stringContaining(words) });
    expect(existsSync(join(fleet.folder, '../new'))).toBe(false);
    expect(readdirSync(dirname(fleet.folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('goes on with the sources, after which dist/ has the same bytes and follows what is changed in them', () => {
    const { commands } = readPage('small-fork');
    run(fleet, blockWith(commands, 'cp -R node_modules'));
    // As npm links a workspace.
    run(fleet, 'rm -r node_modules/fleetwright && ln -s ../fleetwright node_modules/fleetwright');
    expect(run(fleet, 'npm run -s synth')).toContain(' 0 files written');
    run(fleet, 'npm run -s format');
    run(fleet, 'npm run -s check');
    const flux = 'fleetwright/lib/flux/kustomization.ts';
    run(fleet, `grep -q "interval: '10m'" ${flux} && sed -i "s/interval: '10m'/interval: '11m'/" ${flux}`);
    run(fleet, blockWith(commands, '-- tsc'));
    expect(run(fleet, 'npm run -s synth')).toContain(' 0 removed');
    expect(run(fleet, 'git diff --stat dist')).toMatch(/flux\/shortener\.yaml/);
    run(fleet, 'git checkout --quiet dist');
  });

  test.each([
    ['a schema', 'build/imports/schemas', 'npm run -s synth'],
    ['what runs TypeScript', 'build/tools/typescript-hooks.js', 'npm run -s synth'],
  ])('would not run without %s', (_what, path, script) => {
    const file = join(fleet.folder, 'node_modules/fleetwright', path);
    renameSync(file, `${file}.away`);
    const { status } = fleet.shell(script);
    renameSync(`${file}.away`, file);
    expect(status).not.toBe(0);
  });
});

test('no tarball and no build gets into this repository', () => {
  const args = [...scriptOptions, 'commands/pack.ts', 'lib'];
  expect(() => execFileSync(process.execPath, args, { stdio: 'pipe' })).toThrow(/name a folder outside of it/);
});
