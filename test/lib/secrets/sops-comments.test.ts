// A value in a comment is as readable as one in its place.
import { expect, test } from '@jest/globals';
import { edited, encryptedValue, faultsIn, text } from './encrypted.ts';

const plain = 'hunter2-never-print';
const refused = (line: number) =>
  `line ${line}: is a comment in the clear, where a value could stand; write: it in the chart, beside the SopsSecret; if it held a value, npm run secrets -- create --replace too`;
const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

test.each([
  ['among the values', edited('stringData:\n', `stringData:\n    # ${plain}\n`), lineOf('stringData:') + 1],
  ['behind a value', edited(encryptedValue, `${encryptedValue} # ${plain}`), lineOf(encryptedValue)],
  ['above all', `# ${plain}\n${text}`, 1],
  ['below all', `${text}# ${plain}\n`, text.split('\n').length],
  ['one that only looks encrypted', edited('stringData:\n', `stringData:\n    #ENC[${plain}]\n`), lineOf('token:')],
])('a comment in the clear is refused, with its line and without being quoted: %s', (_name, changed, line) => {
  expect(faultsIn(changed)).toEqual([refused(line)]);
});

test('a comment that sops encrypted stays', () => {
  const comment = encryptedValue.replace('type:str', 'type:comment');
  expect(faultsIn(edited('stringData:\n', `stringData:\n    #${comment}\n`))).toEqual([]);
});

test('text that begins with the sign of a comment is none', () => {
  expect(
    faultsIn(
      edited(
        'metadata:\n',
        'metadata:\n    annotations:\n        note: |\n            # text\n        other: "# text"\n',
      ),
    ),
  ).toEqual([]);
});
