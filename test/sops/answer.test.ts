// The bytes of a terminal, however they are cut into pieces, are the answer that somebody meant.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Answer } from '../../sops/answer.ts';

/** The answer after these pieces. */
function after(...pieces: (string | Buffer)[]): Answer {
  const answer = new Answer();
  for (const piece of pieces) answer.feed(Buffer.from(piece));
  return answer;
}

const pem = '-----BEGIN SOMETHING-----\nAAAA\nBBBB\n-----END SOMETHING-----';
const paste = (text: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from('\u001b[200~'), Buffer.from(text), Buffer.from('\u001b[201~')]);

test.each([
  ['a line', 'hunter2\r', 'hunter2'],
  ['a line of text that is not ASCII', 'Grüße 世界\r', 'Grüße 世界'],
  ['a tab', 'a\tb\r', 'a\tb'],
  ['a character that was erased, whole', 'a世\u007f\u007fb\r', 'b'],
  ['a line that was erased', 'oops\u0015b\r', 'b'],
  ['nothing', '\r', ''],
  ['keys that give no text', 'a\u001b[A\u001b[1;5C\u001bOH\u001bxb\u0000\r', 'ab'],
  ['an escape that nothing follows', 'a\u001b\r', 'a'],
  ['one that is cut off', 'a\u001b[\r', 'a'],
])('%s', (_name, bytes, value) => {
  const { outcome, value: given, rest } = after(bytes);
  expect([outcome, given.toString(), rest.length]).toEqual(['given', value, 0]);
});

test.each(['\r', '\n', '\r\n'])('pasted text keeps its line breaks, which a terminal gives as %j', (lineBreak) => {
  expect(after(paste(pem.replaceAll('\n', lineBreak)), '\r').value.toString()).toBe(pem);
  expect(after(paste(`${pem}\n`.replaceAll('\n', lineBreak)), '\r').value.toString()).toBe(pem);
  expect(after(paste(pem.replaceAll('\n', lineBreak))).outcome).toBe('open');
});

test('what comes behind the end is told, and is no part of the answer', () => {
  const { value, rest } = after('-----BEGIN SOMETHING-----\rAAAA\rBBBB\r');
  expect([value.toString(), rest.toString()]).toEqual(['-----BEGIN SOMETHING-----', 'AAAA\rBBBB\r']);
});

test.each([
  ['Ctrl-C', 'hunter2\u0003', 'cancelled'],
  ['Ctrl-D alone', '\u0004', 'cancelled'],
  ['Ctrl-D behind text', 'a\u0004', 'open'],
  ['Ctrl-C in pasted text', '\u001b[200~a\u0003', 'open'],
])('%s', (_name, bytes, outcome) => {
  expect(after(bytes).outcome).toBe(outcome);
});

test('any bytes that are pasted come out, but for what their line breaks were, however they are cut', () => {
  const bytes = fc
    .uint8Array({ maxLength: 40 })
    .map((each) => Buffer.from(each))
    .filter((each) => !each.includes('\u001b[201~'));
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(60)), (pasted, cuts) => {
      const whole = Buffer.concat([paste(pasted), Buffer.from('\r')]);
      const places = [
        0,
        ...cuts.filter((cut) => cut < whole.length).toSorted((one, other) => one - other),
        whole.length,
      ];
      const pieces = places.slice(1).map((end, index) => whole.subarray(places[index], end));
      const expected = pasted.toString('latin1').replaceAll(/\r\n?/g, '\n').replace(/\n$/, '');
      const { outcome, value } = after(...pieces);
      expect([outcome, value.toString('latin1')]).toEqual(['given', expected]);
    }),
    { numRuns: 1000 },
  );
});
