// For whom a document is encrypted: exactly the cluster's recipients, each once.
import { describe, expect, test } from '@jest/globals';
import { ages, edited, faultsIn, stanzaOf, vaultKey, vaultStanza } from './encrypted.ts';

const [first = '', second = ''] = ages;
const stranger = first.replace(/^age1./, (start) => (start === 'age1z' ? 'age1y' : 'age1z'));
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
});

describe("the vault's key is the cluster's:", () => {
  const may = 'may decrypt, but is no recipient of this cluster';
  const cannot = `${vaultKey} is a recipient of this cluster, but cannot decrypt`;

  test('none is refused', () => {
    expect(faultsIn(edited(vaultStanza, ''))).toEqual([`sops.azure_kv: ${cannot}; ${updateKeys}`]);
  });

  test.each([
    ['a vault', 'https://kv-example-lab', 'https://kv-stranger'],
    ['a name', 'name: sops', 'name: other'],
    ['a version', /version: "?0{32}"?/, `version: "${'1'.repeat(32)}"`],
  ])('%s that is another is refused', (_name, from, to) => {
    const faults = faultsIn(edited(from, to));
    expect(faults).toEqual([expect.stringContaining(may), `sops.azure_kv: ${cannot}; ${updateKeys}`]);
  });

  test("a stranger's beside it is refused", () => {
    const [, entry = ''] = vaultStanza.split('azure_kv:\n');
    const changed = edited(vaultStanza, vaultStanza + entry.replace('kv-example-lab', 'kv-stranger'));
    expect(faultsIn(changed)).toEqual([
      expect.stringContaining(`kv-stranger.vault.azure.net/keys/sops/${'0'.repeat(32)} ${may}`),
    ]);
  });

  test('a data key that is not as long as the key encrypts it is refused', () => {
    const enc = 'A'.repeat(512);
    expect(faultsIn(edited(/(azure_kv:\n.*\n {10}enc: ).*/, `$1${enc}`))).toEqual([
      `sops.azure_kv: its data key is not encrypted with this key; ${updateKeys}`,
    ]);
  });
});
