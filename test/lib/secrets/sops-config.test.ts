import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { sopsConfig } from '../../../lib/secrets/sops-config.ts';
import { encryptedRegex } from '../../../lib/secrets/sops-document.ts';

interface Config {
  readonly creation_rules: readonly { readonly path_regex: string }[];
}

const keyVault = { vaultUrl: 'https://kv-contoso.vault.azure.net', name: 'sops', version: 'v1', publicKey: '' };
const config = sopsConfig(
  new Map([
    ['dev', { keyVault, age: ['age1first', 'age1second'] }],
    ['dev-2', { age: ['age1other'] }],
  ]),
);
const { creation_rules: rules } = parse(config) as Config;

test("a cluster's recipients are one flat group, so that any of them decrypts", () => {
  expect(rules[0]).toEqual({
    path_regex: expect.any(String),
    encrypted_regex: encryptedRegex,
    azure_keyvault: 'https://kv-contoso.vault.azure.net/keys/sops/v1',
    age: 'age1first,age1second',
  });
});

test('a cluster without a vault is for its age keys alone', () => {
  expect(rules[1]).toEqual({ path_regex: expect.any(String), encrypted_regex: encryptedRegex, age: 'age1other' });
});

test.each([
  ['secrets/dev/token.yaml', [0]],
  ['secrets/dev-2/token.yaml', [1]],
  ['secrets/development/token.yaml', []],
  ['secrets/dev/nested/token.yaml', []],
  ['secrets/dev/token.yaml.bak', []],
  ['other/secrets/dev/token.yaml', []],
])('%s is encrypted to its own cluster, or not at all', (path, expected) => {
  const matching = rules.flatMap(({ path_regex }, index) => (new RegExp(path_regex).test(path) ? [index] : []));
  expect(matching).toEqual(expected);
});
