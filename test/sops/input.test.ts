// Values come from standard input or a terminal that shows nothing, and arrive to the byte.
import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { generated, readJson, readValue } from '../../sops/input.ts';
import { fromBase64 } from '../../sops/lossless.ts';
import { bytes, edge } from './folder.ts';

const secret = edge({ age: [] });

/** An input that holds this, and an output that keeps what is written. */
function terminal(text: string | Buffer, isTTY = false) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  input.end(text);
  return { input, output, shown: () => String(output.read() ?? '') };
}

test.each([
  ['a line break at the end is dropped', 'value\n', false, 'value'],
  ['one of Windows too', 'value\r\n', false, 'value'],
  ['one of two', 'value\n\n', false, 'value\n'],
  ['none where every byte counts', 'value\n', true, 'value\n'],
  ['an empty value is one where every byte counts', '', true, ''],
])('%s', async (_name, text, exact, value) => {
  expect((await readValue('user', exact, terminal(text))).toString()).toBe(value);
});

test('nothing at all is taken for a mistake', async () => {
  await expect(readValue('user', false, terminal(''))).rejects.toThrow(
    'with --exact that is taken for the value of user',
  );
});

test('fresh values are made for the keys that have none', () => {
  const made = generated(secret, bytes({ user: 'a' }));
  expect(Object.keys(made)).toEqual(['password']);
});

test('JSON holds text, and bytes as base64', async () => {
  const json = JSON.stringify({ user: 'a\n', password: { base64: 'AP8=' } });
  expect(await readJson(terminal(json))).toEqual({ user: Buffer.from('a\n'), password: Buffer.from([0, 0xff]) });
});

test('JSON that somebody would type, and see, is refused', async () => {
  await expect(readJson(terminal('{}', true))).rejects.toThrow('A terminal would show the values');
});

test('bytes that are no UTF-8 are refused, not replaced', async () => {
  const broken = Buffer.concat([Buffer.from('{"user": "a'), Buffer.from([0xff]), Buffer.from('"}')]);
  await expect(readJson(terminal(broken))).rejects.toThrow('is no UTF-8');
});

test('base64 that is taken is what the bytes are, and nothing else is taken', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) =>
      expect(fromBase64(Buffer.from(bytes).toString('base64'))).toEqual(Buffer.from(bytes)),
    ),
  );
  const letters = fc.string({ unit: fc.constantFrom('A', 'B', 'a', '/', '+', '=', '-', '_', ' ', '9', 'é') });
  fc.assert(
    fc.property(letters, (text) => {
      expect([undefined, text]).toContain(fromBase64(text)?.toString('base64'));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  '{"user": "hunter2"',
  '["hunter2"]',
  '"hunter2"',
  '',
  '{"user": ["hunter2"]}',
  '{"user": {"base64": "hunter2!"}}',
  '{"user": {"base64": "YWJjZ"}}',
  '{"user": {"base64": "AP8"}}',
  '{"user": {"base64": " AP8="}}',
  '{"user": "\\ud83d"}',
])('input that is not that is refused without being repeated: %s', async (text) => {
  const refusal = await readJson(terminal(text)).then(String, String);
  expect(refusal).toMatch(
    /Standard input is no JSON object of strings|neither a string nor|is not base64 with its padding|half of a character/,
  );
  expect(refusal).not.toContain('hunter2');
});
