// Amounts are exact: what fits to the last billionth fits.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { amount } from '../../render/quantity.ts';

test.each<[unknown, bigint | undefined]>([
  ['1', 1_000_000_000n],
  [1, 1_000_000_000n],
  [0.5, 500_000_000n],
  ['250m', 250_000_000n],
  ['0.1', 100_000_000n],
  ['.5', 500_000_000n],
  ['1.', 1_000_000_000n],
  ['100u', 100_000n],
  ['1n', 1n],
  ['0.1n', 1n],
  ['1k', 1_000_000_000_000n],
  ['1Ki', 1_024_000_000_000n],
  ['0.5Mi', 524_288_000_000_000n],
  ['8Gi', 8_589_934_592_000_000_000n],
  ['2e3', 2_000_000_000_000n],
  ['2E3', 2_000_000_000_000n],
  ['2E', 2_000_000_000_000_000_000_000_000_000n],
  ['15e-1', 1_500_000_000n],
  ['+1', 1_000_000_000n],
  ['0', 0n],
  ['', undefined],
  ['.', undefined],
  ['-1', undefined],
  ['1 Gi', undefined],
  ['1Gib', undefined],
  ['ten', undefined],
  ['1e999', undefined],
  [undefined, undefined],
  [null, undefined],
  [{}, undefined],
])('%j', (quantity, billionths) => expect(amount(quantity)).toBe(billionths));

test('millis and cores say the same', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (millis) => {
      expect(amount(`${millis}m`)).toBe(amount((millis / 1000).toFixed(3)));
    }),
  );
});
