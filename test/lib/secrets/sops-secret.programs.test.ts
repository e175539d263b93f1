// The real sops reads what is rendered, MAC included. The keys are made for the test, and end with it.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { ApiObject, App, Chart } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { Namespace } from '../../../lib/namespace/namespace.ts';
import { readRecipients } from '../../../lib/secrets/recipients.ts';
import { sopsConfig } from '../../../lib/secrets/sops-config.ts';
import { SopsSecret } from '../../../lib/secrets/sops-secret.ts';
import type { KubeObject } from '../../../render/rendered.ts';
import { toYaml } from '../../../render/yaml.ts';
import { describeWith } from '../../../tools/describe-with.ts';
import { inRepository } from '../../support/repository.ts';
import { renderCharts } from '../../support/synthesize.ts';

const run = promisify(execFile);

/** Values that a shell, a template or YAML 1.1 would read as something else. */
const values = {
  empty: '',
  dollar: '$',
  substitution: '${x} $(y) $$z',
  yes: 'yes',
  true: 'true',
  octal: '007',
  exponent: '1e3',
  null: 'null',
  lines: 'first\nsecond\n',
  'trailing.newlines': 'a\n\n\n',
  'leading-space': '  a',
  tab: '\ta\tb',
  unicode: 'grüße 🔑 \u2028 \u0085',
  encrypted: 'ENC[AES256_GCM,data:AA==,iv:AA==,tag:AA==,type:str]',
  separator: '---\n...\n# not a comment: "\'\\',
};

const file = 'secrets/lab/edge.yaml';
const keysFile = 'clusters/keys/lab.yaml';

