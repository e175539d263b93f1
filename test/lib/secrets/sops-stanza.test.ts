// How a document is encrypted: what sops wrote about it, changed in one place at a time.
import { describe, expect, test } from '@jest/globals';
import { edited, faultsIn } from './encrypted.ts';

const asWritten = 'write: the file as sops wrote it';
const regex = 'write: ^(data|stringData)$';

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
      'mac_only_encrypted',
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
