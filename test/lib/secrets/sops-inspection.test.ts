// An encrypted Secret is the one that the construct declares.
import { describe, expect, test } from '@jest/globals';
import { declared, edited, encryptedValue, faultsIn, text } from './encrypted.ts';

test('the document that sops wrote is right', () => expect(faultsIn(text)).toEqual([]));

describe('it is the Secret that the construct declares:', () => {
  const declares = 'in the file, not what the construct declares';

  test.each([
    [
      'another name',
      edited('name: api-token', 'name: other'),
      `metadata.name: is "other" ${declares}; write: "api-token"`,
    ],
    [
      'another namespace',
      edited('namespace: tickets', 'namespace: other'),
      `metadata.namespace: is "other" ${declares}; write: "tickets"`,
    ],
    ['no namespace', edited(/ {4}namespace: .*\n/, ''), 'metadata.namespace: is missing in the file; write: "tickets"'],
    [
      'another type',
      edited('Opaque', 'kubernetes.io/tls'),
      `type: is "kubernetes.io/tls" ${declares}; write: "Opaque"`,
    ],
    [
      'a key more',
      edited('stringData:\n', `stringData:\n    old: ${encryptedValue}\n`),
      'stringData.old: the file holds a key that the construct does not declare; write: the key in keys; or npm run secrets -- edit or create --replace, without it',
    ],
    [
      'a key more under data',
      edited('stringData:\n', `data:\n    old: ${encryptedValue}\nstringData:\n`),
      'data.old: the file holds a key that the construct does not declare; write: the key in keys; or npm run secrets -- edit or create --replace, without it',
    ],
    [
      'a key under stringData and data',
      edited('stringData:\n', `data:\n    token: ""\nstringData:\n`),
      'data.token: stands under stringData too, which hides this one; write: npm run secrets -- create --replace',
    ],
  ])('%s is refused', (_name, changed, refusal) => expect(faultsIn(changed)).toEqual([refusal]));

  test('a key less is refused', () => {
    expect(faultsIn(text, { ...declared, keys: ['token', 'user'] })).toEqual([
      'stringData.user: the construct declares this key, the file lacks it; write: npm run secrets -- set, or create --replace; or drop it from keys',
    ]);
  });

  test('no type in the file is the type Opaque', () => expect(faultsIn(edited('type: Opaque\n', ''))).toEqual([]));

  test('a chart without a namespace is told so', () => {
    expect(faultsIn(text, { ...declared, namespace: undefined })).toEqual([
      `metadata.namespace: is "tickets" ${declares}; write: a namespace for the chart`,
    ]);
  });
});

test('every fault of a document is named in one run', () => {
  const changed = edited('name: api-token', 'name: other', edited('type: Opaque', 'type: kubernetes.io/tls'));
  expect(faultsIn(changed, { ...declared, keys: [] }).map((line) => line.split(':')[0])).toEqual([
    'type',
    'metadata.name',
    'stringData.token',
  ]);
});

test('what is no encrypted Secret is not held against what is declared', () => {
  const changed = edited('name: api-token', 'name: other', edited(encryptedValue, 'in-the-clear'));
  expect(faultsIn(changed)).toEqual([expect.stringMatching(/^stringData.token: the value is not encrypted/)]);
});
