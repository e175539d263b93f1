// What a check without any key sees of an encrypted document. No message quotes a value.
import { describe, expect, test } from '@jest/globals';
import { declared, edited, encryptedValue, faultsIn, text } from './encrypted.ts';

const plain = 'hunter2-never-print';
const known = 'write: npm run secrets -- create --replace, with a new value: this one is known now';

test('the document that sops wrote is right', () => expect(faultsIn(text)).toEqual([]));

describe('a value is encrypted, or refused:', () => {
  test.each([
    ['one in the clear', edited(encryptedValue, plain)],
    ['a number', edited(encryptedValue, '911111111')],
    ['none', edited(encryptedValue, 'null')],
    ['a list', edited(encryptedValue, `[${plain}]`)],
    ['one that only looks encrypted', edited(encryptedValue, `ENC[${plain}]`)],
    ['encrypted text with something behind it', edited(encryptedValue, `"${encryptedValue}${plain}"`)],
    ['encrypted text in the second line', edited(encryptedValue, `"${plain}\\n${encryptedValue}"`)],
  ])('%s', (_name, changed) => {
    expect(faultsIn(changed)).toEqual([`stringData.token: the value is not encrypted; ${known}`]);
  });

  test('one in the clear among encrypted ones', () => {
    const changed = edited('stringData:\n', `stringData:\n    user: ${plain}\n`);
    expect(faultsIn(changed, { ...declared, keys: ['token', 'user'] })).toEqual([
      `stringData.user: the value is not encrypted; ${known}`,
    ]);
  });

  test('one under data, where stringData is encrypted', () => {
    const changed = edited('stringData:\n', `data:\n    user: aHVudGVyMg==\nstringData:\n`);
    expect(faultsIn(changed, { ...declared, keys: ['token', 'user'] })).toEqual([
      `data.user: the value is not encrypted; ${known}`,
    ]);
  });

  test.each(['int', 'float', 'bool', 'bytes'])(
    'one that is encrypted as %s: the API server takes text alone',
    (type) => {
      expect(faultsIn(edited('type:str]', `type:${type}]`))).toEqual([
        'stringData.token: the value is no text: once decrypted, the API server refuses it; write: npm run secrets -- set, which stores text',
      ]);
    },
  );

  test('an empty one has nothing to hide: sops leaves it as it is', () => {
    expect(faultsIn(edited(encryptedValue, '""'))).toEqual([]);
  });

  test("kubectl's copy of what it applied, which holds every value", () => {
    const copy = 'kubectl.kubernetes.io/last-applied-configuration';
    const changed = edited('metadata:\n', `metadata:\n    annotations:\n        ${copy}: '{"data":"${plain}"}'\n`);
    expect(faultsIn(changed)).toEqual([
      `metadata.annotations: "${copy}" holds the values in the clear; write: no such annotation, and new values: these are known now`,
    ]);
  });

  test('no message quotes a value', () => {
    for (const changed of [
      edited(encryptedValue, plain),
      edited(/token: ENC.*/, `token: ${plain}\n    other: [${plain}]`),
      edited(/stringData:\n.*\n/, `stringData: ${plain}\n`),
      edited(/stringData:\n.*\n/, `data: {token: {a: ${plain}}}\n`),
    ]) {
      expect(faultsIn(changed)).not.toEqual([]);
      expect(faultsIn(changed).join()).not.toContain('hunter2');
    }
  });
});

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
      edited('namespace: shortener', 'namespace: other'),
      `metadata.namespace: is "other" ${declares}; write: "shortener"`,
    ],
    [
      'no namespace',
      edited(/ {4}namespace: .*\n/, ''),
      'metadata.namespace: is missing in the file; write: "shortener"',
    ],
    [
      'another type',
      edited('Opaque', 'kubernetes.io/tls'),
      `type: is "kubernetes.io/tls" ${declares}; write: "Opaque"`,
    ],
    ['another kind', edited('kind: Secret', 'kind: ConfigMap'), `kind: is "ConfigMap" ${declares}; write: "Secret"`],
    ['another version', edited('apiVersion: v1', 'apiVersion: v2'), `apiVersion: is "v2" ${declares}; write: "v1"`],
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
    [
      'a member that sops does not encrypt',
      edited('stringData:\n', `password: ${plain}\nstringData:\n`),
      'password: is not encrypted; write: values under stringData or data alone',
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
      `metadata.namespace: is "shortener" ${declares}; write: a namespace for the chart`,
    ]);
  });
});

test('every fault of a document is named in one run', () => {
  const changed = edited('name: api-token', 'name: other', edited(/ {4}mac: .*\n/, '', edited(encryptedValue, plain)));
  expect(faultsIn(changed).map((line) => line.split(':')[0])).toEqual([
    'metadata.name',
    'stringData.token',
    'sops.mac',
  ]);
});
