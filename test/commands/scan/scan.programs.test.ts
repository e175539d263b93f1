// The command as the workflow runs it, over a repository with something for each scanner, and over one with nothing.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { scan } from '../../../commands/scan.ts';
import { foundIn, readSarif } from '../../../commands/scan/sarif.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { git } from '../../../tools/git.ts';
import { called } from '../../support/called.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleetwright-scan-'));
  git(['init', '--quiet'], { cwd: folder });
  cpSync('.gitleaks.toml', join(folder, '.gitleaks.toml'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function commit(...options: readonly string[]): void {
  git(['add', '--all'], { cwd: folder });
  const who = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com'];
  git([...who, 'commit', '--quiet', '--message=all', ...options], { cwd: folder });
}

/** A repository in which an action, a Secret and a package are as they should be, or not. */
function repository({ action, value, license }: Readonly<Record<'action' | 'value' | 'license', string>>): void {
  const steps = `    steps:\n      - uses: ${action}\n        with:\n          persist-credentials: false\n`;
  const job = `  a:\n    name: a\n    runs-on: ubuntu-24.04\n    permissions: {}\n${steps}`;
  const concurrency = 'concurrency:\n  group: a\n  cancel-in-progress: true\n';
  put('.github/workflows/a.yaml', `name: a\non: push\npermissions: {}\n${concurrency}jobs:\n${job}`);
  put('secrets/a.yaml', `apiVersion: v1\nkind: Secret\nstringData:\n  word: ${value}\n`);
  put('package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { license } } }, null, 2));
  put('licences.yaml', 'allowed: [MIT]\n');
  commit();
}

const scans = ['secrets', 'workflows', 'licences'] as const;
const rulesOf = (name: string): string[] => {
  const text = readFileSync(join(folder, 'scans', `${name}.sarif`), 'utf8');
  return foundIn(readSarif(name, text)).map(({ rule, file, line }) => `${rule} ${file}:${line}`);
};

describeWith(['gitleaks', 'zizmor'], 'npm run scan', () => {
  test('says what each finds, leaves a report for code scanning, and tells no secret', async () => {
    repository({ action: 'actions/checkout@v7', value: 'swordfish', license: 'GPL-3.0-only' });
    const { status, stdout } = await called(scan, [...scans, '--sarif', 'scans'], { cwd: folder });
    expect(status).toBe(1);
    for (const name of scans) expect(stdout).toContain(`FAILED  ${name}\n`);
    expect(rulesOf('secrets')).toEqual(['kubernetes-secret-string-data secrets/a.yaml:3']);
    expect(rulesOf('workflows')).toContain('zizmor/unpinned-uses .github/workflows/a.yaml:13');
    expect(rulesOf('licences')).toEqual(['licence-not-allowed package-lock.json:3']);
    for (const name of scans)
      expect(readFileSync(join(folder, 'scans', `${name}.sarif`), 'utf8')).not.toContain('swordfish');
    expect(stdout).not.toContain('swordfish');
  });

  test('finds nothing where there is nothing, and what was written says so', async () => {
    repository({
      action: `actions/checkout@${'0'.repeat(40)} # v7.0.0`,
      value: 'ENC[AES256_GCM,data:a]',
      license: 'MIT',
    });
    const { status, stdout } = await called(scan, [...scans, '--sarif', 'scans'], { cwd: folder });
    expect(stdout).toBe(scans.map((name) => `ok      ${name}\n`).join(''));
    expect(status).toBe(0);
    for (const name of scans) expect(rulesOf(name)).toEqual([]);
  });

  test('zizmor looks at a workflow that Git ignores by its name, and GitHub runs', async () => {
    repository({ ...good, action: 'actions/checkout@v7' });
    put('.github/workflows/.gitignore', 'a.yaml\n');
    const { stdout } = await called(scan, ['workflows'], { cwd: folder });
    expect(stdout).toContain('.github/workflows/a.yaml:13');
  });

  test('zizmor is not told to look away by a comment without a reason, nor by its settings', async () => {
    const action = 'actions/checkout@v7 # zizmor: ignore[unpinned-uses]';
    repository({ ...good, action });
    put('.github/zizmor.yml', 'rules:\n  unpinned-uses:\n    ignore: [a.yaml]\n');
    const workflows = () => called(scan, ['workflows', '--sarif', 'scans'], { cwd: folder });
    expect(await workflows()).toMatchObject({ status: 1, stdout: expect.stringContaining('(accepts-without-reason)') });
    repository({ ...good, action: `${action} until 9999-12-31: a test` });
    expect(await workflows()).toMatchObject({ status: 0, stdout: 'ok      workflows\n' });
    expect(rulesOf('workflows')).toEqual([]);
    repository({ ...good, action: 'actions/checkout@v7' });
    await workflows();
    expect(rulesOf('workflows')).toEqual(['zizmor/unpinned-uses .github/workflows/a.yaml:13']);
  });

  test('zizmor looks at an action in any folder that Git tracks, whatever settings lie beside it', async () => {
    const step = '    - uses: actions/checkout@v7\n      with:\n        persist-credentials: false\n';
    put('tools/setup/action.yml', `name: a\ndescription: a\nruns:\n  using: composite\n  steps:\n${step}`);
    put('tools/setup/zizmor.yml', 'rules:\n  unpinned-uses:\n    disable: true\n');
    repository(good);
    put('tools/untracked/action.yml', 'not an action');
    const { status, stdout } = await called(scan, ['workflows', '--sarif', 'scans'], { cwd: folder });
    expect(stdout).toContain('tools/setup/action.yml:6');
    expect(rulesOf('workflows')).toEqual([
      expect.stringMatching(/^zizmor\/unpinned-uses .*tools\/setup\/action\.yml:6$/),
    ]);
    expect(status).toBe(1);
  });

  test('a comment in such an action counts as one in a workflow', async () => {
    const step = '    - uses: actions/checkout@v7 # zizmor: ignore[unpinned-uses] until 9999-12-31: a test\n';
    put('tools/setup/action.yml', `name: a\ndescription: a\nruns:\n  using: composite\n  steps:\n${step}`);
    repository(good);
    const { stdout } = await called(scan, ['workflows'], { cwd: folder });
    expect(stdout).not.toContain('unpinned-uses');
    expect(stdout).not.toContain('accepts-');
  });

  test('zizmor is asked for a rule that its settings disable, unless they say why and until when', async () => {
    repository({ ...good, action: 'actions/checkout@v7' });
    const disable = (comment: string): void =>
      put('.github/zizmor.yml', `rules:\n  unpinned-uses:\n    disable: true${comment}\n`);
    const workflows = () => called(scan, ['workflows'], { cwd: folder });
    disable('');
    expect(await workflows()).toMatchObject({ status: 1, stdout: expect.stringContaining('(accepts-without-reason)') });
    disable(' # until 9999-12-31: a test');
    expect(await workflows()).toMatchObject({ status: 0, stdout: 'ok      workflows\n' });
  });

  const good = {
    action: `actions/checkout@${'0'.repeat(40)} # v7.0.0`,
    value: 'ENC[AES256_GCM,data:a]',
    license: 'MIT',
  };
  const secrets = () => called(scan, ['secrets'], { cwd: folder });

  test('looks away at no comment', async () => {
    repository({ ...good, value: 'swordfish # gitleaks:allow' });
    expect((await secrets()).status).toBe(1);
  });

  test('calls nothing well that it has not seen: no commit, a part of the history, a file that says what to pass over', async () => {
    expect(await secrets()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no commit to look at'),
    });
    repository(good);
    commit('--allow-empty');
    const whole = folder;
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-scan-'));
    git(['clone', '--quiet', '--depth=1', `file://${whole}`, '.'], { cwd: folder });
    expect(await secrets()).toMatchObject({ status: 2, stderr: expect.stringContaining('git fetch --unshallow') });
    rmSync(folder, { recursive: true });
    folder = whole;
    put('.gitleaksignore', 'a:b:1\n');
    expect(await secrets()).toMatchObject({ status: 2, stderr: expect.stringContaining('.gitleaksignore: says') });
  });

  test('writes nothing where nobody asks for it', async () => {
    put('licences.yaml', 'allowed: []\n');
    put('package-lock.json', '{ "packages": {} }');
    expect((await called(scan, ['licences'], { cwd: folder })).status).toBe(0);
    expect(existsSync(join(folder, 'scans'))).toBe(false);
  });

  test('knows no other scan', async () => {
    const { status, stderr } = await called(scan, ['viruses'], { cwd: folder });
    expect(stderr).toContain('there is no scan "viruses"; write one of manifests, secrets, workflows, licences');
    expect(status).toBe(2);
  });
});
