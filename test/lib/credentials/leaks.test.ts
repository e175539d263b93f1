// What looks like a credential is found wherever it stands in an object; what stands there today is none.
import { describe, expect, test } from '@jest/globals';
import {
  assert,
  base64String,
  constantFrom,
  dictionary,
  letrec,
  oneof,
  property,
  record,
  string,
  stringMatching,
  tuple,
} from 'fast-check';
import { load } from 'js-yaml';
import { stringify } from 'yaml';
import { leaksIn } from '../../../lib/credentials/leaks.ts';
import { isTelling } from '../../../lib/credentials/names.ts';
import { renderedFleet } from '../../support/fixture-fleet.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const made = {
  github: ['ghp', 'x7Kq2Vd9LmR4tYw8BnZ3cJf6HsPa1GuEoT5i'].join('_'),
  aws: ['AKIA', 'Q3EGRIWOZ5TDKLMN'].join(''),
  pem: ['-----BEGIN RSA PRIVATE', 'KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n'].join(' '),
  age: ['AGE-SECRET-KEY', `1${'QPZRY9X8GF'.repeat(6).slice(0, 58)}`].join('-'),
  jwt: ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJ0ZXN0In0abc', 'c2lnbmF0dXJlLXRleHQ'].join('.'),
  storage: `AccountName=a;${['Account', 'Key'].join('')}=${'aB3d'.repeat(21)}ab==`,
  entra: `${['abc8', 'Q~'].join('')}${'aB3d'.repeat(8)}xy`,
  slack: ['https://hooks.slack.com', 'services/T00000000/B00000000/abcdefabcdef'].join('/'),
  random: 'k3Jd8sLq0Zx7Vb2NmW5e',
};

/** What the files of a mount hash to. */
const digest = '0a'.repeat(32);

const config = (data: Readonly<Record<string, unknown>>): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'config' },
  data,
});
const container = (change: object): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { spec: { containers: [{ name: 'web', ...change }] } } },
});
const release = (values: object): object => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'r' },
  spec: { values },
});
const external = (template: object): object => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name: 'e' },
  spec: { target: { template } },
});
const whole = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { x: 'hunter2' } };

const fieldsOf = (object: object): string[] => [
  ...new Set(leaksIn(object as Record<string, unknown>).map(({ field }) => field)),
];