describeWith(['sops', 'age-keygen'], 'a Secret that sops encrypts', ({ sops, 'age-keygen': ageKeygen }) => {
  /** Who can decrypt: the public half, and the file that holds the private one. */
  interface Key {
    readonly recipient: string;
    readonly identity: string;
  }

  async function newKey(folder: string, name: string): Promise<Key> {
    const identity = join(folder, `${name}.txt`);
    await run(ageKeygen, ['-o', identity]);
    const { stdout } = await run(ageKeygen, ['-y', identity]);
    return { recipient: stdout.trim(), identity };
  }

  /** Runs sops with that key and no other: neither the caller's home nor its variables lead to one. */
  const withKey = (identity: string, ...args: string[]) =>
    run(sops, ['--disable-version-check', ...args], {
      env: { PATH: process.env.PATH, HOME: dirname(identity), SOPS_AGE_KEY_FILE: identity },
    });

  /** Why sops does not decrypt a file with that key; what it decrypts is not told. */
  const whyNot = (identity: string, path: string) =>
    withKey(identity, 'decrypt', path).then(
      () => 'it is decrypted',
      ({ stderr }: { stderr: string }) => stderr,
    );

  /** Says in `clusters/keys/`, and so in `.sops.yaml`, who can decrypt. */
  function recipients(...keys: Key[]): void {
    writeFileSync(keysFile, stringify({ age: keys.map(({ recipient }) => ({ recipient, holder: 'this test' })) }));
    writeFileSync('.sops.yaml', sopsConfig(new Map([['lab', readRecipients(keysFile).recipients]])));
  }

  async function encrypt(key: Key): Promise<void> {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'edge', namespace: 'shop' } };
    // Our own emitter: the library's is read differently by Go where a string holds U+2028 or U+0085. The type stands
    // above the values, as people write it.
    const text = toYaml({ ...secret, stringData: values });
    writeFileSync(file, text.replace('stringData:', 'type: Opaque\nstringData:'));
    await withKey(key.identity, 'encrypt', '--in-place', file);
  }

  /** What a synth makes of the file. */
  function render() {
    let checksum: string | undefined;
    const { files, findings } = renderCharts({
      shop: (chart) => {
        new Namespace(chart, 'namespace', { name: 'shop', quota: { cpu: '1', memory: '1Gi', pods: 5 } });
        const keys = Object.fromEntries(Object.keys(values).map((key) => [key, () => 'for tests']));
        checksum = new SopsSecret(chart, 'edge', { file, keys }).at('/run/secrets').checksum;
      },
    });
    return { text: files.get('test/apps/shop/shop/Secret_edge.yaml') ?? '', findings, checksum };
  }

  const inTestRepository = (body: (keys: { developer: Key; flux: Key }) => Promise<void>) =>
    inRepository(async (folder) => {
      const [developer, flux] = [await newKey(folder, 'developer'), await newKey(folder, 'flux')];
      recipients(developer, flux);
      await encrypt(developer);
      await body({ developer, flux });
    });

  test('is rendered so that every recipient decrypts it, every value as it was', () =>
    inTestRepository(async ({ developer, flux }) => {
      const { text, findings } = render();
      expect(findings).toEqual([]);
      writeFileSync('rendered.yaml', text);
      for (const { identity } of [developer, flux]) {
        const { stdout } = await withKey(identity, 'decrypt', '--output-type', 'json', 'rendered.yaml');
        const { stringData } = JSON.parse(stdout) as { stringData: Record<string, unknown> };
        const different = Object.entries(values).filter(([key, value]) => !isDeepStrictEqual(stringData[key], value));
        expect(different.map(([key]) => key)).toEqual([]);
        expect(Object.keys(stringData).toSorted()).toEqual(Object.keys(values).toSorted());
      }
    }));

  test('is for nobody else', () =>
    inTestRepository(async ({ developer }) => {
      const stranger = await newKey(dirname(developer.identity), 'stranger');
      expect(await whyNot(stranger.identity, file)).toContain('Failed to get the data key');
    }));

  test('would be broken by an emitter that sorts its keys: the MAC covers their order', () =>
    inTestRepository(async ({ developer }) => {
      const document = parse(readFileSync(file, 'utf8')) as KubeObject;
      const object = new ApiObject(new Chart(new App(), 'chart'), 'secret', document);
      writeFileSync('sorted.yaml', toYaml(object.toJson() as KubeObject));
      expect(parse(readFileSync('sorted.yaml', 'utf8'))).toEqual(document);
      expect(await whyNot(developer.identity, 'sorted.yaml')).toContain('MAC mismatch');
    }));

  test('is refused by sops once a value has been put in the place of another', () =>
    inTestRepository(async ({ developer }) => {
      const [, dollar = ''] = /dollar: (ENC\[.*\])/.exec(render().text) ?? [];
      writeFileSync('swapped.yaml', render().text.replace(/octal: ENC\[.*\]/, `octal: ${dollar}`));
      expect(await whyNot(developer.identity, 'swapped.yaml')).toContain('message authentication failed');
    }));

  test('rolls no pod when its recipients change, and pods when a value does', () =>
    inTestRepository(async ({ developer, flux }) => {
      const before = render();
      recipients(developer);
      expect(render().findings.map(({ problem }) => problem)).toEqual([
        `${flux.recipient} may decrypt, but is no recipient of this cluster`,
      ]);
      await withKey(developer.identity, 'updatekeys', '--yes', file);
      const after = render();
      expect(after.findings).toEqual([]);
      expect(after.text === before.text).toBe(false);
      expect(after.checksum).toBe(before.checksum);

      await withKey(developer.identity, 'set', file, '["stringData"]["octal"]', '"008"');
      expect(render().findings).toEqual([]);
      expect(render().checksum).not.toBe(after.checksum);
    }));

  test('bears the annotation that keeps Flux from pruning it, as docs/removals.md puts it there, and no other', () =>
    inTestRepository(async ({ developer }) => {
      const annotations = '["metadata"]["annotations"]';
      await withKey(developer.identity, 'set', file, annotations, '{"kustomize.toolkit.fluxcd.io/prune": "disabled"}');
      expect(render().findings).toEqual([]);
      writeFileSync('rendered.yaml', render().text);
      await withKey(developer.identity, 'decrypt', 'rendered.yaml');
      await withKey(developer.identity, 'set', file, annotations, '{"note": "kept elsewhere"}');
      expect(render().findings.map(({ field }) => field)).toEqual([
        `${file}#metadata.annotations.note`,
        `${file}#metadata.annotations.kustomize.toolkit.fluxcd.io/prune`,
      ]);
    }));

  test('is refused by the synth once somebody has written a value into it', () =>
    inTestRepository(async () => {
      writeFileSync(file, readFileSync(file, 'utf8').replace(/octal: ENC\[.*\]/, 'octal: "007"'));
      expect(render().findings.map(({ field, problem }) => [field, problem])).toEqual([
        [`${file}#stringData.octal`, 'the value is not encrypted'],
      ]);
    }));

  test.each([
    ['a number', 7],
    ['a truth value', true],
  ])('is refused by the synth where it would decrypt to %s', (_name, value) =>
    inTestRepository(async ({ developer }) => {
      await withKey(developer.identity, 'set', file, '["stringData"]["octal"]', JSON.stringify(value));
      expect(render().findings.map(({ field, problem }) => [field, problem])).toEqual([
        [`${file}#stringData.octal`, 'the value is no text: once decrypted, the API server refuses it'],
      ]);
    }),
  );
});
