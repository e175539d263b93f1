// A fork's first step, and what follows from it: own keys, fresh secrets, and an az that a script stands in for.
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../tools/describe-with.ts';
import { differences } from '../support/checkout.ts';
import { KeyVault } from '../../loop/key-vault/key-vault.ts';
import type { KeyVersion } from '../../loop/key-vault/keys.ts';
import { Desk } from './desk.ts';

const keys = 'clusters/keys/lab.yaml';
const secret = 'secrets/lab/tickets-api-token.yaml';

/** What `az keyvault key show --output json` prints: numbers in base64, where Key Vault itself has base64url. */
function shown({ url, publicKey }: KeyVersion, change: { enabled?: boolean; key?: object } = {}): string {
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const base64 = (text: string) => Buffer.from(text, 'base64url').toString('base64');
  const key = { kid: url, kty: 'RSA', keyOps: ['encrypt', 'decrypt'], n: base64(n), e: base64(e), ...change.key };
  return JSON.stringify({ attributes: { enabled: change.enabled ?? true }, key });
}

describeWith(['sops', 'age-keygen'], 'a cluster that is adopted', ({ 'age-keygen': ageKeygen }) => {
  let desk: Desk;
  let vault: KeyVault;
  let first: KeyVersion;
  let adopt: string[] = [];
  beforeAll(async () => {
    desk = new Desk(ageKeygen);
    vault = await KeyVault.start({ vault: 'kv-contoso-lab' });
    first = vault.key;
    adopt = ['adopt', 'lab', '--vault', vault.url, '--recovery', desk.key.recipient, '--holder', 'the safe'];
  });
  afterAll(async () => {
    await vault.close();
    desk.remove();
  });

  const read = (file: string) => readFileSync(join(desk.checkout.folder, file), 'utf8');

  /** An environment whose `az` answers every question with the key of these versions, the newest last. */
  function az(...versions: string[]): NodeJS.ProcessEnv {
    const bin = join(desk.temporary, 'bin');
    mkdirSync(bin, { recursive: true });
    for (const [index, version] of versions.entries()) writeFileSync(join(bin, `${index}.json`), version);
    writeFileSync(
      join(bin, 'az'),
      `#!/bin/sh\ncase "$*" in *--id*) cat ${bin}/0.json;; *) cat ${bin}/${versions.length - 1}.json;; esac\n`,
    );
    chmodSync(join(bin, 'az'), 0o755);
    return { PATH: `${bin}${delimiter}${process.env.PATH}` };
  }

  test('without az is told the one command to run elsewhere, and nothing is written', async () => {
    const before = desk.checkout.tree('clusters');
    const { code, stderr } = await desk.secrets(adopt);
    expect(code).toBe(2);
    expect(stderr).toContain('az keyvault key show --vault-name kv-contoso-lab --name sops --output json > key.json');
    expect(differences(before, desk.checkout.tree('clusters'))).toEqual([]);
  }, 60_000);

  test.each<[string, () => string, string]>([
    [
      'of another vault',
      () => shown({ ...first, url: first.url.replace('contoso', 'other') }),
      'that is the key https://kv-other-lab',
    ],
    ['that may not decrypt', () => shown(first, { key: { keyOps: ['sign'] } }), 'may not decrypt'],
    ['on a curve', () => shown(first, { key: { kty: 'EC' } }), 'is of the type EC; sops needs an RSA key'],
    ['that is disabled', () => shown(first, { enabled: false }), 'is disabled'],
    ['that is none', () => '{}', 'this is not what az keyvault key show --output json prints'],
  ])(
    'refuses a key %s, and writes nothing',
    async (_name, json, refusal) => {
      const before = read(keys);
      const { code, stderr } = await desk.secrets([...adopt, '--json'], { input: json() });
      expect(code).toBe(2);
      expect(stderr).toContain(refusal);
      expect(read(keys)).toBe(before);
    },
    60_000,
  );

  test('gets its keys, fresh values and .sops.yaml in one command, and touches no other cluster', async () => {
    const before = { secrets: desk.checkout.tree('secrets'), clusters: desk.checkout.tree('clusters') };
    const { code, stdout } = await desk.secrets([...adopt, '--json'], { input: shown(first) });
    expect(code).toBe(0);
    expect(stdout).toContain(`${secret}: made anew`);
    expect(stdout).toContain(`${keys}: ${first.url}, the safe`);
    expect(differences(before.secrets, desk.checkout.tree('secrets'))).toEqual(['lab/tickets-api-token.yaml']);
    expect(differences(before.clusters, desk.checkout.tree('clusters'))).toEqual(['keys/lab.yaml']);
    expect(read('.sops.yaml')).toContain(`azure_keyvault: ${first.url}\n    age: ${desk.key.recipient}\n`);
    const check = await desk.secrets(['check']);
    expect(check.stdout).toContain('ok      lab/tickets-api-token  MAC verified');
    expect(check.stdout).toContain('ok      live/tickets-api-token  MAC not checked: no key that is here decrypts it');
  }, 60_000);

  test('is listed with who decrypts and who uses it, and says so as JSON too', async () => {
    const { stdout } = await desk.secrets(['list', '--cluster', 'lab', '--json']);
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({
        id: 'lab/tickets-api-token',
        secret: 'tickets/api-token',
        keys: [{ key: 'token', empty: false }],
        recipients: [first.url, 'the safe'],
        usedBy: ['Deployment/tickets'],
        encrypted: expect.stringMatching(/^\d{4}-/),
      }),
    ]);
  }, 60_000);

  test('a check that must verify says which it could not', async () => {
    const { code, stderr } = await desk.secrets(['check', '--with-key']);
    expect(code).toBe(1);
    expect(stderr).toContain('secrets/live/tickets-api-token.yaml  \n  no key that is here decrypts it');
    expect(stderr).not.toContain('secrets/lab/');
  }, 60_000);

  test('a check of one cluster tells of that one alone, and knows what is a copy of another', async () => {
    const other = 'secrets/pilot/tickets-api-token.yaml';
    const path = join(desk.checkout.folder, other);
    const [own, theirs] = [read(secret), read(other)];
    writeFileSync(path, theirs.replace(/ENC\[[^\]]*\]/, /ENC\[[^\]]*\]/.exec(own)?.[0] ?? ''));
    const right = await desk.secrets(['check', '--with-key', '--cluster', 'lab']);
    const copied = await desk.secrets(['check', '--with-key', '--cluster', 'pilot']);
    writeFileSync(path, theirs);
    expect(right).toEqual({ code: 0, stdout: 'ok      lab/tickets-api-token  MAC verified\n', stderr: '' });
    expect(copied.code).toBe(1);
    expect(copied.stderr).toContain(`${other}  stringData.token\n  is a copy of ${secret}#stringData.token`);
    expect(copied.stderr).not.toContain('no key that is here');
  }, 60_000);

  test('holds its public half against the vault, and sees a wrong one, a disabled and an older version', async () => {
    const { compareWithVaults } = await import('../../sops/online.ts');
    const { pick } = await import('../../lib/load-fleet.ts');
    const { default: own } = await import('../fixtures/fleet/main.ts');
    const fleet = pick(own, 'lab');
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const cwd = process.cwd();
    const { PATH } = process.env;
    const found = async (...versions: string[]) => {
      process.env.PATH = az(...versions).PATH;
      process.chdir(desk.checkout.folder);
      try {
        return (await compareWithVaults(fleet)).map(({ field, problem }) => `${field} ${problem}`);
      } finally {
        process.chdir(cwd);
        process.env.PATH = PATH;
      }
    };
    const newer = vault.rotate();
    expect(await found(shown(first))).toEqual([]);
    expect(await found(shown({ ...first, publicKey: stranger.publicKey }))).toEqual([
      `${keys}#keyVault.publicKey is not that of ${first.url}: the vault cannot read what is encrypted for it`,
    ]);
    expect(await found(shown(first, { enabled: false }))).toEqual([`${keys}#keyVault.key ${first.url} is disabled`]);
    expect(await found(shown(first), shown(newer))).toEqual([
      `${keys}#keyVault.key the vault has a newer version, ${newer.version}`,
    ]);
  }, 60_000);

  test('without a keys file gets one, but not without a recovery key', async () => {
    const file = 'clusters/keys/pilot.yaml';
    const path = join(desk.checkout.folder, file);
    const before = read(file);
    rmSync(path);
    const refused = await desk.secrets(['adopt', 'pilot']);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--recovery is missing: the public key that age-keygen -y FILE prints');
    const { code, stdout } = await desk.secrets(['adopt', 'pilot', '--recovery', desk.key.recipient]);
    expect(code).toBe(0);
    expect(stdout).toBe(
      `${file}: no Key Vault, the recovery key\n.sops.yaml: written\nnext: npm run synth, which names each secret of pilot that is still to be made\n`,
    );
    expect(read(file)).toContain(`age:\n  - recipient: ${desk.key.recipient}\n    holder: the recovery key\n`);
    writeFileSync(path, before);
  }, 60_000);

  test("takes the vault's new version from az when it is adopted again, and leaves the values to updatekeys", async () => {
    const before = read(secret);
    const { stdout } = await desk.secrets(adopt.slice(0, 4), { env: az(shown(vault.key)) });
    expect(stdout).toContain('next: npm run secrets -- updatekeys --cluster lab');
    expect(read(secret)).toBe(before);
    expect(read(keys)).toContain('the safe');
    const updated = await desk.secrets(['updatekeys', '--cluster', 'lab']);
    expect(updated).toMatchObject({ code: 0, stderr: '' });
    expect(updated.stdout).toContain('may have kept the data key');
    expect(read(secret)).toContain(vault.key.version);
    expect(/ENC\[[^\]]*\]/.exec(read(secret))?.[0]).toBe(/ENC\[[^\]]*\]/.exec(before)?.[0]);
  }, 60_000);
});
