// sops knows seven kinds of key services, and sends a token, or the data key itself, to whatever address a file names. It is
// never started on such a file; and were it, there would be nothing to send. Vault is played by a server on loopback.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyOf } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { change } from '../../commands/secrets/change.ts';
import type { DeclaredSecret } from '../../sops/declared.ts';
import { withKeys, withoutKeys } from '../../sops/environment.ts';
import { inspectSecrets, onDisk } from '../../sops/inspect.ts';
import { textOf } from '../../sops/replace-file.ts';
import { rewrite } from '../../commands/secrets/rewrite.ts';
import { rotating } from '../../commands/secrets/rotate.ts';
import { runSops } from '../../sops/run-sops.ts';
import { decrypt, forRecipients } from '../../sops/sops-file.ts';
import { verifyMac } from '../../sops/verify.ts';
import { write } from '../../sops/write.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { bytes, edge, inFolder, type Key, newKey } from './folder.ts';
import { said } from './said.ts';

const token = 'token-of-the-test';
const refused = 'sops was not started';

describeWith(['sops', 'age-keygen'], 'a file that names a key service', ({ 'age-keygen': ageKeygen }) => {
  /** What Vault was sent: path, token and body. */
  const sent: string[] = [];
  const vault = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      sent.push(`${request.url} ${String(request.headers['x-vault-token'])} ${body}`);
      response.setHeader('content-type', 'application/json');
      response.end('{"data":{"ciphertext":"vault:v1:AAAA"}}');
    });
  });
  let address = '';
  beforeAll(async () => {
    await new Promise<void>((ready) => vault.listen(0, '127.0.0.1', ready));
    address = `http://127.0.0.1:${(vault.address() as AddressInfo).port}`;
  });
  beforeEach(() => void sent.splice(0));
  afterAll(() => void vault.close());

  const fields = () => [
    'created_at: "2026-11-25T04:34:50Z"',
    'enc: x',
    'engine_path: t',
    'key_name: k',
    `vault_address: ${address}`,
  ];
  const asMap = () => fields().map((field) => `        ${field}\n`).join(''); // prettier-ignore
  const asList = () => `        - ${fields().join('\n          ')}\n`;

  /** Each is read by sops as a key in Vault. */
  const spellings: readonly [string, () => string][] = [
    ['a list, as sops writes it', () => `    hc_vault:\n${asList()}`],
    ['another case', () => `    HC_VAULT:\n${asList()}`],
    ['a map in the place of a list', () => `    hc_vault:\n${asMap()}`],
    ['a map in another case', () => `    Hc_Vault:\n${asMap()}`],
    ['flow style', () => `    hc_vault: [{${fields().join(', ')}}]\n`],
    ['a name in quotes', () => `    "hc_vault":\n${asList()}`],
    ['a name with an escape', () => `    "hc_\\x76ault":\n${asList()}`],
    ['a name with a tag', () => `    !!str hc_vault:\n${asList()}`],
    ['a name behind a question mark', () => `    ? hc_vault\n    :\n${asList()}`],
    ['an alias', () => `    mac_of: &a\n${asList()}    hc_vault: *a\n`],
  ];

  const withNamed = (spelling: () => string, run: (secret: DeclaredSecret, text: string, own: Key) => Promise<void>) =>
    inFolder(ageKeygen, async (own) => {
      writeFileSync('.vault-token', token);
      const secret = edge({ age: [own.recipient] });
      await write(secret, bytes({ user: 'somebody', password: 'hunter2' }), undefined);
      const text = (textOf(secret.file) ?? '').replace('sops:\n', `sops:\n${spelling()}`);
      writeFileSync(secret.file, text);
      await run(secret, text, own);
    });

  test.each(spellings)('reaches no command, with the key or with another: %s', (_name, spelling) =>
    withNamed(spelling, async (secret, text, own) => {
      const gate = inspectSecrets([secret], onDisk());
      expect(gate).not.toEqual([]);
      expect(gate.filter(({ field }) => !field.startsWith(secret.file))).toEqual([]);
      for (const { env } of [own, newKey(ageKeygen, process.cwd(), 'stranger.txt')]) {
        process.env = env;
        await expect(decrypt(text)).rejects.toThrow(refused);
        await expect(forRecipients(secret, text)).rejects.toThrow(refused);
        await expect(change(secret, async () => bytes({ user: 'another' }))).rejects.toThrow(refused);
        expect(await verifyMac(text, env)).toBeUndefined();
        expect((await said(() => rewrite([secret], rotating))).result).toBe(1);
        expect((await said(() => rewrite([secret], { done: '', make: forRecipients }))).result).toBe(1);
      }
      expect({ sent, text: textOf(secret.file) }).toEqual({ sent: [], text });
    }),
  );

  test.each(spellings)('would be sent nothing by a sops that was started on it: %s', (_name, spelling) =>
    withNamed(spelling, async (_secret, text, own) => {
      const formats = ['--input-type', 'yaml', '--output-type', 'yaml', '--filename-override', 'secret.yaml'];
      writeFileSync('copy.yaml', text);
      for (const env of [
        withoutKeys(),
        ...withKeys({ ...own.env, AZURE_CLIENT_ID: 'somebody' }),
        ...withKeys({ HOME: own.env.HOME }),
      ])
        for (const args of [
          ['decrypt', ...formats],
          ['rotate', 'copy.yaml'],
        ])
          await runSops(args, {
            env: { ...env, PATH: process.env.PATH, AZURE_TOKEN_CREDENTIALS: 'none' },
            input: text,
          });
      expect(sent).toEqual([]);
    }),
  );

  test('is sent token and data key by sops as it comes, which is why', () =>
    withNamed(spellings[0]?.[1] ?? (() => ''), async (_secret, text, own) => {
      writeFileSync('copy.yaml', text);
      await runSops(['rotate', 'copy.yaml'], { env: { ...own.env, AZURE_TOKEN_CREDENTIALS: 'none' } });
      expect(sent).toContainEqual(
        expect.stringMatching(new RegExp(`^/v1/t/encrypt/k ${token} {"plaintext":"[^"]{44}"}`)),
      );
    }));
});
