// A search that finds nothing proves something only if it finds what is there.
import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { needles, tracesIn } from './traces.ts';

const value = 'canary-4f1c9e7a2b';
const wanted = needles([value]);
const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each(['', 'a', 'ab', 'abc', '{"token":"'])('a value is found behind %j, however it is encoded', (before) => {
  const text = `${before}${value} and more`;
  for (const encoded of [text, base64(text), base64(base64(text)), base64(`x${base64(text)}`)])
    expect(tracesIn(encoded, wanted)).not.toEqual([]);
});

test('nothing is found where it is not', () => {
  expect(tracesIn(randomBytes(1e6).toString('base64'), wanted)).toEqual([]);
});
