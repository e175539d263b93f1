// What somebody wrote into a file, a branch's name or a program's message is read in a terminal and in the log of a runner.
import { PassThrough } from 'node:stream';
import { expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { main } from '../../commands/cli.ts';
import { safeText } from '../../commands/cli-output.ts';

const escape = '\u001b';
const anything = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ':',
      '#',
      '[',
      ' ',
      '\n',
      '\r',
      '\t',
      '\u001b',
      '\u202e',
      '\ufeff',
      '\u2028',
      '\u0085',
      'a',
      'é',
      '世',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 40,
});

/** What is printed of texts that are written one after the other. */
function printed(texts: readonly string[], terminal = false): string {
  const safe = safeText(terminal);
  return texts.map((text) => safe(text)).join('');
}

test('nothing that is printed steers a terminal or a runner, however it is cut into pieces', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 5 }), fc.boolean(), (texts, terminal) => {
      const text = printed(texts, terminal);
      const known = new RegExp(`${escape}\\[(?:[124]|2[24]|3[169]|90)m`, 'g');
      expect(text.replaceAll(known, '')).toMatch(/^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\n\u200b]*$/u);
      // As the runner takes commands out of a line: ActionCommand.cs.
      for (const line of text.split('\n')) {
        expect(line.trimStart().startsWith('::')).toBe(false);
        expect(line.includes('##[')).toBe(false);
      }
    }),
    { numRuns: 2000 },
  );
});

test('what is cut into pieces is printed as it is in one', () => {
  const pieces = fc.array(fc.string({ unit: fc.constantFrom(':', '#', '[', ' ', '\n', escape, 'a') }));
  fc.assert(fc.property(pieces, (texts) => expect(printed(texts)).toBe(printed([texts.join('')]))));
});

test('JSON holds the same when it is read', () => {
  fc.assert(
    fc.property(fc.array(anything), (value) =>
      expect(JSON.parse(printed([JSON.stringify(value, null, 2)]))).toEqual(value),
    ),
  );
});

test.each([
  [
    'text of any language',
    'Grüße, 世界 «a» – ok\n\tsecond line: a::b # [x]\n',
    'Grüße, 世界 «a» – ok\n\tsecond line: a::b # [x]\n',
  ],
  ["a line break of Windows'", 'a\r\nb', 'a\nb'],
  ['one that goes back over the line', 'refused\rok     ', 'refused\\u000dok     '],
  ['a sequence that hides', 'a\u001b[8mb\u001b]0;title\u0007', 'a\\u001b[8mb\\u001b]0;title\\u0007'],
  ['a direction that is turned', 'a\u202eb', 'a\\u202eb'],
  ['a command of a runner', 'x\n  ::add-mask::x\n##[error]y', 'x\n  :\\u003aadd-mask::x\n##\\u005berror]y'],
])('%s', (_name, text, shown) => {
  expect(printed([text])).toBe(shown);
});

test('a terminal keeps colours, a line that is drawn anew, and nothing else; a log not even these', () => {
  const text = '\r\u001b[K\u001b[1mbold\u001b[22m \u001b[7mturned';
  expect(printed([text], true)).toBe('\r\u001b[K\u001b[1mbold\u001b[22m \\u001b[7mturned');
  expect(printed([text])).toBe('\\u000d\\u001b[K\\u001b[1mbold\\u001b[22m \\u001b[7mturned');
  expect(printed(['a', 'b\r\u001b[Kc'], true)).toBe('ab\\u000d\\u001b[Kc');
});

test.each(['stdout', 'stderr'] as const)('every command prints so: on %s', async (name) => {
  const written = new PassThrough();
  const spy = jest.spyOn(process[name], 'write').mockImplementation((text) => written.write(text));
  const meta = { name: 'npm run sample --', description: 'Sample' };
  try {
    await main({ meta, args: {}, run: () => void process[name].write('a\n::error::b\u001b[2J\n') }, []);
  } finally {
    spy.mockRestore();
  }
  expect(String(written.read())).toBe('a\n:\\u003aerror::b\\u001b[2J\n');
});

test('an error that quotes a file is printed so', async () => {
  let said = '';
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said += String(text))));
  const meta = { name: 'npm run sample --', description: 'Sample' };
  try {
    await main(
      { meta, args: {}, run: () => Promise.reject(new Error('dist/a\u001b[1A.yaml\n::stop-commands::x')) },
      [],
    );
  } finally {
    spy.mockRestore();
    process.exitCode = 0;
  }
  expect(said).toBe('dist/a\\u001b[1A.yaml\n:\\u003astop-commands::x\n');
});
