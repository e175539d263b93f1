// An encrypted file becomes a Secret without a key, to the byte; what is wrong with it is said with its file.
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Chart } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { randomToken, registryLogin } from '../../../lib/secrets/generators.ts';
import { SopsSecret, type SopsSecretProps } from '../../../lib/secrets/sops-secret.ts';
import type { Mount } from '../../../lib/workload/mount.ts';
import { Namespace } from '../../../lib/namespace/namespace.ts';
import { inRepository } from '../../support/repository.ts';
import { renderCharts } from '../../support/synthesize.ts';
import { asLine } from '../workload/service.ts';
import { ages, edited, encryptedValue, file, stanzaOf, text } from './encrypted.ts';

const plain = 'hunter2-never-print';
const keys = { token: randomToken(32) };

function secret(change: Partial<SopsSecretProps> = {}, then: (secret: SopsSecret, chart: Chart) => void = () => {}) {
  return renderCharts({
    tickets: (chart) => {
      new Namespace(chart, 'namespace', { name: 'tickets', quota: { cpu: '1', memory: '1Gi', pods: 5 } });
      then(new SopsSecret(chart, 'api-token', { file, keys, ...change }), chart);
    },
  });
}

/** The same, in a repository whose file is another. */
const secretOf = (content: string, run: () => ReturnType<typeof secret> = secret) =>
  inRepository(() => {
    writeFileSync(file, content);
    return run();
  });

test('the file is rendered to the byte', () => {
  const { files, findings } = secret();
  expect(findings).toEqual([]);
  expect(files.get('test/apps/tickets/tickets/Secret_api-token.yaml')).toBe(text);
});

test('the order of its keys stays, however odd', async () => {
  const odd = edited(/^(apiVersion: v1\n)(kind: Secret\n)/, '$2$1');
  const { files, findings } = await secretOf(odd);
  expect(findings).toEqual([]);
  expect(files.get('test/apps/tickets/tickets/Secret_api-token.yaml')).toBe(odd);
});

test.each([
  ['of other values', randomToken(32), ['keys[".dockerconfigjson"]']],
  ['of a login', registryLogin, []],
])("a registry's Secret with a generator %s", (_name, generator, fields) => {
  const type = 'kubernetes.io/dockerconfigjson';
  const { findings } = secret({ type, keys: { '.dockerconfigjson': generator } });
  expect(findings.map(({ field }) => field).filter((field) => field.startsWith('keys'))).toEqual(fields);
});

test('its name is the id, or one of its own, and each key has a generator', () => {
  const secrets: SopsSecret[] = [];
  const { findings } = renderCharts({
    tickets: (chart) => void secrets.push(new SopsSecret(chart, 'elsewhere', { file, keys, name: 'api-token' })),
  });
  expect(findings.map(({ code }) => code)).not.toContain('invalid-setting');
  expect(secrets.map(({ name, generators }) => [name, Object.keys(generators)])).toEqual([['api-token', ['token']]]);
});

describe('what is wrong is said with its file, once, and nothing is rendered:', () => {
  test.each([
    ['a value in the clear', edited(encryptedValue, plain), ['stringData.token: the value is not encrypted']],
    ['no encryption at all', edited(/^sops:\n(.*\n)+/m, ''), ['sops: the file is not encrypted']],
    ['an empty file', '', ['sops: the file is not encrypted']],
    ['a stanza alone', 'sops: {}\n', ['sops: is not as sops writes it', 'metadata: is missing in the file']],
    [
      'two faults',
      edited('type: Opaque', 'type: kubernetes.io/tls', edited('name: api-token', 'name: other')),
      ['metadata.name: is "other" in the file', 'type: is "kubernetes.io/tls" in the file'],
    ],
  ])('%s', async (_name, content, problems) => {
    const { files, findings } = await secretOf(content);
    const said = findings.map((finding) => asLine(finding));
    for (const problem of problems)
      expect(said).toContainEqual(expect.stringMatching(`^${`${file}#${problem}`.replaceAll('.', '\\.')}`));
    expect(new Set(findings.map(({ code, at }) => `${code} ${at}`))).toEqual(
      new Set(['invalid-setting test/apps/tickets/api-token']),
    );
    expect(JSON.stringify(findings)).not.toContain('hunter2');
    expect(files.size).toBe(0);
  });

  test('a file that is elsewhere', () => {
    expect(secret({ file: 'secrets/../clusters/keys/lab.yaml' }).findings.map(asLine)).toEqual([
      'secrets/../clusters/keys/lab.yaml#file: "secrets/../clusters/keys/lab.yaml" is outside secrets/; write: a file of secrets/<cluster>/, no link',
    ]);
  });

  test("another cluster's file: its recipients are not this cluster's", () => {
    const { findings } = secret({ file: 'secrets/live/tickets-api-token.yaml' });
    expect(findings.map(({ field }) => field)).toEqual(
      ['azure_kv', 'azure_kv', 'age', 'age', 'age'].map((part) => `secrets/live/tickets-api-token.yaml#sops.${part}`),
    );
  });

  test.each<[string, Partial<SopsSecretProps>, string]>([
    ['another type', { type: 'kubernetes.io/tls' }, 'type'],
    ['another name', { name: 'other' }, 'metadata.name'],
    ['a key more', { keys: { ...keys, user: randomToken(16) } }, 'stringData.user'],
    ['no key', { keys: {} }, 'stringData.token'],
  ])('%s than the construct declares', (_name, change, field) => {
    expect(secret(change).findings.map((finding) => finding.field)).toEqual([`${file}#${field}`]);
  });
});

describe('as files of a container', () => {
  const mountOf = (content: string, recipients = ages): Promise<Mount | undefined> => {
    let mount: Mount | undefined;
    return inRepository(() => {
      writeFileSync(file, content);
      const keys = parse(readFileSync('clusters/keys/lab.yaml', 'utf8')) as object;
      const age = recipients.map((recipient) => ({ recipient, holder: 'test' }));
      writeFileSync('clusters/keys/lab.yaml', stringify({ ...keys, age }));
      expect(secret({}, (made) => (mount = made.at('/run/secrets/token'))).findings).toEqual([]);
      return mount;
    });
  };

  test('it is mounted by name, with the checksum of its values', async () => {
    expect(await mountOf(text)).toEqual({
      name: 'api-token',
      path: '/run/secrets/token',
      source: { secret: 'api-token' },
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('a changed value rolls the pods', async () => {
    const changed = edited(encryptedValue, encryptedValue.replace(/data:[^,]*/, 'data:AAAA'));
    expect((await mountOf(changed))?.checksum).not.toBe((await mountOf(text))?.checksum);
  });

  test('changed recipients roll nothing', async () => {
    const [kept = '', gone = ''] = ages;
    const changed = edited(stanzaOf(gone), '', edited(/lastmodified: .*/, 'lastmodified: "2030-01-01T00:00:00Z"'));
    expect(await mountOf(changed, [kept])).toEqual(await mountOf(text));
  });
});
