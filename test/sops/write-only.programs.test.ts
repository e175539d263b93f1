// Whoever can open a pull request can make a secret and cannot read one: the public half encrypts, the vault alone decrypts.
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { change } from '../../commands/secrets/change.ts';
import { write } from '../../sops/write.ts';
import { withKeyService } from '../../sops/key-service.ts';
import { NoKeyError } from '../../sops/run-sops.ts';
import { decrypt, decryptDocument } from '../../sops/sops-file.ts';
import { withWorkspace } from '../../sops/workspace.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { KeyVault } from '../../loop/key-vault/key-vault.ts';
import { bytes, edge, inFolder, type Key, keyless, publicHalf } from './folder.ts';
import { said } from './said.ts';

const values = bytes({ user: 'somebody', password: 'hunter2 is no password' });

describeWith(['sops', 'age-keygen'], 'a secret made with public keys alone', ({ 'age-keygen': ageKeygen }) => {
  let vault: KeyVault;
  beforeAll(async () => {
    vault = await KeyVault.start();
  });
  afterAll(() => vault.close());

  /** Makes the secret with no private key in reach, and with no way to a network but to the vault, which logs it. */
  const made = (run: (secret: ReturnType<typeof edge>, key: Key) => Promise<void>) =>
    inFolder(ageKeygen, async (key) => {
      process.env = { ...keyless(key), ...vault.connection };
      const secret = edge({ keyVault: publicHalf(vault.key), age: [key.recipient] });
      await write(secret, values, undefined);
      await run(secret, key);
    });

  const text = () => readFileSync('secrets/lab/edge.yaml', 'utf8');

  test('asks no vault, and touches no other file', async () => {
    const before = vault.requests.length;
    await made(async () => {
      expect(readdirSync('secrets/lab')).toEqual(['edge.yaml']);
      expect(readdirSync('.').toSorted()).toEqual(['key.txt', 'secrets']);
      expect(vault.requests.slice(before)).toEqual([]);
    });
  });

  test("is decrypted with the vault's private half (a stand-in's), and with the recovery key", () =>
    made(async (_secret, key) => {
      const inVault = { ...keyless(key), ...vault.managedIdentity };
      expect((await decryptDocument(text(), { env: inVault })).stringData).toEqual({
        user: 'somebody',
        password: 'hunter2 is no password',
      });
      expect(vault.requests.at(-1)).toMatchObject({ path: `/keys/sops/${vault.key.version}/decrypt`, status: 200 });
      process.env = key.env;
      expect(await decrypt(text())).toEqual(values);
    }));

  test('is decrypted by nobody whom the vault refuses', () =>
    made(async (_secret, key) => {
      vault.refuse();
      const inVault = { ...keyless(key), ...vault.managedIdentity };
      await expect(decryptDocument(text(), { env: inVault })).rejects.toThrow(NoKeyError);
      vault.permit();
    }));

  test('can be replaced as a whole', () =>
    made(async (secret, key) => {
      await write(secret, bytes({ user: 'another', password: 'another' }), text());
      process.env = key.env;
      expect((await decrypt(text())).user?.toString()).toBe('another');
    }));

  test('cannot be changed in part: that is refused, with the way that is left', () =>
    made(async (secret) => {
      const before = text();
      const { result, stderr } = await said(() => change(secret, async () => bytes({ user: 'another' })));
      expect(result).toBe(1);
      expect(stderr).toContain('No key that is here decrypts lab/edge');
      expect(stderr).toContain('npm run secrets -- create lab/edge --replace');
      expect(text()).toBe(before);
    }));

  test('is not written where the file changed meanwhile', () =>
    made(async (secret) => {
      const before = text();
      await expect(write(secret, values, 'what somebody saw earlier')).rejects.toThrow('changed meanwhile');
      expect(text()).toBe(before);
      expect(readdirSync('secrets/lab')).toEqual(['edge.yaml']);
    }));
});

describe('the key service', () => {
  const vaultKey = { vaultUrl: 'https://kv-a.vault.azure.net', name: 'sops', version: 'v1', publicKey: 'unused' };
  const definition = grpc.loadPackageDefinition(loadSync('sops/key-service.proto', { keepCase: true }));
  const Client = definition.KeyService as grpc.ServiceClientConstructor;

  /** What it answers. */
  const ask = (method: 'Encrypt' | 'Decrypt', request: object): Promise<string> =>
    withWorkspace((folder) =>
      withKeyService([vaultKey], folder, async (address) => {
        const client = new Client(address.replace('unix://', 'unix:'), grpc.credentials.createInsecure());
        const call = client[method]?.bind(client);
        const answer = await new Promise<string>((resolve) => {
          call?.(request, (error: grpc.ServiceError | null) => resolve(error?.message ?? 'answered'));
        });
        client.close();
        return answer;
      }),
    );

  test.each([
    ['another key', { azure_keyvault_key: { vault_url: 'https://kv-a.vault.azure.net', name: 'sops', version: 'v2' } }],
    [
      'another vault',
      { azure_keyvault_key: { vault_url: 'https://kv-b.vault.azure.net', name: 'sops', version: 'v1' } },
    ],
    ['no key of a vault', {}],
  ])('encrypts for no other key than those of clusters/keys/: %s', async (_name, key) => {
    expect(await ask('Encrypt', { key, plaintext: Buffer.alloc(32) })).toContain('the keys file has no public half of');
  });

  test('decrypts nothing', async () => {
    const key = { azure_keyvault_key: { vault_url: 'https://kv-a.vault.azure.net', name: 'sops', version: 'v1' } };
    expect(await ask('Decrypt', { key, ciphertext: Buffer.alloc(256) })).toContain('only the vault decrypts');
  });
});

test('a folder for the work is only for this user, in memory where there is such a place, and gone afterwards', async () => {
  const { mode, folder } = await withWorkspace(async (made) => {
    mkdirSync(`${made}/inner`);
    const { statSync } = await import('node:fs');
    return { folder: made, mode: statSync(made).mode & 0o777 };
  });
  expect(mode).toBe(0o700);
  expect(() => readdirSync(folder)).toThrow('ENOENT');
});
