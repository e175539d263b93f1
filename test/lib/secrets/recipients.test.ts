import { writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readRecipients } from '../../../lib/secrets/recipients.ts';
import { inRepository } from '../../support/repository.ts';
import { asLine } from '../workload/service.ts';
import { declared } from './encrypted.ts';

const file = 'clusters/keys/dev.yaml';
const [recipient = ''] = declared.recipients;

const read = (content: string) =>
  inRepository(() => {
    writeFileSync(file, content);
    const { recipients, faults } = readRecipients(file);
    return { recipients, faults: faults.map(asLine) };
  });

test('the recipients are those of the file, in its order', async () => {
  const other = declared.recipients[1] ?? '';
  const entry = (key: string) => `  - recipient: ${key}\n    holder: somebody\n`;
  expect(await read(`age:\n${entry(other)}${entry(recipient)}`)).toEqual({
    recipients: { age: [other, recipient] },
    faults: [],
  });
});

const publicKey = 'write: the public key that age-keygen prints: age1 and 58 characters';

test.each([
  ['no recipient', 'age: []\n', [`${file}#age: Array has too few items (0 < 1); write: one recipient or more`]],
  [
    'nothing',
    '',
    [`${file}: Instance type "null" is invalid. Expected "object"; write: age: and a list of recipients`],
  ],
  [
    'no age',
    'pgp: []\n',
    [
      `${file}: Instance does not have required property "age"; write: age: and a list of recipients`,
      `${file}#pgp: is no field of this file; write: nothing here`,
    ],
  ],
  [
    'a recipient whose holder nobody knows',
    `age:\n  - recipient: ${recipient}\n`,
    [`${file}#age.0: Instance does not have required property "holder"; write: recipient and holder`],
  ],
  [
    'two that are none',
    'age:\n  - recipient: age1x\n    holder: a\n  - recipient: ssh-ed25519\n    holder: ""\n',
    [
      `${file}#age.0.recipient: String does not match pattern; ${publicKey}`,
      `${file}#age.1.recipient: String does not match pattern; ${publicKey}`,
      `${file}#age.1.holder: String is too short (0 < 1); write: who holds the private half`,
    ],
  ],
])('%s is refused, with file and field', async (_name, content, refusals) => {
  expect(await read(content)).toEqual({ recipients: { age: [] }, faults: refusals });
});

test('a private key in place of a public one is refused, and not repeated', async () => {
  // The checksum at its end is wrong: this is nobody's key.
  const secret = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
  const { faults } = await read(`age:\n  - recipient: ${secret}\n    holder: a\n`);
  expect(faults).toEqual([`${file}#age.0.recipient: String does not match pattern; ${publicKey}`]);
});
