import { describe, expect, test } from '@jest/globals';
import { toJavaScript } from '../../../commands/imports/pattern.ts';

describe('a pattern of Go accepts in JavaScript what it accepts in Go', () => {
  test.each([
    ['^(?i)(abort|warn)?$', 'ABORT'],
    ['^(?i)(abort|warn)?$', ''],
    ['^((?i)january|1[0-2]|[1-9])(?::(\\d+))?$', 'January:12'],
    ['^[a-z0-9]+$', 'a1'],
    ['^\\PC*$', 'a b'],
  ])('%s: %j', (pattern, text) => expect(new RegExp(toJavaScript(pattern), 'u').test(text)).toBe(true));

  test.each([
    ['^(?i)(abort|warn)?$', 'fail'],
    ['^(?i)\\d$', 'd'],
    ['^(?i)(?:a)$', ':a'],
    ['^[a-z]+$', 'A'],
    ['^\\PC*$', 'a\u0007b'],
  ])('and nothing else: %s: %j', (pattern, text) =>
    expect(new RegExp(toJavaScript(pattern), 'u').test(text)).toBe(false),
  );
});

test('a pattern that has no counterpart stops the import', () => {
  expect(() => toJavaScript('^\\Aabc\\z')).toThrow("the pattern ^\\Aabc\\z is Go's alone");
});
