import { describe, expect, test } from '@jest/globals';
import {
  bytes,
  cpuQuantity,
  dataKey,
  dnsLabel,
  hostName,
  memoryQuantity,
  milliCpu,
  wholeNumber,
} from '../../../lib/validation/limits.ts';
import type { Fault } from '../../../lib/validation/rules.ts';

interface Limit {
  readonly name: string;
  readonly rule: (field: string, text: string) => Fault[];
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

const limits: readonly Limit[] = [
  {
    name: 'a DNS label (RFC 1123)',
    rule: dnsLabel,
    right: ['a', '0', 'a-b', 'a'.repeat(63), '1-2-3'],
    wrong: ['', '-a', 'a-', 'A', 'a.b', 'a_b', 'ä', 'a\n', 'a'.repeat(64)],
  },
  {
    name: 'a host name',
    rule: hostName,
    right: ['a.b', 'links.example.com', '1.example.com', 'xn--bcher-kva.example'],
    wrong: ['', 'a', 'a.', '.a', 'a..b', 'A.b', '*.a.b', 'a.b\n', `${'a.'.repeat(127)}aa`],
  },
  {
    name: 'an amount of CPU',
    rule: cpuQuantity,
    right: ['1', '100m', '12', '0.5', '2.250', '.1'],
    wrong: ['', '0', '0m', '0.0', '.', '1.', '0.0005', '0.5m', '1 ', '-1', '1k', '01'],
  },
  {
    name: 'an amount of memory',
    rule: memoryQuantity,
    right: ['1Ki', '128Mi', '4Gi', '1Ti', '1Pi', '1Ei', '1k', '1M', '1G', '1T', '1P', '1E', '1.5Gi', '1e9', '2E3'],
    wrong: [
      '',
      '0Mi',
      '0',
      '1',
      '512',
      '0e9',
      '0.1e0',
      '.',
      '1m',
      '1K',
      '1ki',
      '1gi',
      '1MB',
      '1Gib',
      ' 1Mi',
      '-1Gi',
      '1e',
    ],
  },
  {
    name: 'a key of a ConfigMap or Secret',
    rule: dataKey,
    right: ['a', 'links.json', '..a', '_A-1'],
    wrong: ['', '.', '..', 'a/b', 'a b', 'a'.repeat(254)],
  },
];

describe.each(limits)('$name', ({ rule, right, wrong }) => {
  test.each(right)('%j is one', (text) => expect(rule('field', text)).toEqual([]));

  test.each(wrong)('%j is none, and the message quotes it', (text) => {
    expect(rule('field', text)).toEqual([
      { field: 'field', problem: expect.stringContaining(`"${text}" is no `), write: expect.stringMatching(/./) },
    ]);
  });
});

test.each([1, 2, 3])('%i is a whole number from 1 to 3', (value) => expect(wholeNumber('n', value, 1, 3)).toEqual([]));

test.each([0, 4, 1.5, -1, Number.NaN, Number.POSITIVE_INFINITY])('%d is no whole number from 1 to 3', (value) => {
  expect(wholeNumber('n', value, 1, 3)).toEqual([
    { field: 'n', problem: `${value} is not a whole number from 1 to 3`, write: '1 to 3' },
  ]);
});

test.each([
  ['250m', 250],
  ['2', 2000],
  ['none', 0],
])('%s is %i millicores', (quantity, amount) => expect(milliCpu(quantity)).toBe(amount));

test.each([
  ['1Ki', 1024],
  ['100Mi', 104_857_600],
  ['2Gi', 2_147_483_648],
  ['none', 0],
])('%s is %i bytes', (quantity, amount) => expect(bytes(quantity)).toBe(amount));

test.each([
  ['1Ki', 2 ** 10],
  ['1.5Mi', 1.5 * 2 ** 20],
  ['1Ti', 2 ** 40],
  ['1k', 1e3],
  ['2M', 2e6],
  ['1E', 1e18],
  ['1e3', 1e3],
  ['12', 0],
])('%s is %d bytes', (quantity, expected) => expect(bytes(quantity)).toBe(expected));
