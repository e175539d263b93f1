// Keys come and go: whoever should decrypt does, whoever should no longer does not, and what need not change keeps its bytes.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { change } from '../../commands/secrets/change.ts';
import { write } from '../../sops/write.ts';
import type { DeclaredSecret } from '../../sops/declared.ts';
import { keysHere } from '../../sops/keys-here.ts';
import { rewrite } from '../../commands/secrets/rewrite.ts';
import { rotating } from '../../commands/secrets/rotate.ts';
import { NoKeyError, SopsError } from '../../sops/run-sops.ts';
import { decryptDocument, forRecipients } from '../../sops/sops-file.ts';
import { verifyMac } from '../../sops/verify.ts';
import type { Recipients } from '../../lib/secrets/recipients.ts';
import type { SopsDocument } from '../../lib/secrets/sops-document.ts';
import { inspectSopsText } from '../../lib/secrets/sops-inspection.ts';
import { ciphertextBytes, encryptFor } from '../../lib/secrets/vault-key.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { KeyVault } from '../../loop/key-vault/key-vault.ts';
import { bytes, edge, inFolder, type Key, keyless, newKey, publicHalf } from './folder.ts';
import { said } from './said.ts';

const values = bytes({ user: 'somebody', password: 'hunter2' });
const text = (file = 'secrets/lab/edge.yaml') => readFileSync(file, 'utf8');
const dataKeys = (content: string) => JSON.stringify((parse(content) as SopsDocument).sops.age);

