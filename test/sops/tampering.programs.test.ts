// Whatever is done to an encrypted file is refused, with the file, the place in it and the remedy: most of it without any
// key; the rest where a key is, and only there.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { write } from '../../sops/write.ts';
import type { DeclaredSecret } from '../../sops/declared.ts';
import { asText } from '../../sops/faults.ts';
import { inspectSecrets, onDisk } from '../../sops/inspect.ts';
import { runWithKeys } from '../../sops/run-sops.ts';
import { encrypt } from '../../sops/sops-file.ts';
import { verifyMac } from '../../sops/verify.ts';
import { inspectSopsText } from '../../lib/secrets/sops-inspection.ts';
import { describeWith } from '../../tools/describe-with.ts';
import { bytes, edge, type Key, newKey } from './folder.ts';
import { aFolderAroundTests } from './folder-around-tests.ts';
import { encryptPlain } from './plain.ts';

const file = 'secrets/lab/edge.yaml';
const encrypted = /ENC\[[^\]]*\]/g;
const replace = 'npm run secrets -- create --replace';
const updatekeys = 'npm run secrets -- updatekeys';

describeWith(['sops', 'age-keygen'], 'a file that was tampered with', ({ 'age-keygen': ageKeygen }) => {
  let secret: DeclaredSecret;
  let own: Key;
  let text = '';
  let strangers = '';

  aFolderAroundTests(ageKeygen, async (key, folder) => {
    own = key;
    secret = edge({ age: [key.recipient] });
    await write(secret, bytes({ user: 'somebody', password: 'hunter2' }), undefined);
    text = readFileSync(file, 'utf8');
    const stranger = newKey(ageKeygen, folder, 'stranger.txt');
    strangers = (await encryptPlain(stranger.recipient, '{"stringData":{"user":"a"}}')).replaceAll(
      /^[^]*?age:\n|^ {4}\w[^]*$/gm,
      '',
    );
  });

  /** What the gate says of secrets/ with this text in the file. */
  function refusals(changed: string, declared = [secret]): string {
    writeFileSync(file, changed);
    try {
      return asText(inspectSecrets(declared, onDisk()));
    } finally {
      writeFileSync(file, text);
    }
  }

  /** A text with one change; none is an error, for the test would test nothing. */
  function edited(from: string | RegExp, to: string): string {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`nothing is like ${String(from)}`);
    return changed;
  }

  test('the file as it was made is right', async () => {
    expect(refusals(text)).toBe('');
    expect(await verifyMac(text, own.env)).toEqual([]);
  });

  describe('is refused without any key:', () => {
    test.each<[string, () => string, place: string, problem: string, remedy: string]>([
      [
        'another recipient',
        () => edited(/age1\w+/, `age1${'q'.repeat(58)}`),
        'sops.age',
        'may decrypt, but is no recipient',
        updatekeys,
      ],
      ['no recipient', () => edited(/ {4}age:\n(?: {8}.*\n)+/, ''), 'sops', 'names nobody who can decrypt', replace],
      [
        "a stranger's recipient more",
        () => edited('    age:\n', `    age:\n${strangers}`),
        'sops.age',
        'may decrypt, but is no recipient',
        updatekeys,
      ],
      [
        'a MAC that was removed',
        () => edited(/ {4}mac: .*\n/, ''),
        'sops.mac',
        'is missing',
        'the file as sops wrote it',
      ],
      [
        'a regex that is no regex',
        () => edited('^(data|stringData)$', '^(data'),
        'sops.encrypted_regex',
        'is not the one rule for all',
        '^(data|stringData)$',
      ],
      [
        'a regex without anchors',
        () => edited('^(data|stringData)$', '(data|stringData)'),
        'sops.encrypted_regex',
        'is not the one rule for all',
        '^(data|stringData)$',
      ],
      [
        'a value in the clear among encrypted ones',
        () => edited(encrypted, 'in-the-clear'),
        'stringData.user',
        'is not encrypted',
        replace,
      ],
      [
        'a comment in the clear among them',
        () => edited('stringData:\n', 'stringData:\n    # in-the-clear\n'),
        'line.8',
        'is a comment, where a value could stand',
        replace,
      ],
      ['a key less', () => edited(/ {4}user: .*\n/, ''), 'stringData.user', 'the file lacks it', 'create --replace'],
      [
        'a key more',
        () => edited('stringData:\n', 'stringData:\n    other: ""\n'),
        'stringData.other',
        'does not declare',
        'create --replace',
      ],
      ['another name', () => edited('name: edge', 'name: other'), 'metadata.name', 'is "other"', '"edge"'],
      [
        'another namespace',
        () => edited('namespace: shop', 'namespace: kube-system'),
        'metadata.namespace',
        'is "kube-system"',
        '"shop"',
      ],
      [
        'another type',
        () => edited('type: Opaque', 'type: kubernetes.io/tls'),
        'type',
        'is "kubernetes.io/tls"',
        '"Opaque"',
      ],
      ['an empty file', () => '', 'sops', 'the file is not encrypted', replace],
      ['two documents', () => `${text}---\n${text}`, 'line.25', 'is no line that sops', 'the file as sops wrote it'],
      ['a byte order mark', () => `\u{feff}${text}`, 'line.1', 'byte order mark', 'the file as sops wrote it'],
      [
        'a key service, in a spelling that sops reads too',
        () => edited('sops:\n', 'sops:\n    HC_VAULT:\n        vault_address: https://vault.example.com\n'),
        'sops.HC_VAULT',
        'is neither an age recipient nor a key in Azure Key Vault',
        replace,
      ],
      [
        'a label',
        () => edited('metadata:\n', 'metadata:\n    labels:\n        note: in-the-clear\n'),
        'metadata.labels',
        'is not encrypted',
        replace,
      ],
    ])('%s', (_name, change, place, problem, remedy) => {
      const said = refusals(change());
      expect(said).toContain(`${file}  ${place}\n`);
      expect(said).toContain(problem);
      expect(said).toMatch(new RegExp(`write: .*${remedy.replaceAll(/[$()|^]/g, '\\$&')}`));
      expect(said).not.toContain('in-the-clear');
    });

    test("a copy for another cluster, although it has the same recipients, and for another secret's file", () => {
      const copy = { ...secret, id: 'staging/edge', cluster: 'staging', file: 'secrets/staging/edge.yaml' };
      mkdirSync(dirname(copy.file), { recursive: true });
      copyFileSync(file, copy.file);
      expect(refusals(text, [secret, copy])).toContain(
        `secrets/staging/edge.yaml  stringData.user\n  is a copy of ${file}#stringData.user\n  write: ${replace}`,
      );
      expect(refusals(text, [secret])).toContain('secrets/staging/edge.yaml  \n  no chart declares this file');
      writeFileSync(copy.file, '');
    });

    test('a copy in the place of a secret of another name, namespace and type', () => {
      const declared = { ...secret.declared, name: 'other', namespace: 'kube-system', type: 'kubernetes.io/tls' };
      const other = { ...secret, id: 'lab/other', file: 'secrets/lab/other.yaml', declared };
      copyFileSync(file, other.file);
      const said = refusals(text, [secret, other]);
      rmSync(other.file);
      for (const [place, found, wanted] of [
        ['metadata.name', 'edge', 'other'],
        ['metadata.namespace', 'shop', 'kube-system'],
        ['type', 'Opaque', 'kubernetes.io/tls'],
      ])
        expect(said).toContain(
          `${other.file}  ${place}\n  is "${found}" in the file, not what the construct declares\n  write: "${wanted}"`,
        );
      expect(said).toContain(
        `${other.file}  stringData.user\n  is a copy of ${file}#stringData.user\n  write: ${replace}`,
      );
    });

    test("a cluster's secret that is declared with another cluster's file", () => {
      expect(refusals(text, [{ ...secret, cluster: 'production' }])).toContain(
        `${file}  \n  is no file of production\n  write: a file of secrets/production/ in the chart`,
      );
    });

    test('a file that is not there', () => {
      expect(refusals(text, [{ ...secret, id: 'lab/gone', file: 'secrets/lab/gone.yaml' }])).toContain(
        'secrets/lab/gone.yaml  \n  is declared and not there\n  write: npm run secrets -- create lab/gone',
      );
    });
  });

  describe('looks right without a key, and is refused with one:', () => {
    const faults = async (changed: string) => {
      expect(
        refusals(changed, [secret])
          .split('\n')
          .filter((line) => !/staging|no chart|^ |^$/.test(line)),
      ).toEqual([]);
      return asText(
        ((await verifyMac(changed, own.env)) ?? []).map((fault) => ({ ...fault, field: `${file}#${fault.field}` })),
      );
    };
    const values = () => text.match(encrypted) ?? [];

    test('an edited value', async () => {
      const changed = edited(
        /(user: ENC\[AES256_GCM,data:)(.)/,
        `$1${/user: ENC\[AES256_GCM,data:A/.test(text) ? 'B' : 'A'}`,
      );
      const said = await faults(changed);
      expect(said).toContain(`${file}  stringData.user\n  was edited`);
      expect(said).toContain(`write: the file of an earlier commit, or ${replace}`);
      expect(said).not.toContain('stringData.password');
    });

    test('two values that were swapped', async () => {
      const [user = '', password = ''] = values();
      const said = await faults(text.replace(user, '@').replace(password, user).replace('@', password));
      for (const key of ['user', 'password'])
        expect(said).toContain(`${file}  stringData.${key}\n  was edited, or was encrypted for another place`);
    });

    test('an old value that was put back', async () => {
      // sops itself keeps the data key where it changes one value; the commands here do not.
      writeFileSync(file, text);
      await runWithKeys(text, ['set', '--value-stdin', file, '["stringData"]["password"]'], { input: '"another"' });
      const next = readFileSync(file, 'utf8');
      const [, old = ''] = values();
      const [, changed = ''] = next.match(encrypted) ?? [];
      expect(changed).not.toBe(old);
      const said = await faults(next.replace(changed, old));
      expect(said).toContain(`${file}  sops.mac\n  does not fit the values`);
      expect(said).toContain('stringData.user, stringData.password');
      expect(said).toContain(`write: the file of an earlier commit, or ${replace}`);
    });

    test('a data key that is encrypted to somebody else than the recipient above it', async () => {
      const [hidden = ''] = strangers.match(/-----BEGIN[^]*-----END.*/) ?? [];
      const developer = newKey(ageKeygen, process.cwd(), 'developer.txt');
      const both = {
        ...secret,
        declared: { ...secret.declared, recipients: { age: [own.recipient, developer.recipient] } },
      };
      const made = await encrypt(both, bytes({ user: 'somebody', password: 'hunter2' }));
      const forged = made.replace(/-----BEGIN[^]*?-----END.*/, hidden);
      expect(forged).not.toBe(made);
      expect(inspectSopsText(forged, both.declared).faults).toEqual([]);
      const said = `the data key under ${own.recipient} is not encrypted to it: its key is here, and does not open that`;
      // The other one's key alone sees nothing of it, although sops decrypts: the header does not say whose it is.
      expect(await verifyMac(made, own.env)).toEqual([]);
      expect(await verifyMac(forged, own.env)).toEqual([expect.objectContaining({ field: 'sops.age', problem: said })]);
      expect(await verifyMac(forged, developer.env)).toEqual([]);
      const all = { ...own.env, SOPS_AGE_KEY: readFileSync(developer.env.SOPS_AGE_KEY_FILE ?? '', 'utf8') };
      expect(await verifyMac(forged, all)).toEqual([expect.objectContaining({ field: 'sops.age', problem: said })]);
    });

    test('and without one that is said: it is not taken for verified', async () => {
      const { SOPS_AGE_KEY_FILE: _key, ...env } = own.env;
      expect(await verifyMac(text, env)).toBeUndefined();
    });
  });
});
