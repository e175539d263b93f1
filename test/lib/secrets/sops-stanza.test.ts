// For whom a document is encrypted, and how: what sops wrote about it, changed in one place at a time.
import { describe, expect, test } from '@jest/globals';
import { declared, edited, faultsIn, stanzaOf } from './encrypted.ts';

const [first = '', second = ''] = declared.recipients;
const stranger = first.replace('age1j', 'age1z');
const asWritten = 'write: the file as sops wrote it';
const regex = 'write: ^(data|stringData)$';
const updateKeys = 'write: sops updatekeys on the file';

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
  ])('%s is refused', (_name, changed = '', refusal) => expect(faultsIn(changed)).toEqual([refusal]));

  test('a rule that older versions of sops write without a value counts for nothing', () => {
    expect(faultsIn(edited('sops:\n', 'sops:\n    unencrypted_suffix: null\n    kms: []\n    pgp: null\n'))).toEqual(
      [],
    );
  });
});

describe('who can decrypt is who should:', () => {
  const missing = `sops.age: ${second} is a recipient of this cluster, but cannot decrypt; ${updateKeys}`;

  test('one more recipient is refused', () => {
    const changed = edited(stanzaOf(first), stanzaOf(first) + stanzaOf(first).replace(first, stranger));
    expect(faultsIn(changed)).toEqual([
      `sops.age: ${stranger} may decrypt, but is no recipient of this cluster; ${updateKeys}`,
    ]);
  });

  test('one recipient less is refused', () => {
    expect(faultsIn(edited(stanzaOf(second), ''))).toEqual([missing]);
  });

  test('another instead of one is both', () => {
    expect(faultsIn(edited(`recipient: ${second}`, `recipient: ${stranger}`))).toEqual([
      `sops.age: ${stranger} may decrypt, but is no recipient of this cluster; ${updateKeys}`,
      missing,
    ]);
  });

  test('their order is free', () => {
    expect(faultsIn(edited(stanzaOf(first) + stanzaOf(second), stanzaOf(second) + stanzaOf(first)))).toEqual([]);
  });

  test.each(['kms', 'gcp_kms', 'azure_kv', 'hc_vault', 'hckms', 'pgp', 'key_groups'])(
    'keys of %s are refused',
    (source) => {
      expect(faultsIn(edited('sops:\n', `sops:\n    ${source}:\n        - enc: x\n`))).toEqual([
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
    expect(faultsIn(changed)).toEqual(expect.arrayContaining([missing]));
  });
});
