// Values survive to the byte, whatever is in them, through the real sops; and one that changes takes a new data key for all.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { change } from '../../commands/secrets/change.ts';
import { write } from '../../sops/write.ts';
import { decrypt, decryptDocument } from '../../sops/sops-file.ts';
import { verifyMac } from '../../sops/verify.ts';
import { inspectSopsText } from '../../lib/secrets/sops-inspection.ts';
import type { SopsDocument } from '../../lib/secrets/sops-document.ts';
import { SopsError } from '../../sops/run-sops.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { bytes, edge, inFolder, newKey } from './folder.ts';
import { said } from './said.ts';

const text = bytes({
  dollar: '$',
  variable: '${x} $(x) $$x',
  true: 'true',
  zeros: '007',
  empty: '',
  lines: 'first\nsecond\n\tthird\n',
  'trailing.newlines': 'end\n\n\n',
  carriage: 'a\r\nb\r\n',
  spaces: '  both ends  ',
  unicode: 'Grüße, 世界 🔑',
  sops: 'a key named sops',
  encrypted: 'ENC[AES256_GCM,data:AA==,iv:AA==,tag:AA==,type:str]',
  separator: '---\n...\n# no comment: "\'\\',
});

/** What no YAML or no text holds on its way through Flux: stored as base64. */
const binary = {
  'line-separator': Buffer.from('a\u2028b'),
  'paragraph-separator': Buffer.from('a\u2029b'),
  'next-line': Buffer.from('a\u0085b'),
  'byte-order-mark': Buffer.from('\ufeffa'),
  nul: Buffer.from('a\0b'),
  escape: Buffer.from('\u001b[31m'),
  bytes: Buffer.from([0, 1, 0x80, 0xff, 0xfe, 0x0a]),
  'half-a-character': Buffer.from('é').subarray(0, 1),
};

const values = { ...text, ...binary };
const file = 'secrets/lab/edge.yaml';
const read = () => readFileSync(file, 'utf8');
const document = () => parse(read()) as SopsDocument;

describeWith(['sops', 'age-keygen'], 'values', ({ 'age-keygen': ageKeygen }) => {
  const withSecret = (run: (secret: ReturnType<typeof edge>) => Promise<void>) =>
    inFolder(ageKeygen, async ({ recipient }) => {
      const secret = edge({ age: [recipient] }, Object.keys(values));
      await write(secret, values, undefined);
      await run(secret);
    });

  test('come out as they went in', () =>
    withSecret(async ({ declared }) => {
      const found = await decrypt(read());
      expect(Object.keys(values).filter((key) => !found[key]?.equals(values[key as keyof typeof values]))).toEqual([]);
      expect(Object.keys(found).length).toBe(Object.keys(values).length);
      expect(inspectSopsText(read(), declared).faults).toEqual([]);
      expect(await verifyMac(read())).toEqual([]);
    }));

  test('are text where Flux leaves text alone, and base64 where it would not', () =>
    withSecret(async () => {
      expect(Object.keys(document().stringData ?? {})).toEqual(Object.keys(text));
      expect(Object.keys(document().data ?? {})).toEqual(Object.keys(binary));
    }));

  test('are all encrypted anew when one changes, and the others are what they were', () =>
    withSecret(async (secret) => {
      const before = document();
      const { result, stdout } = await said(() => change(secret, async () => bytes({ zeros: '008', true: 'true' })));
      expect(result).toBe(0);
      expect(stdout).toContain('changed zeros; all values are encrypted anew\n');
      for (const part of ['data', 'stringData'] as const)
        for (const [key, value] of Object.entries(document()[part] ?? {}).filter(([, sealed]) => sealed !== ''))
          expect(value).not.toBe(before[part]?.[key]);
      expect(await decrypt(read())).toEqual({ ...values, zeros: Buffer.from('008') });
    }));

  test('cannot be read with a data key from before, by whoever made the file or left', () =>
    inFolder(ageKeygen, async ({ recipient }, folder) => {
      const guest = newKey(ageKeygen, folder, 'guest.txt');
      const password = async (sealed: string): Promise<string | undefined> =>
        (await decryptDocument(sealed, { env: guest.env, ignoreMac: true })).stringData?.password;
      await write(edge({ age: [recipient, guest.recipient] }), bytes({ user: 'a', password: 'before' }), undefined);
      const before = read();
      expect(await password(before)).toBe('before');

      // Who held the data key takes out their stanza alone: it is the file of the right recipients, with a key that they know.
      const stanza = new RegExp(` {8}- enc: \\|\\n(?: {12}.*\\n)+ {10}recipient: ${guest.recipient}\\n`);
      const [theirs = ''] = stanza.exec(before) ?? [];
      writeFileSync(file, before.replace(stanza, ''));
      await said(() => change(edge({ age: [recipient] }), async () => bytes({ password: 'after' })));
      expect((await decrypt(read())).password?.toString()).toBe('after');
      const opened = read().replace(/( {4}age:\n)(?: {8}.*\n)+/, `$1${theirs}`);
      expect(opened).toContain(guest.recipient);
      await expect(password(opened)).rejects.toThrow(SopsError);
    }));

  test('move to base64 and back as they need it, and stand in one place only', () =>
    withSecret(async (secret) => {
      await said(() => change(secret, async () => bytes({ dollar: 'a\u0085', nul: 'text now' })));
      expect([document().stringData?.dollar, document().data?.nul]).toEqual([undefined, undefined]);
      const { dollar, nul } = await decrypt(read());
      expect([dollar?.toString(), nul?.toString()]).toEqual(['a\u0085', 'text now']);
      expect(await verifyMac(read())).toEqual([]);
    }));

  test('that are the same as before leave the file as it is', () =>
    withSecret(async (secret) => {
      const before = read();
      const { stdout } = await said(() => change(secret, async () => values));
      expect(stdout).toContain('nothing changed');
      expect(read()).toBe(before);
    }));

  test('that Flux would change, put in by another program, are named by a check with a key', () =>
    inFolder(ageKeygen, async ({ recipient }) => {
      const { encryptPlain } = await import('./plain.ts');
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'edge' } };
      const plain = JSON.stringify({ ...secret, stringData: { user: 'a\u2028b', password: 'fine' } });
      const faults = await verifyMac(await encryptPlain(recipient, plain));
      expect(faults?.map(({ field }) => field)).toEqual(['stringData.user']);
      expect(JSON.stringify(faults)).not.toContain('\u2028');
    }));

  test('that another program put under data, in base64 that loses a character, are not encrypted anew without it', () =>
    inFolder(ageKeygen, async ({ recipient }) => {
      const { encryptPlain } = await import('./plain.ts');
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'edge' } };
      const text = await encryptPlain(recipient, JSON.stringify({ ...secret, data: { user: 'YWJjZ' } }));
      await expect(decrypt(text)).rejects.toThrow('data.user is not base64 with its padding');
    }));

  test.each([
    ['a key without a value', { user: Buffer.from('a') }, 'password: no value is given; --generate makes one'],
    ['a key that is not declared', { ...bytes({ user: 'a', password: 'b', other: 'c' }) }, 'lab/edge has no key other'],
    ['too much', { user: Buffer.alloc(1024 * 1024), password: Buffer.from('a') }, 'a Secret may have 1048576'],
  ])('are refused, and nothing is written: %s', (_name, given, refusal) =>
    inFolder(ageKeygen, async ({ recipient }) => {
      await expect(write(edge({ age: [recipient] }), given, undefined)).rejects.toThrow(refusal);
      expect(read).toThrow('ENOENT');
    }),
  );
});
