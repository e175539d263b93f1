// Durations are read as Go reads them, in every form that Flux' definitions let through.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { goMinutes } from '../../render/helm-timeout.ts';

describe('a duration', () => {
  test.each([
    ['0s', 0],
    ['90s', 1.5],
    ['540s', 9],
    ['1m30s', 1.5],
    ['1h30m', 90],
    ['0.5h', 30],
    ['1.25h30s', 75.5],
    ['30m1h', 90],
    ['5m0s', 5],
    ['1500ms', 0.025],
    ['007m', 7],
  ])('%s is %p minutes', (duration, minutes) => expect(goMinutes(duration)).toBe(minutes));

  test.each(['', '10', '10 m', 'm', '.5h', '5.h', '1d', '-5m', '5m ', '1h30', '5M', '1us'])(
    '%j is none, as in the definitions',
    (duration) => expect(goMinutes(duration)).toBe(0),
  );

  test('is the sum of its parts, whatever their number and order', () => {
    const parts = fc.array(fc.tuple(fc.nat(10_000), fc.constantFrom('ms', 's', 'm', 'h')), { minLength: 1 });
    fc.assert(
      fc.property(parts, (all) => {
        const texts = all.map(([number, unit]) => `${number}${unit}`);
        const sum = texts.map(goMinutes).reduce((a, b) => a + b, 0);
        expect(goMinutes(texts.join(''))).toBeCloseTo(sum, 6);
      }),
    );
  });
});
