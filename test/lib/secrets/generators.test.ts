import { expect, test } from '@jest/globals';
import { randomToken, registryLogin } from '../../../lib/secrets/generators.ts';

test.each([16, 24, 32, 48, 64] as const)('a token of %i bytes has them all, and needs no quoting anywhere', (bytes) => {
  const token = randomToken(bytes)();
  // Told apart without printing it: a failure shows neither the token nor a part of it.
  expect({ safe: /^[A-Za-z0-9_-]+$/.test(token), bytes: Buffer.from(token, 'base64url').length }).toEqual({
    safe: true,
    bytes,
  });
});

test('no two tokens are alike', () => {
  const generate = randomToken(16);
  expect(new Set(Array.from({ length: 100 }, generate)).size).toBe(100);
});

test('a token that could be guessed does not compile', () => {
  // @ts-expect-error: 8 bytes are too few
  expect(typeof randomToken(8)).toBe('function');
});

test('a login to a registry is JSON, as the API server asks of its Secret, and another one each time', () => {
  const [one, other] = [registryLogin(), registryLogin()];
  expect(JSON.parse(one)).toEqual({
    auths: { 'registry.invalid': { username: 'nobody', password: expect.any(String) } },
  });
  expect(one).not.toBe(other);
});
