import { type KeyObject, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { readRecipients } from '../../../lib/secrets/recipients.ts';
import { inRepository } from '../../support/repository.ts';
import { asLine } from '../workload/service.ts';
import { ages } from './encrypted.ts';

const file = 'clusters/keys/lab.yaml';
const [recipient = ''] = ages;

const read = (content: string) =>
  inRepository(() => {
    writeFileSync(file, content);
    const { recipients, faults } = readRecipients(file);
    return { recipients, faults: faults.map(asLine) };
  });

test('the recipients are those of the file, in its order', async () => {
  const other = ages[1] ?? '';
  const entry = (key: string) => `  - recipient: ${key}\n    holder: somebody\n`;
  expect(await read(`age:\n${entry(other)}${entry(recipient)}`)).toEqual({
    recipients: { age: [other, recipient] },
    faults: [],
  });
});

const publicKey = 'write: the public key that age-keygen prints: age1 and 58 characters';

test.each([
  [
    'no recipient',
    'age: []\n',
    [`${file}#age: Array has too few items (0 < 1); write: one recipient or more, each once`],
  ],
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

describe("the vault's key", () => {
  const url = 'https://kv-contoso.vault.azure.net/keys/sops/0123456789abcdef0123456789abcdef';
  const pair = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits });
  const pem = (key: KeyObject) =>
    key.export({ type: key.type === 'public' ? 'spki' : 'pkcs8', format: 'pem' }).toString();
  const file = (key: string, publicKey: string) =>
    stringify({ keyVault: { key, publicKey }, age: [{ recipient, holder: 'a' }] });
  const { publicKey, privateKey } = pair(2048);

  test('is its address, its name, its version and its public half', async () => {
    const { recipients, faults } = await read(file(url, pem(publicKey)));
    expect(faults).toEqual([]);
    expect(recipients.keyVault).toEqual({
      vaultUrl: 'https://kv-contoso.vault.azure.net',
      name: 'sops',
      version: '0123456789abcdef0123456789abcdef',
      publicKey: pem(publicKey),
    });
  });

  const adopts = 'write: what npm run secrets -- adopt puts there';
  test.each([
    ['without a version', url.replace(/\/[^/]*$/, ''), pem(publicKey), 'keyVault.key: String does not match pattern'],
    ['of no vault', url.replace('.vault.azure.net', ''), pem(publicKey), 'keyVault.key: String does not match pattern'],
    ['of plain HTTP', url.replace('https', 'http'), pem(publicKey), 'keyVault.key: String does not match pattern'],
    ['without public half', url, 'nothing', `keyVault.publicKey: is no RSA public key; ${adopts}`],
    [
      'on a curve',
      url,
      pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey),
      `keyVault.publicKey: is no RSA public key; ${adopts}`,
    ],
    [
      'that is short',
      url,
      pem(pair(1024).publicKey),
      'keyVault.publicKey: has 1024 bits; write: a key of 2048 bits or more',
    ],
    [
      'with its private half, which is not repeated',
      url,
      pem(privateKey),
      'keyVault.publicKey: is a private key, which is known to all now; write: a new key, its public half',
    ],
  ])('%s is refused', async (_name, key, half, refusal) => {
    const { recipients, faults } = await read(file(key, half));
    expect(recipients.keyVault).toBeUndefined();
    expect(faults).toEqual([expect.stringContaining(refusal)]);
    expect(faults.join()).not.toContain('MII');
  });
});
