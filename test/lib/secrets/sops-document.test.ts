// What a check without any key sees of an encrypted document. No message quotes a value.
import { describe, expect, test } from '@jest/globals';
import {
  encryptedValues,
  inspectSopsDocument,
  parseSopsDocument,
  type Declared,
} from '../../../lib/secrets/sops-document.ts';
import { asLine } from '../workload/service.ts';
import { declared, edited, encryptedValue, stanzaOf, text } from './encrypted.ts';

const plain = 'hunter2-never-print';

function faults(changed: string, expected: Declared = declared): string[] {
  const { document, faults } = parseSopsDocument(changed);
  return (document ? inspectSopsDocument(document, expected) : faults).map(asLine);
}

const [first = '', second = ''] = declared.recipients;
const stranger = first.replace('age1j', 'age1z');
const asWritten = 'write: the file as sops wrote it';
const regex = 'write: ^(data|stringData)$';
const updateKeys = 'write: sops updatekeys on the file';
const known = 'write: sops encrypt --in-place on the file, and a new value: this one is known now';

test('the document that sops wrote is right', () => expect(faults(text)).toEqual([]));

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
    expect(faults(changed)).toEqual([`stringData.token: the value is not encrypted; ${known}`]);
  });

  test('one in the clear among encrypted ones', () => {
    const changed = edited('stringData:\n', `stringData:\n    user: ${plain}\n`);
    expect(faults(changed, { ...declared, keys: ['token', 'user'] })).toEqual([
      `stringData.user: the value is not encrypted; ${known}`,
    ]);
  });

  test('one under data, where stringData is encrypted', () => {
    const changed = edited('stringData:\n', `data:\n    user: aHVudGVyMg==\nstringData:\n`);
    expect(faults(changed, { ...declared, keys: ['token', 'user'] })).toEqual([
      `data.user: the value is not encrypted; ${known}`,
    ]);
  });

  test('an empty one has nothing to hide: sops leaves it as it is', () => {
    expect(faults(edited(encryptedValue, '""'))).toEqual([]);
  });

  test("kubectl's copy of what it applied, which holds every value", () => {
    const copy = 'kubectl.kubernetes.io/last-applied-configuration';
    const changed = edited('metadata:\n', `metadata:\n    annotations:\n        ${copy}: '{"data":"${plain}"}'\n`);
    expect(faults(changed)).toEqual([
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
      expect(faults(changed)).not.toEqual([]);
      expect(faults(changed).join()).not.toContain('hunter2');
    }
  });
});

describe('the stanza says how sops encrypted, and the values alone:', () => {
  test.each([
    [
      'a MAC that was removed',
      edited(/ {4}mac: .*\n/, ''),
      `sops.mac: is missing or is no encrypted value; ${asWritten}`,
    ],
    [
      'a MAC in the clear',
      edited(/mac: .*/, 'mac: abc'),
      `sops.mac: is missing or is no encrypted value; ${asWritten}`,
    ],
    ['another regex', edited('^(data|stringData)$', '^data$'), `sops.encrypted_regex: is "^data$"; ${regex}`],
    [
      'a regex that matches more than it should',
      edited('^(data|stringData)$', 'data|stringData'),
      `sops.encrypted_regex: is "data|stringData"; ${regex}`,
    ],
    [
      'a regex that Go does not read',
      edited('^(data|stringData)$', '(?!x)'),
      `sops.encrypted_regex: is "(?!x)"; ${regex}`,
    ],
    ['no regex', edited(/ {4}encrypted_regex: .*\n/, ''), `sops.encrypted_regex: is ""; ${regex}`],
    ...[
      'unencrypted_suffix',
      'encrypted_suffix',
      'unencrypted_regex',
      'unencrypted_comment_regex',
      'encrypted_comment_regex',
    ].map((rule) => [
      `the rule ${rule}`,
      edited('sops:\n', `sops:\n    ${rule}: _plain\n`),
      `sops.${rule}: changes what is encrypted; write: encrypted_regex ^(data|stringData)$ alone`,
    ]),
  ])('%s is refused', (_name, changed = '', refusal) => expect(faults(changed)).toEqual([refusal]));

  test('a rule that older versions of sops write without a value counts for nothing', () => {
    expect(faults(edited('sops:\n', 'sops:\n    unencrypted_suffix: null\n    kms: []\n    pgp: null\n'))).toEqual([]);
  });
});

