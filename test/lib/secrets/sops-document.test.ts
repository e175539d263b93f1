// A file is one document that sops encrypted, or it is refused before anything in it is looked at.
import { describe, expect, test } from '@jest/globals';
import { encryptedValues, parseSopsDocument } from '../../../lib/secrets/sops-document.ts';
import { ages, edited, encryptedValue, faultsIn, stanzaOf, text } from './encrypted.ts';

const asWritten = 'write: the file as sops wrote it';

describe('it is one document that sops encrypted:', () => {
  const notEncrypted = 'sops: the file is not encrypted; write: npm run secrets -- create --replace';
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
  ])('%s is refused', (_name, changed, refusal) => expect(faultsIn(changed)).toEqual([refusal]));

  test('a stanza and nothing else is refused, not stumbled over', () => {
    expect(faultsIn('sops: {}\n').length).toBeGreaterThan(5);
    expect(faultsIn('sops: {}\nmetadata: x\nstringData: [x]\n').length).toBeGreaterThan(5);
  });
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
    expect(values(edited(stanzaOf(ages[1] ?? ''), ''))).toEqual(values(text));
    expect(values(edited(/lastmodified: .*/, 'lastmodified: "2030-01-01T00:00:00Z"'))).toEqual(values(text));
  });
});
