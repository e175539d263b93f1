// A report says one thing once, whichever clusters have it.
import { expect, test } from '@jest/globals';
import type { Finding } from '../../render/finding.ts';
import { problemCount, report } from '../../render/report.ts';

const at = (place: string, change: Partial<Finding> = {}): Finding => ({
  code: 'schema',
  at: place,
  field: 'spec.a',
  problem: 'is wrong',
  write: 'right',
  ...change,
});
const said = '  spec.a\n  is wrong\n  write: right  (schema)\n';

test.each<[string, readonly Finding[], readonly string[]]>([
  ['one', [at('dev/apps/a')], [`dev/apps/a${said}`]],
  ['the same twice', [at('dev/apps/a'), at('dev/apps/a')], [`dev/apps/a${said}`]],
  ['the same in two clusters', [at('live/apps/a'), at('dev/apps/a')], [`dev, live: apps/a${said}`]],
  ['the same of two clusters themselves', [at('live'), at('dev')], [`dev, live${said}`]],
  ['another place', [at('dev/apps/a'), at('live/apps/b')], [`dev/apps/a${said}`, `live/apps/b${said}`]],
  [
    'another problem',
    [at('dev/apps/a'), at('live/apps/a', { problem: 'is odd' })],
    [`dev/apps/a${said}`, `live/apps/a${said.replace('wrong', 'odd')}`],
  ],
])('%s', (_name, findings, blocks) => {
  expect(report(findings)).toBe(blocks.join('\n'));
  expect(problemCount(findings)).toBe(blocks.length === 1 ? '1 problem' : `${blocks.length} problems`);
});
