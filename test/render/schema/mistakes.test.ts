// What the table holds is seen without an API server; mistakes.programs.test.ts holds the table against the real one.
import { describe, expect, test } from '@jest/globals';
import { saidOf } from './said.ts';
import { changed } from './mistake.ts';
import { futile, mistakes } from './mistakes.ts';

describe('one mistake is one finding, at its field, and none is left without it', () => {
  test.each([...mistakes, ...futile])('%s', (_what, object, field, wrong, right) => {
    const found = saidOf(changed(object, field, wrong));
    expect(found).toHaveLength(1);
    const [{ field: place = '', problem, write } = {}] = found;
    expect(place.startsWith(field) || field.startsWith(place)).toBe(true);
    expect([problem, write]).not.toContain('');
    expect(saidOf(changed(object, field, right))).toEqual([]);
  });
});
