import { expect, test } from '@jest/globals';
import { authorizes, parseToken, revoked } from '../src/token.ts';

const token = 'correct-horse-battery-staple';

test('the line end that an editor adds is no part of the token', () => {
  expect(parseToken(`${token}\r\n`)).toBe(token);
});

test.each([
  ['nothing', ''],
  ['a line end alone', '\n'],
])('%s is a token that was taken back, and nobody has it', (_name, text) => {
  expect(parseToken(text)).toBe(revoked);
  for (const header of ['Bearer ', 'Bearer', `Bearer ${token}`, '', undefined])
    expect(authorizes(header, revoked)).toBe(false);
});

test.each([
  ['less than 16 characters', 'tooshort'],
  ['two lines', `${token}\n${token}`],
])('%s is refused as a token, and not repeated in the message', (_name, text) => {
  expect(() => parseToken(text)).toThrow(/^is not a token of 16 or more visible ASCII characters$/);
});

test('the scheme is read in any case, as RFC 9110 asks', () => {
  expect(authorizes(`bearer ${token}`, token)).toBe(true);
});

test('a token of another length is compared, not thrown on', () => {
  expect(authorizes('Bearer x', token)).toBe(false);
});
