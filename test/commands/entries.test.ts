// A command's file says what it is called, what it takes, and in which order what happens: what is done stands in a room.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const entries = readdirSync('commands')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(`commands/${file}`, 'utf8') }))
  .filter(({ text }) => /^if \(isStarted\(import\.meta\)\) await |^await mainOf\(/m.test(text));

test('there are entries', () => expect(entries.length).toBeGreaterThan(20));

test.each(entries)('$file has less than 60 lines', ({ text }) =>
  expect(text.trimEnd().split('\n').length).toBeLessThan(60),
);