describe('found:', () => {
  test.each([
    ['a password in a ConfigMap', config({ password: 'hunter2' }), 'data.password'],
    [
      'one in a file of it',
      config({ 'app.properties': 'user=app\ndb.password = hunter2\n' }),
      'data["app.properties"]',
    ],
    ['one in YAML', config({ 'app.yaml': 'db:\n  password: hunter2\n' }), 'data["app.yaml"]'],
    ['one in a block of YAML', config({ 'app.yaml': 'db:\n  password: |\n    hunter2\n' }), 'data["app.yaml"]'],
    ['one in JSON', config({ 'app.json': '{"db":{"password":"hunter2"}}' }), 'data["app.json"]'],
    ['one in JSON that spells it otherwise', config({ a: String.raw`{"pass\u0077ord":"hunter2"}` }), 'data.a'],
    ['one in JSON in JSON', config({ a: JSON.stringify({ b: JSON.stringify({ password: 'hunter2' }) }) }), 'data.a'],
    ['one in XML', config({ 'a.xml': '<db><password>hunter2</password></db>' }), 'data["a.xml"]'],
    ['one in SQL', config({ 'a.sql': "CREATE USER a IDENTIFIED BY 'hunter2'" }), 'data["a.sql"]'],
    [
      'one in base64',
      { ...config({}), binaryData: { a: Buffer.from('password=hunter2').toString('base64') } },
      'binaryData.a',
    ],
    ['a file that is called password', config({ 'password.txt': 'hunter2' }), 'data["password.txt"]'],
    ["a client's secret", release({ auth: { clientSecret: 'hunter2' } }), 'spec.values.auth.clientSecret'],
    ["a password's value", release({ passwordValue: 'hunter2' }), 'spec.values.passwordValue'],
    ['a number for a password', release({ adminPassword: 12_345_678 }), 'spec.values.adminPassword'],
    ['a PIN in quotes for a password', release({ adminPassword: '1234' }), 'spec.values.adminPassword'],
    ['a private key', config({ 'tls.pem': made.pem }), 'data["tls.pem"]'],
    ['a private key in base64', config({ x: Buffer.from(made.pem).toString('base64') }), 'data.x'],
    [
      'a variable',
      container({ env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }),
      'spec.template.spec.containers[0].env[0].value',
    ],
    [
      'a variable without gaps',
      container({ env: [{ name: 'PGPASSWORD', value: 'hunter2' }] }),
      'spec.template.spec.containers[0].env[0].value',
    ],
    [
      'a variable with a default',
      container({ env: [{ name: 'TOKEN', value: '${TOKEN:-hunter2}' }] }),
      'spec.template.spec.containers[0].env[0].value',
    ],
    [
      'a URL with a password',
      container({ env: [{ name: 'DATABASE', value: 'postgres://app:hunter2@db/app' }] }),
      'spec.template.spec.containers[0].env[0].value',
    ],
    ...['%40dmin9secret', '$ecret9xQ7z', '{ecret9', '*ecret9', '<ecret9', '$(ecret9', '${PASSWORD}9'].map(
      (password): [string, object, string] => [
        `a URL with a password that begins as a placeholder does: ${password}`,
        config({ a: `amqp://app:${password}@mq` }),
        'data.a',
      ],
    ),
    ['a login of curl that begins so', config({ a: 'curl -u app:$ecret9xQ7z https://a' }), 'data.a'],
    ['a password that begins so', config({ password: '$ecret9xQ7z' }), 'data.password'],
    ['a connection to MySQL, as Go writes it', config({ a: 'root:secret@tcp(db:3306)/x' }), 'data.a'],
    ['one to a socket', config({ a: 'DSN=root:sec/ret@unix(/run/mysql.sock)/x?a=b' }), 'data.a'],
    ['one to where it always is', config({ a: 'root:$ecret@/x' }), 'data.a'],
    [
      'a connection',
      container({ env: [{ name: 'DB', value: 'Server=db;Password=hunter2;' }] }),
      'spec.template.spec.containers[0].env[0].value',
    ],
    ['an argument', container({ args: ['--db-password=hunter2'] }), 'spec.template.spec.containers[0].args[0]'],
    [
      'an argument after its flag',
      container({ args: ['--token', 'hunter2'] }),
      'spec.template.spec.containers[0].args[1]',
    ],
    [
      'a login of curl',
      container({ command: ['curl', '-u', 'admin:hunter2'] }),
      'spec.template.spec.containers[0].command[2]',
    ],
    [
      'a script',
      container({ command: ['sh', '-c', 'export API_KEY=hunter2; run'] }),
      'spec.template.spec.containers[0].command[2]',
    ],
    [
      'a command that prints one',
      container({ command: ['sh', '-c', 'TOKEN="$(echo hunter2)" run'] }),
      'spec.template.spec.containers[0].command[2]',
    ],
    [
      'a login of Docker, however short',
      config({ 'config.json': '{"auths":{"registry.example.com":{"auth":"YTpi"}}}' }),
      'data["config.json"]',
    ],
    ['one among values', release({ a: { auths: { 'registry.example.com': { auth: 'YTpi' } } } }), 'spec.values.a'],
    [
      'a header of a probe',
      container({ livenessProbe: { httpGet: { httpHeaders: [{ name: 'X-Api-Key', value: 'hunter2' }] } } }),
      'spec.template.spec.containers[0].livenessProbe.httpGet.httpHeaders[0].value',
    ],
    ['a value of a chart', release({ grafana: { adminPassword: 'hunter2' } }), 'spec.values.grafana.adminPassword'],
    ['a whole Secret among them', release({ extraObjects: [whole] }), 'spec.values.extraObjects[0]'],
    [
      'a list of whole Secrets',
      release({ manifests: { kind: 'SecretList', items: [{ data: { a: 'YQ==' } }] } }),
      'spec.values.manifests',
    ],
    ['a whole Secret in text', release({ extraObjects: [stringify(whole)] }), 'spec.values.extraObjects[0]'],
    ['one in a template', release({ extra: `{{ if .x }}\n${stringify(whole)}{{ end }}` }), 'spec.values.extra'],
    ['one in a list', { apiVersion: 'v1', kind: 'List', metadata: { name: 'l' }, items: [whole] }, 'items[0]'],
    [
      'one that says its kind in other words',
      release({ a: 'apiVersion: v1\nkind: !!str "Sec\\x72et"\ndata: {a: b}\n' }),
      'spec.values.a',
    ],
    [
      'one that kubectl kept',
      { ...config({}), metadata: { name: 'c', annotations: { last: JSON.stringify(whole) } } },
      'metadata.annotations.last',
    ],
    ['a template of an ExternalSecret', external({ data: { token: 'hunter2' } }), 'spec.target.template.data.token'],
    ['a literal in one', external({ data: { token: '{{ "hunter2" }}' } }), 'spec.target.template.data.token'],
    [
      'a text in one',
      external({ templateFrom: [{ literal: 'password: hunter2' }] }),
      'spec.target.template.templateFrom[0].literal',
    ],
    ['a label', { ...config({}), metadata: { name: 'c', labels: { token: 'hunter2' } } }, 'metadata.labels.token'],
    ['a token under any name', config({ note: `see ${made.github}` }), 'data.note'],
    ['a token that is a name itself', config({ [made.github]: '' }), 'data.hidden'],
    ['a random value under a hint', release({ tokenStore: made.random }), 'spec.values.tokenStore'],
    ['a random value below one', release({ credentials: { a: { b: made.random } } }), 'spec.values.credentials.a.b'],
  ])('%s', (_name, object, field) => {
    expect(fieldsOf(object)).toEqual([field]);
  });

  test.each(Object.entries(made).filter(([name]) => name !== 'random'))('%s, by its form', (_name, value) => {
    expect(fieldsOf(config({ note: `text ${value} text` }))).toEqual(['data.note']);
  });

  test('and never printed', () => {
    expect(JSON.stringify(leaksIn({ data: { [made.github]: made.github } }))).not.toContain(made.github);
    for (const object of [config({ password: 'hunter2' }), release({ extraObjects: [stringify(whole)] })])
      expect(JSON.stringify(leaksIn(object as Record<string, unknown>))).not.toContain('hunter2');
  });
});

