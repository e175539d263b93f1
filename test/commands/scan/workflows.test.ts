// A comment that tells zizmor to look away counts with a reason, until its last day, and where there is something to pass over.
import { describe, expect, test } from '@jest/globals';
import { switchedOff } from '../../../commands/scan/switched-off.ts';
import { scannedWorkflows } from '../../../commands/scan/workflows.ts';

const file = '.github/workflows/a.yaml';
const finding = { rule: 'zizmor/dangerous-triggers', message: 'use of a dangerous trigger', file, line: 2 };

/** What is said of a workflow whose second line ends with a comment, on its last day. */
function said(comment: string, { found = [finding], today = '2027-06-30' } = {}): string[] {
  const texts = new Map([[file, `on:\n  workflow_run: ${comment}\n`]]);
  const scan = scannedWorkflows(found, texts, [], today);
  return [
    ...scan.found.map(({ rule, line }) => `${rule} ${line}`),
    ...scan.findings.map(({ code, at, problem }) => `${code} ${at}: ${problem}`),
  ];
}

const comment = '# zizmor: ignore[dangerous-triggers] until 2027-06-30: nothing of theirs is run';

describe('a finding', () => {
  test('is said where nothing accepts it', () => {
    expect(said('')).toEqual(['zizmor/dangerous-triggers 2']);
  });

  test('is passed over until the last day, and the comment is named on the next', () => {
    expect(said(comment)).toEqual([]);
    expect(said(comment, { today: '2027-07-01' })).toEqual([
      `accepted-too-long ${file}:2: "dangerous-triggers" was accepted until 2027-06-30, because nothing of theirs is run`,
    ]);
  });

  test('of another rule, or on another line, is not passed over', () => {
    const other = { ...finding, rule: 'zizmor/artipacked' };
    const nothing = `accepts-nothing ${file}:2: "dangerous-triggers" is found nowhere below it, in no cluster`;
    expect(said(comment, { found: [other] })).toEqual(['zizmor/artipacked 2', nothing]);
    expect(said(comment, { found: [{ ...finding, line: 1 }] })).toEqual(['zizmor/dangerous-triggers 1', nothing]);
  });
});

test.each([
  ['neither a reason nor a day', '# zizmor: ignore[dangerous-triggers]'],
  ['no day', '# zizmor: ignore[dangerous-triggers] nothing of theirs is run'],
  ['a day that is none', comment.replace('06-30', '02-30')],
  ['no reason', '# zizmor: ignore[dangerous-triggers] until 2027-06-30: '],
])('a comment with %s is refused, whether something is found there or not', (_name, bad) => {
  const refused = `accepts-without-reason ${file}:2: "dangerous-triggers" is passed over, without a reason and a last day`;
  expect(said(bad)).toEqual([refused]);
  expect(said(bad, { found: [] })).toEqual([refused]);
});

describe('a rule that the settings disable', () => {
  const settings = '.github/zizmor.yml';
  const rule = (disable: string): string => `rules:\n  self-repository:\n    disable: ${disable}\n`;
  const off = (text: string, today = '2027-06-30'): string[] =>
    scannedWorkflows([], new Map(), switchedOff(settings, text), today).findings.map(
      ({ code, at, write }) => `${code} ${at} ${write}`,
    );

  test('is off until the last day, and named on the next', () => {
    const text = rule('true # until 2027-06-30: another program does not know it');
    expect(off(text)).toEqual([]);
    expect(off(text, '2027-07-01')).toEqual([expect.stringContaining(`accepted-too-long ${settings}:3`)]);
  });

  test.each([
    ['no comment', rule('true')],
    ['no day', rule('true # another program does not know it')],
    ['a day that is none', rule('true # until 2027-02-30: another program does not know it')],
    ['no reason', rule('true # until 2027-06-30: ')],
    ['a comment above it', rule('true').replace('    dis', '    # until 2027-06-30: why\n    dis')],
    ['braces', 'rules: { self-repository: { disable: true } } # until 2027-06-30: why\n'],
    ['an alias', 'a: &a { disable: true }\nrules:\n  self-repository: *a # until 2027-06-30: why\n'],
  ])('is refused with %s', (_name, text) => {
    expect(off(text)).toEqual([
      expect.stringMatching(
        /^accepts-without-reason \.github\/zizmor\.yml:\d .*; or disable: true # until 2027-06-30: why it is right there$/,
      ),
    ]);
  });

  test('needs a reason too where it is configured: that may allow all that it is about', () => {
    const config = (comment: string): string =>
      `rules:\n  unpinned-uses:\n    config:${comment}\n      policies:\n        '*': any\n`;
    expect(off(config(''))).toEqual([
      `accepts-without-reason ${settings}:4 what mends it; or config: # until 2027-06-30: why it is right there`,
    ]);
    const text = config(' # until 2027-06-30: a mirror of our own has them');
    expect(off(text)).toEqual([]);
    expect(off(text, '2027-07-01')).toEqual([expect.stringContaining(`accepted-too-long ${settings}:4`)]);
  });

  test('is none where it is set otherwise', () => {
    expect(off(rule('false'))).toEqual([]);
    expect(off('rules:\n  self-repository:\n    ignore: [a.yaml]\n')).toEqual([]);
    expect(off('')).toEqual([]);
  });
});
