// The real sops works with the stand-in for Key Vault as with a vault, and is told no where a vault would say it.
import { execFile } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../../tools/describe-with.ts';
import { federationAudience } from '../../../loop/key-vault/identities.ts';
import { type Env, KeyVault } from '../../../loop/key-vault/key-vault.ts';

const plain = '{"stringData":{"token":"for the vault"}}';
const issuer = 'https://issuer.example.com/';
const subject = 'system:serviceaccount:flux-system:kustomize-controller';

describeWith(['sops'], 'sops with a vault that a stand-in plays', ({ sops }) => {
  const trusted = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let folder = '';
  let vault: KeyVault;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-test-'));
    vault = await KeyVault.start();
    vault.trust({ issuer, subject, publicKey: trusted.publicKey });
  });
  afterEach(async () => {
    await vault.close();
    rmSync(folder, { recursive: true });
  });

  test('encrypts to the key and decrypts, as a managed identity', async () => {
    const encrypted = await encrypt(vault.managedIdentity);
    expect(encrypted).toContain(`"vault_url": "${vault.url}"`);
    expect(encrypted).toContain(vault.key.version);
    expect(encrypted).not.toContain('for the vault');
    expect(JSON.parse(await decrypt(encrypted, vault.managedIdentity))).toEqual(JSON.parse(plain));
    expect(vault.requests).toContainEqual({
      method: 'POST',
      host: new URL(vault.url).host,
      path: `/keys/sops/${vault.key.version}/decrypt`,
      status: 200,
    });
  });

  test('decrypts with the token of a service account', async () => {
    const encrypted = await encrypt(vault.managedIdentity);
    const identity = vault.workloadIdentity(tokenFile({}));
    expect(JSON.parse(await decrypt(encrypted, identity))).toEqual(JSON.parse(plain));
  });

  test.each([
    ['of another service account', { sub: 'system:serviceaccount:default:default' }, 'AADSTS700213'],
    ['of another cluster', { iss: 'https://elsewhere.example.com/' }, 'AADSTS700211'],
    ['for another audience', { aud: 'https://kubernetes.default.svc' }, 'AADSTS700212'],
    ['that has expired', { exp: 1 }, 'AADSTS700024'],
  ])('is refused with a token %s', async (_name, claims, code) => {
    const encrypted = await encrypt(vault.managedIdentity);
    await expect(decrypt(encrypted, vault.workloadIdentity(tokenFile(claims)))).rejects.toThrow(code);
  });

  test('is refused with a token that somebody else signed', async () => {
    const encrypted = await encrypt(vault.managedIdentity);
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await expect(decrypt(encrypted, vault.workloadIdentity(tokenFile({}, stranger)))).rejects.toThrow('AADSTS700027');
  });

  test('is refused, with the reason, while its identity has no role, and no longer', async () => {
    const encrypted = await encrypt(vault.managedIdentity);
    vault.refuse();
    await expect(decrypt(encrypted, vault.managedIdentity)).rejects.toThrow(
      'a stand-in for Key Vault says: the identity has no role that allows to decrypt',
    );
    await expect(encrypt(vault.managedIdentity)).rejects.toThrow('no role that allows to encrypt');
    vault.permit();
    expect(JSON.parse(await decrypt(encrypted, vault.managedIdentity))).toEqual(JSON.parse(plain));
  });

  test('decrypts what an older version of the key encrypted, and encrypts to the newest', async () => {
    const encrypted = await encrypt(vault.managedIdentity);
    const [old, current] = [vault.key, vault.rotate()];
    expect(JSON.parse(await decrypt(encrypted, vault.managedIdentity))).toEqual(JSON.parse(plain));
    expect(current.version).not.toBe(old.version);
    expect(await encrypt(vault.managedIdentity, `${vault.url}/keys/sops`)).toContain(current.version);
  });

  test('reaches nothing but the vault through the proxy', async () => {
    const path = 'other.vault.azure.net:443';
    const asked = request(vault.connection.HTTPS_PROXY ?? '', { method: 'CONNECT', path }).end();
    const [{ statusCode, statusMessage }] = (await once(asked, 'connect')) as [IncomingMessage];
    expect([statusCode, statusMessage]).toEqual([502, 'The stand-in for Azure leads nowhere else']);
  });

  const encrypt = (env: Env, key = vault.key.url): Promise<string> =>
    run(['encrypt', '--azure-kv', key, ...json], plain, env);

  const decrypt = (encrypted: string, env: Env): Promise<string> => run(['decrypt', ...json], encrypted, env);

  const json = ['--input-type', 'json', '--output-type', 'json', '--filename-override', 'secret.json'];

  /** Asynchronous, because the stand-in lives in this very process. @throws Error with what sops said, on one line */
  function run(args: readonly string[], input: string, env: Env): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env } };
      const child = execFile(sops, ['--disable-version-check', ...args], options, (error, stdout, stderr) =>
        error ? reject(new Error(stderr.replaceAll(/[\s|]+/g, ' '))) : resolve(stdout),
      );
      child.stdin?.end(input);
    });
  }

  /** A service account's token, as the kubelet writes it into a pod. */
  function tokenFile(claims: object, key: KeyObject = trusted.privateKey): string {
    const inOneHour = Math.floor(Date.now() / 1000) + 3600;
    const all = { iss: issuer, sub: subject, aud: [federationAudience], exp: inOneHour, ...claims };
    const signed = [{ alg: 'RS256' }, all].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const file = join(folder, 'token');
    const text = signed.join('.');
    writeFileSync(file, `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`);
    return file;
  }
});