describe('no credential:', () => {
  test.each([
    ['where one is', container({ env: [{ name: 'TOKEN_FILE', value: '/run/secrets/api-token/token' }] })],
    ['a path to one', container({ args: ['--token', '/run/secrets/api-token/token', '--password-file=/run/p'] })],
    ['a variable that holds it', container({ args: ['--password=$(DB_PASSWORD)'] })],
    ...[
      '${PASSWORD}',
      '$(PASSWORD)',
      '$PASSWORD',
      '%(password)s',
      '<password>',
      '{{ .password }}',
      '{{.p}}',
      '***',
    ].map((password): [string, object] => [
      `one that is filled in later: ${password}`,
      config({
        password,
        url: `amqp://app:${password}@mq`,
        mysql: `root:${password}@tcp(db:3306)/x`,
        curl: `curl -u "app:${password}" https://a`,
      }),
    ]),
    ['a connection without a password', config({ a: 'root@tcp(db:3306)/x', b: 'root:@tcp(db:3306)/x' })],
    ['how many there may be', config({ 'count/secrets': '200' })],
    [
      'what the files of a mount hash to, whose name hints at one',
      { metadata: { annotations: { 'checksum.fleetwright.dev/session-key': digest } } },
    ],
    ['how one is called', release({ admin: { existingSecret: 'grafana-admin', passwordKey: 'admin-password' } })],
    ['a file that a script reads', container({ command: ['sh', '-c', 'TOKEN="$(cat /run/secrets/t/token)" run'] })],
    [
      'a reference',
      release({ valuesFrom: [{ kind: 'Secret', name: 'x', valuesKey: 'y' }], imagePullSecrets: ['registry'] }),
    ],
    ['a switch', { ...config({}), automountServiceAccountToken: false, spec: { token: true } }],
    ['how long one lives', container({ args: ['--token-ttl=1h', '--token-ttl', '1h'], tokens: 3 })],
    [
      'what a template fills in',
      external({ data: { password: '{{ .password }}', url: 'postgres://a:{{ .password }}@db/a' } }),
    ],
    [
      'an entry of a vault',
      { spec: { data: [{ secretKey: 'admin-password', remoteRef: { key: 'grafana-admin-password' } }] } },
    ],
    ['rights on Secrets', { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }] }],
    ['a digest', container({ image: `r/i:1@sha256:${'0a'.repeat(32)}`, token: { path: 'a' } })],
    ['a query', { spec: { expr: 'sum(rate(kube_secret_info{secret!="", namespace=~"a|b"}[5m])) by (token)' } }],
  ])('%s', (_name, object) => {
    expect(leaksIn(object as Record<string, unknown>)).toEqual([]);
  });

  test('anything that a fleet renders', () => {
    const found = [...renderedFleet()]
      .filter(([path]) => !path.includes('/Secret_'))
      .flatMap(([path, text]) => leaksIn(load(text) as Record<string, unknown>).map((leak) => ({ path, ...leak })));
    expect(found).toEqual([]);
  });
});