describe('who can decrypt is who should:', () => {
  const missing = `sops.age: ${second} is a recipient of this cluster, but cannot decrypt; ${updateKeys}`;

  test('one more recipient is refused', () => {
    const changed = edited(stanzaOf(first), stanzaOf(first) + stanzaOf(first).replace(first, stranger));
    expect(faults(changed)).toEqual([
      `sops.age: ${stranger} may decrypt, but is no recipient of this cluster; ${updateKeys}`,
    ]);
  });

  test('one recipient less is refused', () => {
    expect(faults(edited(stanzaOf(second), ''))).toEqual([missing]);
  });

  test('another instead of one is both', () => {
    expect(faults(edited(`recipient: ${second}`, `recipient: ${stranger}`))).toEqual([
      `sops.age: ${stranger} may decrypt, but is no recipient of this cluster; ${updateKeys}`,
      missing,
    ]);
  });

  test('their order is free', () => {
    expect(faults(edited(stanzaOf(first) + stanzaOf(second), stanzaOf(second) + stanzaOf(first)))).toEqual([]);
  });

  test.each(['kms', 'gcp_kms', 'azure_kv', 'hc_vault', 'hckms', 'pgp', 'key_groups'])(
    'keys of %s are refused',
    (source) => {
      expect(faults(edited('sops:\n', `sops:\n    ${source}:\n        - enc: x\n`))).toEqual([
        `sops.${source}: keys of this kind are not among the recipients of this cluster; ${updateKeys}`,
      ]);
    },
  );

  test.each([
    ['text', 'age: age1x'],
    ['a map', 'age: {recipient: age1x}'],
    ['empty entries', 'age: [null, 1]'],
    ['nothing', 'age:'],
  ])('age keys that are %s are refused, not stumbled over', (_name, age) => {
    const changed = edited(/ {4}age:\n(?: {8}.*\n)+/, `    ${age}\n`);
    expect(faults(changed)).toEqual(expect.arrayContaining([missing]));
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
      'stringData.old: the file holds a key that the construct does not declare; write: the key in keys, or drop it from the file',
    ],
    [
      'a key more under data',
      edited('stringData:\n', `data:\n    old: ${encryptedValue}\nstringData:\n`),
      'data.old: the file holds a key that the construct does not declare; write: the key in keys, or drop it from the file',
    ],
  ])('%s is refused', (_name, changed, refusal) => expect(faults(changed)).toEqual([refusal]));

  test('a key less is refused', () => {
    expect(faults(text, { ...declared, keys: ['token', 'user'] })).toEqual([
      'stringData.user: the construct declares this key, the file lacks it; write: the key in the file, or drop it from keys',
    ]);
  });

  test('no type in the file is the type Opaque', () => expect(faults(edited('type: Opaque\n', ''))).toEqual([]));

  test('a chart without a namespace is told so', () => {
    expect(faults(text, { ...declared, namespace: undefined })).toEqual([
      `metadata.namespace: is "shortener" ${declares}; write: a namespace for the chart`,
    ]);
  });
});

describe('it is one document that sops encrypted:', () => {
  const notEncrypted = 'sops: the file is not encrypted; write: sops encrypt --in-place on the file';
  const one = 'write: exactly one Secret a file';

  test.each([
    ['an empty file', '', `file: holds 0 documents; ${one}`],
    ['comments alone', '# nothing\n', `file: holds 0 documents; ${one}`],
    ['two documents', `${text}---\n${text}`, `file: holds 2 documents; ${one}`],
    ['a Secret that nobody encrypted', edited(/^sops:\n(.*\n)+/m, ''), notEncrypted],
    ['a stanza that is empty', edited(/^sops:\n(.*\n)+/m, 'sops:\n'), notEncrypted],
    ['a stanza that is a list', edited(/^sops:\n(.*\n)+/m, 'sops: []\n'), notEncrypted],
    ['text that is no map', 'just words\n', notEncrypted],
    ['a list', '- a\n', notEncrypted],
    ['broken YAML', edited('kind: Secret', 'kind: [Secret'), `file: is no valid YAML; ${asWritten}`],
    ['a key twice', edited('kind: Secret', 'kind: Secret\nkind: Secret'), `file: is no valid YAML; ${asWritten}`],
    ['an alias to nowhere', edited('kind: Secret', 'kind: *secret'), `file: is no valid YAML; ${asWritten}`],
  ])('%s is refused', (_name, changed, refusal) => expect(faults(changed)).toEqual([refusal]));

  test('a stanza and nothing else is refused, not stumbled over', () => {
    expect(faults('sops: {}\n').length).toBeGreaterThan(5);
    expect(faults('sops: {}\nmetadata: x\nstringData: [x]\n').length).toBeGreaterThan(5);
  });
});

test('every fault of a document is named in one run', () => {
  const changed = edited('name: api-token', 'name: other', edited(/ {4}mac: .*\n/, '', edited(encryptedValue, plain)));
  expect(faults(changed).map((line) => line.split(':')[0])).toEqual(['metadata.name', 'stringData.token', 'sops.mac']);
});

describe('what rolls the pods', () => {
  const values = (changed: string) => {
    const { document } = parseSopsDocument(changed);
    return document && encryptedValues(document);
  };

  test('is the values', () => {
    expect(values(edited(encryptedValue, encryptedValue.replace('data:', 'data:A')))).not.toEqual(values(text));
  });

  test('is not who can decrypt them, nor when that was said', () => {
    expect(values(edited(stanzaOf(second), ''))).toEqual(values(text));
    expect(values(edited(/lastmodified: .*/, 'lastmodified: "2030-01-01T00:00:00Z"'))).toEqual(values(text));
  });
});
