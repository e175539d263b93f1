// No credential is in the tree, nor anywhere in the history; and what the configuration lets through is no more than it says.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { describeWith } from '../tools/describe-with.ts';
import { workTreeFiles } from './support/work-tree.ts';

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
    for (const file of workTreeFiles()) cpSync(file, join(folder, file));
    expect(await scan(['dir', '.'], folder)).toEqual([]);
  });

  test('finds a token that somebody left', async () => {
    // Put together here, so that it is found there alone.
    put('app/src/config.ts', `const token = '${['ghp', 'x7Kq2Vd9LmR4tYw8BnZ3cJf6HsPa1GuEoT5i'].join('_')}';\n`);
    expect(await scan(['dir', '.'], folder)).toEqual(['github-pat app/src/config.ts']);
  });

  describe('finds a Secret in the clear under stringData:', () => {
    const secret = (values: string): string =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n${values}`;
    const encrypted = 'ENC[AES256_GCM,data:aGk=,iv:aGk=,tag:aGk=,type:str]';

    test.each([
      ['a word', secret('  a: hunter2\n')],
      ['one in quotes', secret('  a: "hunter2"\n')],
      ['a block of text', secret('  a: |\n    hunter2\n')],
      ['one behind what is encrypted or empty', secret(`  a: ${encrypted}\n  b: ""\n  c: hunter2\n`)],
      ['one that begins like an encrypted one', secret('  a: ENC-hunter2\n')],
      ['flow style', 'kind: Secret\nstringData: {a: hunter2}\n'],
      ['JSON', '{"kind":"Secret","stringData":{"a":"hunter2"}}'],
    ])('%s', async (_name, text) => {
      put('deploy/secret.yaml', text);
      expect(await scan(['dir', '.'], folder)).toEqual(['kubernetes-secret-string-data deploy/secret.yaml']);
    });

    test('not in the schema of a Secret, and only there', async () => {
      const schema = '{"metadata":{},"stringData":{"type":"object","additionalProperties":{"type":"string"}}}';
      put('imports/schemas/core.json', schema);
      put('imports/schemas/other.json', schema);
      put('imports/schemas/core.yaml', secret('  type: object\n'));
      expect((await scan(['dir', '.'], folder)).toSorted()).toEqual([
        'kubernetes-secret-string-data imports/schemas/core.yaml',
        'kubernetes-secret-string-data imports/schemas/other.json',
      ]);
    });

    test('not where sops has encrypted all of it', async () => {
      put('deploy/secret.yaml', `${secret(`  a: ${encrypted}\n  b: ""\n`)}sops:\n  version: 3.13.3\n`);
      expect(await scan(['dir', '.'], folder)).toEqual([]);
    });
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
      ['in another object of dist/', 'dist/dev/apps/shortener/shortener/ConfigMap_links.yaml', annotation],
      ['under another name', deployment, annotation.replace('checksum.fleetwright.dev/', '')],
      ['with something behind it', deployment, annotation.replace('"\n', '" # 1\n')],
    ])('%s', async (_name, file, text) => {
      put(file, text);
      expect(await scan(['dir', '.'], folder)).toEqual([`generic-api-key ${file}`]);
    });
  });
});
