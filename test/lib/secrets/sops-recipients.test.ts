// For whom a document is encrypted: exactly the cluster's recipients, each once, and nobody hidden behind one of them.
import { describe, expect, test } from '@jest/globals';
import { ages, edited, faultsIn, stanzaOf, vaultKey, vaultStanza } from './encrypted.ts';

const [first = '', second = ''] = ages;
const stranger = first.replace('age1j', 'age1z');
const updateKeys = 'write: npm run secrets -- updatekeys';

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

  test('one that stands there twice is refused', () => {
    expect(faultsIn(edited(stanzaOf(first), stanzaOf(first) + stanzaOf(first)))).toEqual([
      `sops.age: ${first} stands there twice; ${updateKeys}`,
    ]);
  });

  test('their order is free', () => {
    expect(faultsIn(edited(stanzaOf(first) + stanzaOf(second), stanzaOf(second) + stanzaOf(first)))).toEqual([]);
  });

  test.each(['kms', 'gcp_kms', 'hc_vault', 'hckms', 'pgp', 'key_groups'])('keys of %s are refused', (source) => {
    expect(faultsIn(edited('sops:\n', `sops:\n    ${source}:\n        - enc: x\n`))).toEqual([
      `sops.${source}: keys of this kind are not among the recipients of this cluster; ${updateKeys}`,
    ]);
  });

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

describe("the vault's key is the cluster's:", () => {
  const may = 'may decrypt, but is no recipient of this cluster';
  const cannot = `${vaultKey} is a recipient of this cluster, but cannot decrypt`;

  test('none is refused', () => {
    expect(faultsIn(edited(vaultStanza, ''))).toEqual([`sops.azure_kv: ${cannot}; ${updateKeys}`]);
  });

  test.each([
    ['a vault', 'https://kv-example-dev', 'https://kv-stranger'],
    ['a name', 'name: sops', 'name: other'],
    ['a version', /version: "?0{32}"?/, `version: "${'1'.repeat(32)}"`],
  ])('%s that is another is refused', (_name, from, to) => {
    const faults = faultsIn(edited(from, to));
    expect(faults).toEqual([expect.stringContaining(may), `sops.azure_kv: ${cannot}; ${updateKeys}`]);
  });

  test("a stranger's beside it is refused", () => {
    const [, entry = ''] = vaultStanza.split('azure_kv:\n');
    const changed = edited(vaultStanza, vaultStanza + entry.replace('kv-example-dev', 'kv-stranger'));
    expect(faultsIn(changed)).toEqual([
      expect.stringContaining(`kv-stranger.vault.azure.net/keys/sops/${'0'.repeat(32)} ${may}`),
    ]);
  });

  test.each([
    ['nothing', /(azure_kv:\n.*\n {10}enc: ).*/, '$1""'],
    ['too short', /(azure_kv:\n.*\n {10}enc: .{100}).*/, '$1'],
    ['no base64url', /(azure_kv:\n.*\n {10}enc: ).*/, '$1"@@"'],
  ])('a data key that is %s is refused', (_name, from, to) => {
    expect(faultsIn(edited(from, to))).toEqual([
      `sops.azure_kv: its data key is not encrypted with this key; ${updateKeys}`,
    ]);
  });
});

describe('nobody is hidden behind an age recipient:', () => {
  const armored = (header: string) => {
    const base64 = Buffer.from(`age-encryption.org/v1\n${header}--- mac\n`).toString('base64');
    return `-----BEGIN AGE ENCRYPTED FILE-----\n            ${base64}\n            -----END`;
  };
  const forged = (header: string) =>
    edited(stanzaOf(first), stanzaOf(first).replace(/-----BEGIN[^]*?-----END/, armored(header)));

  test('a data key that is encrypted to a second one too', () => {
    expect(faultsIn(forged('-> X25519 a\nb\n-> X25519 c\nd\n'))).toEqual([
      `sops.age: the data key for ${first} is encrypted to 2 recipients; ${updateKeys}`,
    ]);
  });

  test.each([
    ['a passphrase', '-> scrypt a 18\nb\n'],
    ['an SSH key', '-> ssh-ed25519 a b\nc\n'],
    ['nobody', ''],
  ])('a data key that is encrypted to %s', (_name, header) => {
    expect(faultsIn(forged(header))).toEqual([
      `sops.age: the data key for ${first} is not encrypted as age does; ${updateKeys}`,
    ]);
  });
});
