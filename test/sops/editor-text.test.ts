// What people see in their editor, and what is read back: nothing changes that they did not change, no message quotes a value.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { fromEditor, toEditor } from '../../sops/editor-text.ts';
import { bytes, edge } from './folder.ts';

const secret = edge({ age: [] });
const before = bytes({ user: 'somebody', password: 'hunter2' });

test('any values come back from an editor that changes nothing', () => {
  const text = fc.string({ unit: 'binary' }).map((value) => Buffer.from(value));
  const lines = fc.array(fc.string()).map((each) => Buffer.from(each.join('\n')));
  const anything = fc.oneof(
    text,
    lines,
    fc.uint8Array().map((value) => Buffer.from(value)),
  );
  fc.assert(
    fc.property(anything, anything, (user, password) => {
      const result = fromEditor(secret, { user, password }, toEditor(secret, { user, password }));
      expect(result).toEqual({ changes: { user, password } });
    }),
    { numRuns: 500 },
  );
});

test('text stands there as people write it', () => {
  const values = bytes({ user: 'somebody', password: 'two\nlines\n' });
  expect(toEditor(secret, values).split('\n').slice(1)).toEqual([
    'user: somebody',
    'password: |',
    '  two',
    '  lines',
    '',
  ]);
});

test.each([
  ['broken YAML', 'user: [hunter2\n', ['line 2 is no valid YAML']],
  ['a list', '- hunter2\n', ['the text is no map of values by key']],
  ['a key less', 'user: a\n', ['password is missing']],
  ['a key more', 'user: a\npassword: b\nother: hunter2\n', ['other is no key of this secret; it has user, password']],
  ['a number', 'user: 7\npassword: b\n', ['user is no text: put it in quotes']],
  ['base64 that loses a character', 'user: a\npassword: !!binary YWJjZ\n', ['line 2 is no base64 with its padding']],
  ['half of a character', 'user: "\\uD83D"\npassword: b\n', ['user is no text: put it in quotes']],
  ['a map', 'user: {a: hunter2}\npassword: b\n', ['user is no text: put it in quotes']],
])('%s is refused, by key or line alone', (_name, text, faults) => {
  expect(fromEditor(secret, before, text)).toEqual({ faults });
});

test('a key that the file has and nobody declares goes with its line', () => {
  const result = fromEditor(secret, { ...before, old: Buffer.from('x') }, 'user: a\npassword: b\n');
  expect(result).toEqual({ changes: { ...bytes({ user: 'a', password: 'b' }), old: undefined } });
});
