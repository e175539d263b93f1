// `npm run check` as people and CI run it: it names each fault and what mends it, all in one run.
import { appendFileSync, copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { onPath } from '../../tools/path.ts';
import { Checkout, type Ended } from '../support/checkout.ts';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout({ copiesMachine: true });
  for (const settings of ['.oxlintrc.json', '.oxfmtrc.json']) copyFileSync(settings, join(checkout.folder, settings));
});
afterEach(() => checkout.remove());

/** As on a laptop, where nothing is built for it. Without the colours that some of the programs use. */
function check(): Ended {
  const { stdout, ...ended } = checkout.check();
  return { ...ended, stdout: stripVTControlCharacters(stdout) };
}

test('what is committed passes, a line for each check', () => {
  const { status, stdout, stderr } = check();
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.includes(' the API server takes dist/'));
  expect(lines.toSorted()).toEqual([
    '8 checks, all at once ...',
    'ok      alerts and panels ask for series that there are',
    'ok      dist/ is what synth renders',
    'ok      format',
    'ok      lint and import directions',
    'ok      secrets/ is encrypted as declared; MACs verified: 0 of 3',
    'ok      the version and its notes say what it does to a fleet',
    'ok      types',
  ]);
});

test('each fault is named with its file and its remedy, all in one run', () => {
  const append = (file: string, text: string): void => appendFileSync(join(checkout.folder, file), text);
  append('lib/fleet.ts', "export const wrong: number = 'text';\n");
  append('lib/data-file.ts', 'export const log = console.log;\n');
  append('lib/platform.ts', "export { live } from '../clusters/live.ts';\n");
  append('clusters/lab.ts', 'export   const spaced=1;\n');
  append('dist/lab/flux/tickets.yaml', '# edited by hand\n');
  writeFileSync(join(checkout.folder, 'dist/lab/apps/tickets/extra.yaml'), 'kind: ConfigMap\n');
  rmSync(join(checkout.folder, 'dist/pilot/flux/issuers.yaml'));
  append('.sops.yaml', '# edited by hand\n');
  writeFileSync(join(checkout.folder, '.sourceignore'), 'dist/lab/apps\n');
  writeFileSync(join(checkout.folder, 'dist/pilot/flux/kustomization.yaml'), 'resources: []\n');
  writeFileSync(join(checkout.folder, 'secrets/lab/notes.yaml'), 'password: never-printed\n');

  const { status, stdout } = check();
  expect(status).toBe(1);
  for (const words of [
    /^lib\/fleet\.ts\(\d+,\d+\): error TS2322: /m,
    'FAILED  types; the messages above say what',
    'lib/data-file.ts',
    'lib/ knows Kubernetes, Flux and Azure, never our clusters or services',
    'FAILED  lint and import directions; the messages above say what',
    'clusters/lab.ts (',
    'FAILED  format; npm run format',
    'dist/lab/flux/tickets.yaml  is not what synth renders',
    'dist/pilot/flux/issuers.yaml  is not what synth renders',
    'dist/lab/apps/tickets/extra.yaml  comes from no construct',
    '.sops.yaml  is not what clusters/keys/ says',
    /^\.sourceignore .*\n {2}hides files from Flux/m,
    /^dist\/pilot\/flux\/kustomization\.yaml .*\n {2}is instructions to kustomize/m,
    'secrets/lab/notes.yaml  \n  no chart declares this file',
    'FAILED  secrets/ is encrypted as declared; MACs verified: 0 of 3; the messages above say what',
    'FAILED  dist/ is what synth renders; npm run synth, and commit what it wrote',
  ])
    expect(stdout).toMatch(words);
  expect(stdout).not.toContain('kustomization.yaml  comes from no construct');
  expect(stdout).not.toContain('never-printed');
});

test('a chart that throws fails the two checks that compose it, and no other goes missing', () => {
  checkout.edit('charts/tickets.ts', 'super(scope, name', 'void ({} as any).settings.host;\n    super(scope, name');
  const { status, stdout } = check();
  expect(status).toBe(1);
  for (const name of ['dist/ is what synth renders', 'secrets/ is encrypted as declared'])
    expect(stdout).toMatch(new RegExp(`charts/tickets\\.ts:\\d+: .*\\nFAILED  ${name}`));
  expect(stdout).toContain('ok      types');
});

describe('where no API server can be had', () => {
  let elsewhere = '';
  beforeEach(() => {
    elsewhere = mkdtempSync(join(tmpdir(), 'fleetwright-elsewhere-'));
  });
  afterEach(() => rmSync(elsewhere, { recursive: true }));

  test.each([
    [
      'says so and passes, for it is no fault of dist/',
      '',
      0,
      /^skipped the API server takes dist\/: nobody asked one, so this is no pass; npm run tools -- etcd kube-apiserver gets the programs$/m,
    ],
    [
      'fails with CI=true',
      'true',
      1,
      /^etcd: .*Go is not on PATH.*\nkube-apiserver: .*\nFAILED {2}the API server takes dist\/; npm run tools -- etcd kube-apiserver gets/m,
    ],
  ])('%s', async (_what, CI, code, said) => {
    const [git = ''] = await onPath('git', process.env);
    symlinkSync(git, join(elsewhere, 'git'));
    const env = { CI, PATH: elsewhere, KUBEBUILDER_ASSETS: '', XDG_CACHE_HOME: join(elsewhere, 'cache') };
    const { status, stdout } = checkout.run('commands/check.ts', [], env);
    expect(stdout).toMatch(said);
    expect(status).toBe(code);
  });
});

test('dead code is looked for where knip.jsonc asks for it', () => {
  const settings = { include: ['exports'], entry: ['commands/diff.ts'], project: ['diff/**'] };
  writeFileSync(join(checkout.folder, 'knip.jsonc'), JSON.stringify(settings));
  appendFileSync(join(checkout.folder, 'diff/row.ts'), 'export const nobodys = 1;\n');
  const { status, stdout } = check();
  expect(status).toBe(1);
  expect(stdout).toMatch(/^nobodys +diff\/row\.ts:\d+:\d+/m);
  expect(stdout).toContain('FAILED  no dead code; delete what is unused, or its `export`');
});
