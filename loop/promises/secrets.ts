// Secrets arrive as they were meant, or not at all: what Flux cannot read with its key leaves the last good ones in place.
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { verifyMac } from '../../sops/verify.ts';
import { arrivedBytes, arrivedText, secretOf } from '../arrived.ts';
import { failure, offer, release, takingBack } from '../commits.ts';
import type { LoopUnderTest } from '../describe-loop.ts';
import { trustKey } from '../loop.ts';
import { encryptSecret, makeAgeKey, type SecretFile, setValue, type ValuesPart } from '../work-tree.ts';
import { withApplication } from './application.ts';

/** What tools on the way could change: YAML, shells, substitution, trimming, sops itself. */
const nasty: Readonly<Record<string, string>> = {
  dollar: '$',
  variable: '${x} $(x) $$x',
  lines: 'first\nsecond\n\tthird\n',
  'trailing-newlines': 'end\n\n\n',
  spaces: '  both ends  ',
  unicode: 'Grüße, 世界 🔑',
  carriage: 'a\r\nb\r\n',
  boolean: 'true',
  zeros: '007',
  exponent: '1e3',
  octal: '0o17',
  null: 'null',
  empty: '',
  quotes: `'"\\`,
  comment: 'a # b: c',
  looksEncrypted: 'ENC[nothing]',
  sops: 'a key of this name is no stanza',
};

/** What is no text, or is text that Flux changes: the YAML that it decrypts to gets spaces beside U+2028 and U+0085. */
const bytes: Readonly<Record<string, Buffer>> = {
  everyByte: Buffer.from(Array.from({ length: 256 }, (_none, byte) => byte)),
  keystore: Buffer.from('feedfeed00000002', 'hex'),
  separators: Buffer.from('line\u2028next\u0085last', 'utf8'),
  sops: Buffer.from([0]),
};

export function testSecrets(under: LoopUnderTest): void {
  withApplication(under.cluster, ['Secret'], ({ name }) => testSecretsOf(name, under));
}

function testSecretsOf(chart: string, { loop, programs }: LoopUnderTest): void {
  describe('a secret', () => {
    // Hooks run in this order: what is taken back must be readable.
    afterEach(async () => trustKey(loop().cluster, loop().key));
    takingBack(loop, async (running) => {
      give({ token: 'first', other: 'second' });
      await release(running, 'Give two values');
    });

    test('arrives byte for byte, whatever is in it', async () => {
      give(nasty);
      await release(loop(), 'Give nasty values');
      expect(await arrived()).toEqual(nasty);
    });

    test('of bytes arrives as these bytes, given as base64', async () => {
      const base64 = Object.entries(bytes).map(([key, value]) => [key, value.toString('base64')] as const);
      give(Object.fromEntries(base64), loop().key, 'data');
      await release(loop(), 'Give bytes');
      expect(await arrivedBytes(loop(), file())).toEqual(new Map(Object.entries(bytes)));
    });

    test('encrypted for a new key arrives once Flux has that key', async () => {
      const key = makeAgeKey(loop().cluster.sandbox, programs, 'next.key');
      await trustKey(loop().cluster, key);
      give({ token: 'for the new key' }, key);
      await release(loop(), 'Rotate the key');
      expect(await arrived()).toEqual({ token: 'for the new key' });
    });

    test('encrypted for a key that Flux has no more is refused, and the last good one stays', async () => {
      await trustKey(loop().cluster, makeAgeKey(loop().cluster.sandbox, programs, 'other.key'));
      give({ token: 'for the old key' });
      expect(await refusal()).toMatch(/Error getting data key|failed to decrypt/i);
    });

    test('of which a value was edited is refused, and the last good one stays', async () => {
      // The first character of the ciphertext becomes another one.
      rewrite((text) =>
        text.replace(/(token: ENC\[AES256_GCM,data:)(.)/, (_all, head, first) => head + (first === 'A' ? 'B' : 'A')),
      );
      expect(await refusal()).toMatch(/token.*could not decrypt|message authentication failed/i);
    });

    test('of which two values were swapped is refused, and the last good one stays', async () => {
      rewrite((text) => {
        const [token = '', other = ''] = ['token', 'other'].map(ciphertext);
        return text.replace(token, '@').replace(other, token).replace('@', other);
      });
      expect(await refusal()).toMatch(/message authentication failed/i);
    });

    test('of which an old ciphertext was put back arrives, and only the check with a key sees it', async () => {
      const { workTree, key } = loop();
      const { path } = file();
      const old = ciphertext('token');
      setValue(programs, key, join(workTree.folder, path), 'token', 'changed');
      await release(loop(), 'Change a value');
      expect(await arrived()).toEqual({ token: 'changed', other: 'second' });
      const holder = { PATH: process.env.PATH, SOPS_AGE_KEY_FILE: key.file };
      expect(await verifyMac(workTree.read(path), holder)).toEqual([]);
      rewrite((text) => text.replace(ciphertext('token'), old));
      await release(loop(), 'Put the old value back');
      expect(await arrived()).toEqual({ token: 'first', other: 'second' });
      expect(await verifyMac(workTree.read(path), holder)).toMatchObject([{ field: 'sops.mac' }]);
    });
  });

  /** Pushes what changed and proves that nothing of it arrived. @returns what Flux says */
  async function refusal(): Promise<string> {
    const commit = await offer(loop(), 'Give what cannot be read');
    const message = await failure(loop(), chart, commit);
    expect(await arrived()).toEqual({ token: 'first', other: 'second' });
    return message;
  }

  function give(values: Readonly<Record<string, string>>, key = loop().key, part?: ValuesPart): void {
    loop().workTree.write(file().path, encryptSecret(programs, key, file(), values, part));
  }

  function rewrite(change: (text: string) => string): void {
    const { workTree } = loop();
    const text = workTree.read(file().path);
    expect(change(text)).not.toBe(text);
    workTree.write(file().path, change(text));
  }

  function ciphertext(key: string): string {
    return new RegExp(`${key}: (ENC.*)`).exec(loop().workTree.read(file().path))?.[1] ?? '';
  }

  const file = (): SecretFile => secretOf(loop(), chart);

  const arrived = (): Promise<Record<string, string>> => arrivedText(loop(), file());
}
