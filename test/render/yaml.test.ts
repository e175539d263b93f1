import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import type { KubeObject } from '../../render/rendered.ts';
import { toYaml, unrenderable } from '../../render/yaml.ts';
import { configMap, key, nasty, text, values } from './yaml-corpus.ts';

/** The line of a value in the YAML of an object that holds it. */
function written(value: unknown): string {
  return toYaml(configMap('x', { v: value }))
    .replace(/^[^]*?  v: /, '')
    .replace(/\n$/, '');
}

describe('a string stays the string that it is', () => {
  test.each([
    ['a word that YAML 1.1 reads as true', 'yes', '"yes"'],
    ['a word that YAML 1.1 reads as false', 'off', '"off"'],
    ['an octal number of YAML 1.2', '0o7', '"0o7"'],
    ['a hexadecimal number that only Go reads', '0X1F', '"0X1F"'],
    ['a number with an underscore', '1_000', '"1_000"'],
    ['a number with an exponent', '1e3', '"1e3"'],
    ['a version that would lose its zero', '1.10', '"1.10"'],
    ['a time that would become seconds', '09:00', '"09:00"'],
    ['a date', '2001-01-01', '"2001-01-01"'],
    ['the empty string', '', '""'],
    ['a line break of another kind', 'a\u2028b', '"a\\u2028b"'],
    ['NEL', 'a\u0085b', '"a\\u0085b"'],
    ['a byte order mark', '\ufeffa', '"\\ufeffa"'],
    ['a comment that is none', 'a #b', '"a #b"'],
    ['a mapping that is none', 'a: b', '"a: b"'],
  ])('%s is quoted', (_name, value, yaml) => expect(written(value)).toBe(yaml));

  test.each([
    'registry.example.com/shortener:1.2.3@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5',
    '/livez',
    './dist/production/apps/shortener',
    'https://links.example.com/a?b=c',
    '--log-level=info',
    'Europe/Berlin',
    '250m',
    '256Mi',
    '30s',
    'Answers are slow, see the runbook',
  ])('%j needs no quotes', (value) => expect(written(value)).toBe(value));

  test('in both versions of YAML, as a key and as a value, at any depth', () => {
    fc.assert(
      fc.property(values(text, key), (value) => {
        const object = configMap('x', { value });
        for (const version of ['1.1', '1.2'] as const) expect(parse(toYaml(object), { version })).toEqual(object);
      }),
      { numRuns: 2_000, examples: nasty.map((trap): [unknown] => [{ [trap]: [trap, [trap], { [trap]: trap }] }]) },
    );
  });
});

describe('text of several lines can be reviewed line by line', () => {
  test.each([
    ['a script', '#!/bin/sh\nset -e\n\n  echo "a: $b" # c\n', '|\n    #!/bin/sh\n    set -e\n\n      echo "a: $b" # c'],
    ['text without a last line break', 'a\nb', '|-\n    a\n    b'],
    ['a tab inside a line', 'a\tb\nc\n', '|\n    a\tb\n    c'],
  ])('%s', (_name, value, yaml) => expect(written(value)).toBe(yaml));

  test.each([
    ['a first line that is indented', ' a\nb\n'],
    ['a first line that is empty', '\na\n'],
    ['a line that begins with a tab', 'a\n\tb\n'],
    ['white space that an editor may strip', 'a \nb\n'],
    ['a carriage return', 'a\r\nb\n'],
    ['two line breaks at the end', 'a\n\n'],
    ['a control character', 'a\n\u001b[0m\n'],
    ['a line break of another kind', 'a\nb\u2028\n'],
  ])('but not %s, which a block would not hold for sure', (_name, value) =>
    expect(written(value)).toBe(JSON.stringify(value).replace('\u2028', '\\u2028')),
  );
});

test('the bytes do not depend on the order in which an object was built', () => {
  const one = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a', namespace: 'b', labels: { x: '1', é: '2', Z: '3' } },
    spec: { 10: 'x', 9: 'y' },
  };
  const other = {
    spec: { 9: 'y', 10: 'x' },
    metadata: { labels: { Z: '3', é: '2', x: '1' }, namespace: 'b', name: 'a' },
    kind: 'Service',
    apiVersion: 'v1',
  };
  expect(toYaml(other)).toBe(toYaml(one));
});

test('a reader sees first what it is, then its name; lists stand under their key as kubectl writes them', () => {
  const object: KubeObject = {
    spec: { zones: ['a', ['b', 'c'], { z: 1, a: [] }, {}], empty: {}, absent: undefined, nothing: null },
    aFirst: true,
    metadata: { annotations: { a: 'b' }, namespace: 'shop', name: 'cart' },
    kind: 'Cart',
    apiVersion: 'example.com/v1',
  };
  expect(toYaml(object)).toBe(`apiVersion: example.com/v1
kind: Cart
metadata:
  name: cart
  namespace: shop
  annotations:
    a: b
aFirst: true
spec:
  empty: {}
  zones:
  - a
  - - b
    - c
  - a: []
    z: 1
  - {}
`);
});

describe('what has no form in YAML is found before it is written, with its field', () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  const lost = 'holds a character that does not reach the cluster (a control character or half a surrogate pair)';
  test.each([
    ['NaN', NaN, '', 'NaN has no form in YAML'],
    ['Infinity', [-Infinity], '[0]', '-Infinity has no form in YAML'],
    ['a null in a list', [null], '[0]', 'null has no form in YAML'],
    ['a bigint', { a: 1n }, '.a', 'a bigint has no form in YAML'],
    ['a function', { a: [() => 1] }, '.a[0]', 'a function has no form in YAML'],
    ['a date', new Date(), '', 'an instance of Date is no plain data'],
    ['a class', new URL('https://example.com'), '', 'an instance of URL is no plain data'],
    ['a loop', loop, '.self', 'contains itself'],
    ['half a character', 'secret \ud83d', '', lost],
    ['a line break that kustomize makes a blank', 'a\u0085b', '', lost],
    ['a control character that kustomize refuses', 'a\u007fb', '', lost],
    ['half a character in a key', { '\ude00': 1 }, '.\ude00', `the key ${lost}`],
    ['a merge key', { '<<': {} }, '.<<', 'kustomize drops a member with the key "<<"'],
    [
      'a key too long for YAML',
      { ['k'.repeat(1025)]: 1 },
      `.${'k'.repeat(1025)}`,
      'the key is longer than 1024 characters',
    ],
  ])('%s', (_name, value, field, problem) => {
    expect(unrenderable(configMap('x', { v: value }))).toEqual([{ field: `data.v${field}`, problem }]);
  });

  test('but an object that stands in two places is no loop, and a missing member is left out', () => {
    const twice = { a: 1, b: undefined, c: null };
    expect(unrenderable(configMap('x', { one: twice, two: [twice] }))).toEqual([]);
  });
});