describeWith(['sops', 'age-keygen'], 'keys that come and go', ({ 'age-keygen': ageKeygen }) => {
  let vault: KeyVault;
  beforeAll(async () => {
    vault = await KeyVault.start();
  });
  afterAll(() => vault.close());

  interface Keys {
    readonly recovery: Key;
    readonly developer: Key;
    readonly recipients: Required<Recipients>;
  }

  const withSecret = (run: (secret: DeclaredSecret, keys: Keys) => Promise<void>) =>
    inFolder(ageKeygen, async (recovery, folder) => {
      const developer = newKey(ageKeygen, folder, 'developer.txt');
      const recipients = { keyVault: publicHalf(vault.key), age: [recovery.recipient, developer.recipient] };
      const secret = edge(recipients);
      await write(secret, values, undefined);
      await run(secret, { recovery, developer, recipients });
    });

  const opens = (content: string, env: NodeJS.ProcessEnv) =>
    decryptDocument(content, { env }).then(
      ({ stringData }) => stringData?.password === 'hunter2',
      (error: unknown) => (error instanceof NoKeyError ? false : Promise.reject(error)),
    );
  const inVault = (key: Key) => ({ ...keyless(key), ...vault.managedIdentity });

  const updatekeys = (secrets: readonly DeclaredSecret[]) =>
    said(() => rewrite(secrets, { done: 'updated', make: forRecipients }));

  test('a recipient that is taken away decrypts no longer; who stays and who is new do', () =>
    withSecret(async (secret, { recovery, developer, recipients }) => {
      const joined = newKey(ageKeygen, process.cwd(), 'joined.txt');
      const changed = edge({ ...recipients, age: [recovery.recipient, joined.recipient] });
      const dataKey = (await decryptDocument(text())).stringData;
      const { result } = await updatekeys([changed]);
      expect(result).toBe(0);
      expect(inspectSopsText(text(), changed.declared).faults).toEqual([]);
      expect(inspectSopsText(text(), secret.declared).faults).not.toEqual([]);
      expect(dataKey).toEqual((await decryptDocument(text())).stringData);
      const envs = [recovery.env, joined.env, developer.env, inVault(recovery)];
      expect(await Promise.all(envs.map((env) => opens(text(), env)))).toEqual([true, true, false, true]);
    }));

  test("a new version of the vault's key takes over from the old one", () =>
    withSecret(async (_secret, { recovery, recipients }) => {
      const old = vault.key;
      const next = edge({ ...recipients, keyVault: publicHalf(vault.rotate()) });
      expect((await updatekeys([next])).result).toBe(0);
      expect(text()).toContain(vault.key.version);
      expect(text()).not.toContain(old.version);
      expect(await opens(text(), inVault(recovery))).toBe(true);
    }));

  test('without a key in a vault, the age keys decrypt alone', () =>
    withSecret(async (_secret, { recovery, recipients }) => {
      const alone = edge({ age: recipients.age });
      expect((await updatekeys([alone])).result).toBe(0);
      expect(inspectSopsText(text(), alone.declared).faults).toEqual([]);
      expect(await opens(text(), inVault(recovery))).toBe(false);
    }));

  test('files that are for the right recipients keep their bytes, and no key is needed to see that', () =>
    withSecret(async (secret, { recovery }) => {
      const before = text();
      process.env = keyless(recovery);
      const { result, stdout } = await updatekeys([secret]);
      expect([result, text()]).toEqual([0, before]);
      expect(stdout).toBe('secrets/lab/edge.yaml: as it should be\n');
    }));

  test('a rotated file has another data key, the same values, and a MAC that fits', () =>
    withSecret(async (secret, { recovery, developer }) => {
      const before = text();
      const { result, stdout } = await said(() => rewrite([secret], rotating));
      expect(result).toBe(0);
      expect(stdout).toContain('secrets/lab/edge.yaml: has a new data key\n');
      expect(dataKeys(text())).not.toBe(dataKeys(before));
      // The old data key, in the place where the new one is, opens nothing.
      const forAge = /^ {4}age:\n(?: {8}.*\n)+/m;
      const [old = ''] = forAge.exec(before) ?? [];
      const mixed = text().replace(forAge, old);
      expect(mixed).not.toBe(text());
      await expect(decryptDocument(mixed)).rejects.toThrow('it cannot decrypt a value');
      const envs = [recovery.env, developer.env, inVault(recovery)];
      expect(await Promise.all(envs.map((env) => opens(text(), env)))).toEqual([true, true, true]);
      expect(await verifyMac(text())).toEqual([]);
    }));

  test.each<[string, (secret: DeclaredSecret) => Promise<unknown>]>([
    ['set', (secret) => change(secret, async () => bytes({ password: 'later' }))],
    ['rotated', (secret) => rewrite([secret], rotating)],
    ['replaced', (secret) => write(secret, bytes({ user: 'somebody', password: 'later' }), text())],
  ])('whoever was a recipient once, and kept the data key, reads no value that is %s later', (_name, later) =>
    withSecret(async (_secret, { recovery, developer, recipients }) => {
      const held = text();
      const without = edge({ ...recipients, age: [recovery.recipient] });
      await updatekeys([without]);
      // The stanza of then, over the values of now: all that somebody needs who kept the data key.
      const mixed = (): string => [text().split('sops:')[0], held.split('sops:')[1]].join('sops:');
      const read = () => decryptDocument(mixed(), { env: developer.env, ignoreMac: true });
      expect((await read()).stringData?.password).toBe('hunter2');
      await said(() => later(without));
      await expect(read()).rejects.toThrow(SopsError);
      expect(await verifyMac(text())).toEqual([]);
    }),
  );

  test('a value that is set makes the recipients those of the cluster', () =>
    withSecret(async (_secret, { recovery, developer, recipients }) => {
      const without = edge({ ...recipients, age: [recovery.recipient] });
      await said(() => change(without, async () => bytes({ user: 'another' })));
      expect(inspectSopsText(text(), without.declared).faults).toEqual([]);
      expect([await opens(text(), recovery.env), await opens(text(), developer.env)]).toEqual([true, false]);
    }));

  test("a data key under the vault's name that is for another is seen by whoever may ask the vault, and by nobody else", () =>
    withSecret(async (secret, { recovery, recipients }) => {
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength: ciphertextBytes(recipients.keyVault) * 8 });
      const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
      const hidden = encryptFor({ ...recipients.keyVault, publicKey: pem }, Buffer.alloc(32));
      const forged = text().replace(/(azure_kv:\n.*\n {10}enc: ).*/, `$1${hidden}`);
      expect(forged).toContain(hidden);
      expect(inspectSopsText(forged, secret.declared).faults).toEqual([]);
      const verified = (content: string, env: NodeJS.ProcessEnv) =>
        verifyMac(content, env, keysHere(env, recipients.keyVault));
      expect(await verified(text(), inVault(recovery))).toEqual([]);
      expect(await verified(forged, inVault(recovery))).toMatchObject([{ field: 'sops.azure_kv' }]);
      expect(await verified(forged, { ...recovery.env, ...vault.managedIdentity })).toMatchObject([
        { field: 'sops.azure_kv', problem: expect.stringContaining('is not encrypted to it: its key is here') },
      ]);
      expect(await verified(forged, recovery.env)).toEqual([]);
      vault.refuse();
      expect(await verified(forged, inVault(recovery))).toBeUndefined();
      vault.permit();
    }));

  test('rotates with the vault alone, too', () =>
    withSecret(async (secret, { recovery }) => {
      process.env = inVault(recovery);
      const before = text();
      expect((await said(() => rewrite([secret], rotating))).result).toBe(0);
      expect(dataKeys(text())).not.toBe(dataKeys(before));
      expect(await opens(text(), recovery.env)).toBe(true);
    }));

  test('one file that no key here opens stops no other, and keeps its bytes', () =>
    withSecret(async (secret, { recovery }) => {
      const stranger = newKey(ageKeygen, process.cwd(), 'stranger.txt');
      const other = { ...edge({ age: [stranger.recipient] }), id: 'lab/other', file: 'secrets/lab/other.yaml' };
      await write(other, values, undefined);
      const before = text(other.file);
      const { result, stdout, stderr } = await said(() => rewrite([other, secret], rotating));
      expect([result, text(other.file)]).toEqual([1, before]);
      expect(stderr).toContain('No key that is here decrypts lab/other');
      expect(stdout).toContain('secrets/lab/edge.yaml: has a new data key\n');
      expect(await opens(text(), recovery.env)).toBe(true);
    }));

  test('a file in which something is wrong is not sealed anew', () =>
    withSecret(async (secret) => {
      const tampered = text().replace('name: edge', 'name: other');
      writeFileSync(secret.file, tampered);
      const { result, stderr } = await said(() => rewrite([secret], rotating));
      expect([result, text()]).toEqual([1, tampered]);
      expect(stderr).toContain('secrets/lab/edge.yaml: metadata.name: is "other"');
    }));
});
