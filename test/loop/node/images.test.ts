// The image that is made here runs as the one that the Dockerfile makes.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { configIn } from '../../../loop/node/images.ts';

test('the image takes user, environment and command from the last stage of the Dockerfile', () => {
  const dockerfile = 'FROM a AS build\nUSER root\nENV A=1\nFROM b\nENV B=2\nUSER 1:1\nENTRYPOINT ["/b"]\n';
  expect(configIn(dockerfile)).toEqual({ Entrypoint: ['/b'], Env: ['B=2'], User: '1:1' });
});

test("the service's Dockerfile has a command of two words, the first of which is Node.js", () => {
  const { Entrypoint, User } = configIn(readFileSync('app/Dockerfile', 'utf8'));
  expect(Entrypoint).toEqual([expect.stringMatching(/\/node$/), expect.stringMatching(/\.cjs$/)]);
  expect(User).toMatch(/^[1-9]\d*:/);
});
