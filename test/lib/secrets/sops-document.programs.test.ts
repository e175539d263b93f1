// The reader's verdict is held against that of the real sops: what sops writes is taken, and for whatever is taken sops sees
// the very recipients that the reader sees. (Huawei's key service is left out here: to see it, sops calls an address.)
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { run } from '../../../tools/run.ts';
import { withoutKeys } from '../../../sops/environment.ts';
import { decrypt, encrypt } from '../../../sops/sops-file.ts';
import { parseSopsDocument } from '../../../lib/secrets/sops-document.ts';
import type { Recipients } from '../../../lib/secrets/recipients.ts';
import { recipientsIn } from '../../../lib/secrets/sops-recipients.ts';
import type { VaultKey } from '../../../lib/secrets/vault-key.ts';
import { edge, type Key, newKey } from '../../sops/folder.ts';
import { aFolderAroundTests } from '../../sops/folder-around-tests.ts';
import { describeWith } from '../../../tools/describe-with.ts';

describeWith(['sops', 'age-keygen'], 'the reader and sops', ({ sops, 'age-keygen': ageKeygen }) => {
  let own: Key;
  let other: Key;
  const publicKeys = [2048, 3072, 4096].map((modulusLength) =>
    generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );

  aFolderAroundTests(ageKeygen, async (key, folder) => {
    own = key;
    other = newKey(ageKeygen, folder, 'other.txt');
  });

  const hex = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 32, maxLength: 32 }),
    fc.string({ unit: fc.constantFrom('0', '1'), minLength: 30, maxLength: 30 }).map((bits) => `0b${bits}`),
    fc.integer({ min: 1, max: 9 }).map((digit) => `${'7'.repeat(30)}e${digit}`),
  );
  const word = (characters: string, maxLength: number) =>
    fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength });
  /** Words that YAML takes for something else are among them more often than chance would have it. */
  const odd = fc.constantFrom(
    'y',
    'no',
    'on',
    'true',
    'null',
    '1',
    '0x1f',
    '1e3',
    '1_000',
    '08',
    '2026-01-02',
    '1.5',
    '.5',
  );
  const key = fc.oneof(word('abcxyzE0189-_.', 20), odd, fc.constant('.inf')).filter((name) => !/^\.\.?$/.test(name));
  const name = fc.oneof(
    word('abcxyze0189', 20),
    odd.filter((text) => /^[a-z0-9][a-z0-9.-]*$/.test(text)),
  );
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), odd).map((text) => Buffer.from(text));
  const vaultKey: fc.Arbitrary<VaultKey> = fc.record({
    vaultUrl: fc.constantFrom('https://kv-a.vault.azure.net', 'https://hsm.managedhsm.usgovcloudapi.net'),
    name: word('abcE0189-', 20),
    version: hex,
    publicKey: fc.constantFrom(...publicKeys),
  });
  const recipients = (): fc.Arbitrary<Recipients> =>
    fc.record(
      { keyVault: vaultKey, age: fc.constantFrom([own.recipient], [own.recipient, other.recipient]) },
      { requiredKeys: ['age'] },
    );

  test('what sops writes is taken, and read as YAML and sops read it', async () => {
    const secrets = fc.record({
      values: fc.dictionary(key, value, { minKeys: 1, maxKeys: 5 }),
      type: fc.constantFrom('Opaque', 'kubernetes.io/tls', 'example.com/1.5', '1e3'),
      name,
      namespace: name.filter((text) => !text.includes('.')),
      recipients: recipients(),
    });
    await fc.assert(
      fc.asyncProperty(secrets, async ({ values, ...rest }) => {
        const text = await encrypt({ declared: { ...rest, keys: Object.keys(values) } }, values);
        const { document, faults } = parseSopsDocument(text);
        expect({ faults, document }).toEqual({ faults: [], document: parse(text, { schema: 'failsafe' }) });
        expect(await decrypt(text)).toEqual(values);
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  /** Who can decrypt a text, as sops says that none of them did; undefined where sops does not read it. */
  async function seenBySops(text: string): Promise<string[] | undefined> {
    const formats = ['--input-type', 'yaml', '--output-type', 'json', '--filename-override', 'secret.yaml'];
    const { code, stderr } = await run(sops, ['decrypt', ...formats], { env: withoutKeys(), input: text });
    return code === 128
      ? [...stderr.matchAll(/^ {2}(\S+): FAILED$/gm)].map(([, recipient = '']) => recipient)
      : undefined;
  }

  const services: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    hc_vault: { vault_address: 'https://vault.example.com', engine_path: 't', key_name: 'k', enc: 'x' },
    pgp: { fp: 'ABCDABCDABCDABCDABCDABCDABCDABCDABCDABCD', enc: 'x' },
    kms: { arn: 'arn:aws:kms:eu-west-1:000000000000:key/k', enc: 'eA==', aws_profile: '""' },
    gcp_kms: { resource_id: 'projects/a/locations/global/keyRings/b/cryptoKeys/c', enc: 'eA==' },
    azure_kv: { vault_url: 'https://kv-z.vault.azure.net', name: 'z', version: '"1"', enc: 'x' },
    age: { recipient: `age1${'q'.repeat(58)}`, enc: 'x' },
  };

  /** A key service as sops reads one, in some spelling. */
  const service = fc
    .record({
      kind: fc.constantFrom(...Object.keys(services)),
      capitals: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      quotes: fc.constantFrom('', '"', "'"),
      form: fc.constantFrom('list', 'map', 'flow', 'group'),
    })
    .map(({ kind, capitals, quotes, form }) => {
      const fields = Object.entries({ created_at: '"2026-11-25T04:34:50Z"', ...services[kind] }).map(
        ([field, content]) => `${field}: ${content}`,
      );
      const spelled = [...kind].map((letter, index) => (capitals[index] ? letter.toUpperCase() : letter)).join('');
      const named = `${quotes}${spelled}${quotes}:`;
      if (form === 'flow') return `    ${named} [{${fields.join(', ')}}]\n`;
      if (form === 'group')
        return `    key_groups:\n        - ${named}\n            - ${fields.join('\n              ')}\n`;
      const [first, rest] = form === 'list' ? ['        - ', '          '] : ['        ', '        '];
      return `    ${named}\n${first}${fields.join(`\n${rest}`)}\n`;
    });

  type Edit = (text: string) => string;

  /** What the reader takes, of these recipients or others. */
  const harmless = fc.constantFrom<Edit>(
    (text) => text.replace(/( {8}- enc: \|\n(?: {12}.*\n)+ {10}recipient.*\n)((?: {8}.*\n)+)/, '$2$1'),
    (text) => text.replace(/ {8}- enc: \|\n(?: {12}.*\n)+ {10}recipient.*\n/, ''),
    (text) => text.replace(/^ {4}azure_kv:\n(?: {8}.*\n)+/m, ''),
    (text) => text.replace(/^( {4}mac: .*\n)( {4}version: .*\n)/m, '$2$1'),
    (text) => text.replace(/recipient: (.*)/, 'recipient: "$1"'),
    (text) => text.replace(/recipient: .*/, `recipient: age1${'z'.repeat(58)}`),
  );
  const readOtherwise = fc.constantFrom<Edit>(
    (text) => text.replace('stringData:', 'sops: {}\nstringData:'),
    (text) => `\u{feff}${text}`,
    (text) => text.replaceAll('\n', '\r\n'),
    (text) => `---\n${text}`,
    (text) => `${text}---\nsops: {}\n`,
  );
  const inTheStanza = fc
    .tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 3 }))
    .map(([place, put]): Edit => (text) => {
      const index = text.indexOf('sops:') + (place % (text.length - text.indexOf('sops:')));
      return text.slice(0, index) + put + text.slice(index + put.length);
    });
  const edit = fc.oneof(
    { arbitrary: harmless, weight: 4 },
    {
      arbitrary: service.map(
        (lines): Edit =>
          (text) =>
            text.replace('sops:\n', `sops:\n${lines}`),
      ),
      weight: 2,
    },
    {
      arbitrary: service.map(
        (lines): Edit =>
          (text) =>
            text + lines,
      ),
      weight: 1,
    },
    {
      arbitrary: service.map(
        (lines): Edit =>
          (text) =>
            text.replace(/^ {4}(?:age|azure_kv):\n(?: {8}.*\n)+/m, lines),
      ),
      weight: 1,
    },
    { arbitrary: readOtherwise, weight: 1 },
    { arbitrary: inTheStanza, weight: 1 },
  );

  test('whatever is taken, sops sees the recipients that the reader sees', async () => {
    const keyVault = {
      vaultUrl: 'https://kv-a.vault.azure.net',
      name: 'sops',
      version: 'a'.repeat(32),
      publicKey: publicKeys[0] ?? '',
    };
    const secret = edge({ keyVault, age: [own.recipient, other.recipient] }, ['user']);
    const text = await encrypt(secret, { user: Buffer.from('somebody') });
    const known = await seenBySops(text);
    expect(known).toHaveLength(3);
    const seen = { taken: 0, more: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const changed = edits.reduce((before, change) => change(before), text);
        const { document } = parseSopsDocument(changed);
        const bySops = await seenBySops(changed);
        seen.taken += document && changed !== text ? 1 : 0;
        seen.more += bySops?.some((recipient) => known?.includes(recipient) !== true) ? 1 : 0;
        expect(document ? bySops?.toSorted() : 'refused').toEqual(
          document ? recipientsIn(document.sops).toSorted() : 'refused',
        );
      }),
      { numRuns: 100 },
    );
    // Neither side of it was left untried.
    expect(seen.taken).toBeGreaterThan(5);
    expect(seen.more).toBeGreaterThan(5);
  }, 180_000);
});