describe('whatever is tried:', () => {
  /** Ways to put a value deeper: maps, lists, texts. */
  const { wrapped } = letrec<{ wrapped: (value: unknown) => unknown }>((tie) => ({
    wrapped: oneof(
      { maxDepth: 3, depthIdentifier: 'wrapped' },
      constantFrom((value: unknown): unknown => value),
      // A text under `pw` is a password, whatever it says.
      tuple(
        stringMatching(/^[a-z]{1,8}$/).filter((name) => !isTelling(name)),
        tie('wrapped'),
      ).map(([name, inner]) => (value: unknown) => ({
        [name]: inner(value),
      })),
      tie('wrapped').map((inner) => (value: unknown) => ['x', inner(value)]),
      tie('wrapped').map((inner) => (value: unknown) => JSON.stringify({ a: inner(value) })),
      tie('wrapped').map((inner) => (value: unknown) => stringify({ a: [inner(value)] })),
    ),
  }));
  const leaks = (value: unknown): boolean => leaksIn({ value }).length > 0;

  test('a Secret is found wherever it is put, unless it is no more than a reference', () => {
    // No parser here makes a member of that name.
    const name = string().filter((each) => each !== '__proto__');
    const member = oneof(name, constantFrom('data', 'type', 'immutable', 'Data', 'stringdata'));
    const allowed = 'apiVersion group key kind name namespace optional sectionName targetPath uid valuesKey'.split(' ');
    assert(
      property(
        wrapped,
        member,
        dictionary(constantFrom(...allowed), constantFrom('a', 'b')),
        (wrap, name, reference) => {
          const secret = { ...reference, kind: 'Secret' };
          expect(leaks(wrap(secret))).toBe(false);
          expect(leaks(wrap({ ...secret, [name]: 'x' }))).toBe(name !== '__proto__' && !allowed.includes(name));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a name that ends in what tells is found, whatever stands before it and however it is written', () => {
    const tells = [
      'password',
      'Passwd',
      'secret',
      'TOKEN',
      'apiKey',
      'api_key',
      'API-KEY',
      'private.key',
      'credentials',
    ];
    const name = tuple(stringMatching(/^([a-z]{1,6}[-_.])?$/), constantFrom(...tells)).filter(
      ([before]) => !/^(existing|pull|tls|cert|certificate).$/.test(before),
    );
    const value = stringMatching(/^[a-z]{3}[a-z0-9!%]{3,12}$/).filter(
      (text) => !/^(disabled|enabled|optional|required|default)$/.test(text),
    );
    assert(
      property(wrapped, name, value, (wrap, [before, tell], text) => {
        expect(leaks(wrap({ [before + tell]: text }))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('a form is found in any text around it', () => {
    const around = string().map((text) => `${text} `);
    assert(
      property(wrapped, around, constantFrom(made.github, made.pem, made.age, made.slack), (wrap, text, token) => {
        expect(leaks(wrap(`${text}${token}`))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('a password in a URL is found, unless all of it is filled in later', () => {
    const filledIn = constantFrom('${A}', '$(A)', '$A', '%(a)s', '<a>', '{{.a}}', '***', '');
    const literal = stringMatching(/^[a-z0-9$%{}()*<>-]{0,8}[a-z]$/).filter((text) => !/^%\(\w+\)s$/.test(text));
    assert(
      property(filledIn, literal, (before, after) => {
        expect(leaks(`postgres://app:${before}${after}@db`)).toBe(true);
        expect(leaks(`app:${before}${after}@tcp(db)/a`)).toBe(true);
        expect(leaks(`postgres://app:${before}@db`)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('our own annotations take nothing but what we write there', () => {
    const annotation = constantFrom('checksum.fleetwright.dev/api-token', 'fleetwright.dev/secrets');
    assert(
      property(annotation, string({ minLength: 4 }), (name, value) => {
        const isNames = value.split(',').every((each) => /^[a-z0-9.-]+(?:\/[a-z0-9.-]+)?$/.test(each));
        const isOurs = name.startsWith('checksum') ? /^[0-9a-f]{64}$/.test(value) : isNames;
        const isHarmless = isOurs || leaksIn({ token: value }).length === 0;
        expect(leaksIn({ [name]: value }).length > 0).toBe(!isHarmless);
      }),
    );
  });

  test('no text stops it', () => {
    assert(
      property(
        oneof(
          string({ unit: 'binary' }),
          base64String(),
          record({ a: string() }).map((map) => stringify(map)),
        ),
        (text) => {
          expect(leaksIn({ password: text, [text]: text })).toBeInstanceOf(Array);
        },
      ),
      { numRuns: 200 },
    );
  });
});
