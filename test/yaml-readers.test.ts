// Two libraries read YAML, each where it is better (docs/decisions/0004-two-yaml-readers.md): what both read is the same.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { rooms } from '../tools/rooms.ts';
import { workTreeFiles } from './support/work-tree.ts';

/** Who may take the fast one, and why it matters there. */
const inBulk: Readonly<Record<string, string>> = {
  'loop/definitions.ts': 'megabytes of definitions',
  'render/read-objects.ts': 'every object of dist/',
  'sops/plain-text.ts': 'every file that Git holds',
};

test('only what reads in bulk takes js-yaml', () => {
  const code = workTreeFiles(...rooms.map((room) => `${room}/*.ts`));
  const takes = code.filter((file) => readFileSync(file, 'utf8').includes("from 'js-yaml'"));
  expect(takes.toSorted()).toEqual(Object.keys(inBulk));
});

const numbers = { a: 15, b: 17, c: '1_000', d: 31, e: 1000, f: 0.5, g: '12:30:45' };

describe('both read', () => {
  test.each([
    ['words that were booleans in YAML 1.1', 'on: yes\nno: off\n', { on: 'yes', no: 'off' }],
    ['numbers', 'a: 0o17\nb: 017\nc: 1_000\nd: 0x1f\ne: 1e3\nf: .5\ng: 12:30:45\n', numbers],
    ['a date, as text', 'a: 2001-12-14\n', { a: '2001-12-14' }],
    ['nothing, as null', 'a:\nb: ~\n', { a: null, b: null }],
    ['numbers as keys', '1: a\n', { '1': 'a' }],
    ['aliases', 'a: &a [b]\nc: *a\n', { a: ['b'], c: ['b'] }],
    ['a merge key as a key', '<<: { a: 1 }\n', { '<<': { a: 1 } }],
    ['a block with its last line break', 'a: |\n  b\n\n\n', { a: 'b\n' }],
  ])('%s', (_what, text, expected) => {
    expect([load(text), parse(text)]).toEqual([expected, expected]);
  });
});

test.each([
  ['a key twice', 'a: 1\na: 2\n', /duplicated|unique/],
  ['an alias of nothing', 'a: *b\n', /alias/],
  ['a second document', 'a: 1\n---\nb: 2\n', /document/],
  ['what ends too early', 'a: {]\n', /flow/i],
])('both refuse %s', (_what, text, words) => {
  expect(() => load(text)).toThrow(words);
  expect(() => parse(text)).toThrow(words);
});
