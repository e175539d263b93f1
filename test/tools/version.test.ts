import { describe, expect, test } from '@jest/globals';
import { type Fit, fits, wanted } from '../../tools/version.ts';

describe('a version on PATH', () => {
  test.each<[name: string, found: string, pinned: string, fit: Fit, result: boolean]>([
    ['the pinned one', '1.2.3', '1.2.3', 'same', true],
    ['a newer patch, where it must be the same', '1.2.4', '1.2.3', 'same', false],
    ['a newer patch', '1.2.4', '1.2.3', 'same or newer', true],
    ['an older patch', '1.2.2', '1.2.3', 'same or newer', false],
    ['a newer minor with a lower patch', '1.10.0', '1.9.3', 'same or newer', true],
    ['an older minor with a higher patch', '1.9.9', '1.10.0', 'same or newer', false],
    ['a newer major', '2.0.0', '1.2.3', 'same or newer', false],
    ['an older major', '1.9.9', '2.0.0', 'same or newer', false],
    ['one minor older', '1.35.9', '1.36.3', 'one minor apart', true],
    ['one minor newer', '1.37.0', '1.36.3', 'one minor apart', true],
    ['two minors older', '1.34.9', '1.36.3', 'one minor apart', false],
    ['another patch of the minor', '1.36.9', '1.36.3', 'same minor', true],
    ['another minor, where it must be the same', '1.37.0', '1.36.3', 'same minor', false],
    ['two minors newer', '1.38.0', '1.36.3', 'one minor apart', false],
  ])('%s: %s for %s, %s', (_name, found, pinned, fit, result) => {
    expect(fits(found, pinned, fit)).toBe(result);
  });

  test.each<[fit: Fit, words: string]>([
    ['same', '1.36.3'],
    ['same or newer', '1.36.3 or a newer 1.x'],
    ['same minor', 'any 1.36'],
    ['one minor apart', '1.35 to 1.37'],
  ])('%s is asked for in words', (fit, words) => {
    expect(wanted('1.36.3', fit)).toBe(words);
  });
});
