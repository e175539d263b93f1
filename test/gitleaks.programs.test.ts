// No credential is in the tree, nor anywhere in the history; and what the configuration lets through is no more than it says.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { describeWith } from './programs.ts';

const settings = resolve('.gitleaks.toml');

describeWith(['gitleaks'], 'gitleaks', ({ gitleaks }) => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-gitleaks-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What it finds, as `rule file`; nothing that it finds is printed. */
  function scan(args: readonly string[], cwd: string, config = settings): Promise<string[]> {
    const report = ['--no-banner', '--redact=100', '--report-format=json', '--report-path=-', '--log-level=error'];
    return new Promise((found, failed) => {
      const options = { cwd, env: { PATH: process.env.PATH }, maxBuffer: 1e8 };
      execFile(gitleaks, [...args, `--config=${config}`, ...report], options, (error, stdout) => {
        // 1: it found something.
        if (error && error.code !== 1) return failed(error);
        const findings = JSON.parse(stdout) as { RuleID: string; File: string }[];
        found(findings.map(({ RuleID, File }) => `${RuleID} ${File}`));
      });
    });
  }

  const put = (file: string, text: string): void => {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };

  test('finds nothing in the history', async () => {
    expect(await scan(['git', '.'], process.cwd())).toEqual([]);
  });

  test('finds nothing in the tree, what is not committed yet included', async () => {
    const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      encoding: 'utf8',
    });
    for (const file of list.split('\0').filter((name) => name !== '' && existsSync(name)))
      cpSync(file, join(folder, file));
    expect(await scan(['dir', '.'], folder)).toEqual([]);
  });

  test('finds a token that somebody left', async () => {
    // Put together here, so that it is found there alone.
    put('app/src/config.ts', `const token = '${['ghp', 'x7Kq2Vd9LmR4tYw8BnZ3cJf6HsPa1GuEoT5i'].join('_')}';\n`);
    expect(await scan(['dir', '.'], folder)).toEqual(['github-pat app/src/config.ts']);
  });

  describe('lets a checksum in the annotation of a Deployment pass, and nothing like it:', () => {
    const checksum = '84b5af3d7683533ba5d452a27547d46cc79650a3e45eaf18aa81876a942f470c';
    const annotation = `        checksum.fleetwright.dev/api-token: "${checksum}"\n`;
    const deployment = 'dist/dev/apps/shortener/shortener/Deployment.apps_shortener.yaml';

    test('it passes, and would not without the entry', async () => {
      put(deployment, annotation);
      put('default.toml', '[extend]\nuseDefault = true\n');
      expect(await scan(['dir', '.'], folder)).toEqual([]);
      expect(await scan(['dir', '.'], folder, 'default.toml')).toEqual([`generic-api-key ${deployment}`]);
    });

    test.each([
      ['in another file', 'charts/values.yaml', annotation],
      ['under another name', deployment, annotation.replace('checksum.fleetwright.dev/', '')],
      ['with something behind it', deployment, annotation.replace('"\n', '" # 1\n')],
    ])('%s', async (_name, file, text) => {
      put(file, text);
      expect(await scan(['dir', '.'], folder)).toEqual([`generic-api-key ${file}`]);
    });
  });
});
