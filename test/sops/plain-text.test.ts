// What Git holds is looked at file by file: dist/ by a closed list, all else for what is known to be a credential.
import { describe, expect, test } from '@jest/globals';
import { array, assert, constantFrom, nat, oneof, property, string, stringMatching, tuple } from 'fast-check';
import { stringify } from 'yaml';
import type { Held } from '../../sops/held.ts';
import { misplacedIn, readableIn } from '../../sops/plain-text.ts';
import { renderedFleet } from '../support/fixture-fleet.ts';

const clusters = ['lab', 'pilot', 'live'];
const held = (path: string, text: string, isFile = true): Held => ({ path, place: path, text, isFile });
const problems = (file: Held): string[] =>
  misplacedIn(file, clusters).map(({ field, problem }) => `${field} ${problem}`);

const dist = new Map([...renderedFleet()].map(([path, text]) => [`dist/${path}`, text]));
const secret = 'dist/lab/apps/tickets/tickets/Secret_api-token.yaml';
const config = 'dist/lab/apps/tickets/tickets/ConfigMap_venues.yaml';
const textOf = (path: string): string => dist.get(path) ?? '';
const key = ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' ');
const inBase64 = (text: string): string => Buffer.from(text).toString('base64');

/** Put together here, so that no scanner takes this file for a leak. */
const kubeconfig = (user: object): object => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'a', cluster: { server: 'https://a' } }],
  users: [
    { name: 'other', user: {} },
    { name: 'admin', user },
  ],
});
const docker = (login: object): object => ({ auths: { 'registry.example.com': login } });
const login = { auth: inBase64('me:pw') };
const terraform = (resources: readonly object[]): object => ({
  version: 4,
  terraform_version: '1.14.0',
  lineage: 'a',
  outputs: {},
  resources,
});

const whole = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  token: hunter2\n';

test('all that synth writes passes', () => {
  expect([...dist].flatMap(([path, text]) => problems(held(path, text)))).toEqual([]);
  expect(dist.size).toBeGreaterThan(150);
});

describe('refused in dist/:', () => {
  test.each([
    [
      'a file at its root',
      held('dist/notes.txt', 'x'),
      ['dist/notes.txt comes from no construct: synth writes no such file'],
    ],
    [
      'an object in another place',
      held('dist/lab/apps/tickets/ConfigMap_venues.yaml', textOf(config)),
      [expect.stringContaining('comes from no construct')],
    ],
    [
      'a cluster that there is not',
      held(config.replace('/lab/', '/qa/'), textOf(config)),
      [expect.stringContaining('comes from no construct')],
    ],
    [
      'a comment',
      held(config, `${textOf(config)}# password: hunter2\n`),
      [expect.stringContaining('is not as synth writes'), `${config} sets "password" in the clear`],
    ],
    [
      'a second document',
      held(config, `${textOf(config)}---\n${whole}`),
      [
        expect.stringContaining('comes from no construct'),
        `${config} sets "token" in the clear`,
        `${config} holds a whole Secret`,
        `${config} is in the clear, and "token" tells of a credential`,
      ],
    ],
    [
      'a value',
      held(config, textOf(config).replace(/^data:\n/m, 'data:\n  a.token: hunter2\n')),
      [`${config}#data["a.token"] is in the clear, and "a.token" tells of a credential`],
    ],
    [
      'a Secret that is not encrypted',
      held(secret, whole.replace('name: s\n', 'name: api-token\n  namespace: tickets\n')),
      [`${secret}#sops the file is not encrypted`],
    ],
    [
      'one of whose values one is not',
      held(secret, textOf(secret).replace(/ENC\[[^\]]*\]/, 'hunter2')),
      [`${secret}#stringData.token the value is not encrypted`],
    ],
    ['a link', held(config, '../../../x', false), [`${config} is no file`]],
  ])('%s', (_name, file, expected) => {
    expect(problems(file)).toEqual(expected);
    expect(JSON.stringify(misplacedIn(file, clusters))).not.toContain('hunter2');
  });

  test('any other path, whatever it holds', () => {
    const name = stringMatching(/^[a-zA-Z0-9._-]{1,12}$/);
    const path = oneof(
      array(name, { minLength: 1, maxLength: 7 }).map((parts) => `dist/${parts.join('/')}`),
      tuple(constantFrom(...dist.keys()), name).map(([file, other]) => file.replace(/[^/]*$/, other)),
      tuple(constantFrom(...dist.keys()), name).map(([file, other]) => `${file}/${other}`),
    ).filter((path) => !dist.has(path));
    const text = oneof(string(), constantFrom(...dist.values()));
    assert(
      property(path, text, (path, text) => {
        expect(problems(held(path, text))).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('anything put into a file beside its object', () => {
    const added = constantFrom(
      '# a\n',
      '#\n',
      '---\n',
      '\uFEFF',
      '&a ',
      '!!str ',
      '\n',
      ' ',
      '%YAML 1.2\n',
      '- ',
      '? ',
    );
    const files = constantFrom(...[...dist.keys()].filter((path) => !path.includes('Secret_')));
    const places = tuple(files, nat()).map(([path, at]) => ({
      path,
      line: at % (textOf(path).split('\n').length - 1),
    }));
    assert(
      property(
        places.filter(({ path, line }) => !isBlockText(textOf(path), line)),
        added,
        ({ path, line }, text) => {
          const lines = textOf(path).split('\n');
          expect(problems(held(path, lines.with(line, text + (lines[line] ?? '')).join('\n')))).not.toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Whether a line belongs to a text of several lines, in which anything may stand. */
function isBlockText(text: string, line: number): boolean {
  const before = text.split('\n').slice(0, line + 1);
  return before.some((each) => /: \|[-+]?\d*$/.test(each));
}

describe('refused elsewhere:', () => {
  test.each([
    ['a Secret in YAML', 'deploy/a.yaml', whole, ['deploy/a.yaml#line.2 is a Secret in the clear']],
    [
      'one in JSON',
      'a.json',
      '{"kind": "Secret", "data": {"a": "aHVudGVyMg=="}}',
      ['a.json#line.1 is a Secret in the clear'],
    ],
    [
      'one in a list',
      'a.yaml',
      'kind: List\nitems:\n- kind: Secret\n  data: {a: b}\n',
      ['a.yaml#line.3 is a Secret in the clear'],
    ],
    [
      'a list of them, as the API gives it',
      'a.yaml',
      'kind: SecretList\nitems:\n- metadata: {name: s}\n  data: {a: b}\n',
      ['a.yaml#line.1 is a Secret in the clear'],
    ],
    [
      'such a list in JSON',
      'a.json',
      '{"apiVersion":"v1","items":[{"metadata":{"name":"s"},"data":{"a":"YQ=="}}],"kind":"SecretList"}',
      ['a.json#line.1 is a Secret in the clear'],
    ],
    ['one without ending', 'deploy/secret', whole, ['deploy/secret#line.2 is a Secret in the clear']],
    ['one in a template', 'a.tpl', `{{ if .x }}\n${whole}{{ end }}`, ['a.tpl#line.3 is a Secret in the clear']],
    [
      'one that is spelt otherwise',
      'a.yaml',
      'kind: "\\x53ecret"\ndata: {a: b}\n',
      ['a.yaml is a Secret in the clear'],
    ],
    ['a key', 'notes.md', `x\n${key}\n`, ['notes.md#line.2 holds a private key']],
    ['a key in UTF-16', 'notes.txt', [...key].join('\0'), ['notes.txt#line.1 holds a private key']],
    [
      'a kubeconfig with a key',
      'a/config',
      stringify(kubeconfig({ 'client-key-data': inBase64(`${key}\n`) })),
      ['a/config#line.12 holds a private key', 'a/config#line.7 holds a kubeconfig that logs in'],
    ],
    [
      'one with a key of another form',
      'a/config',
      stringify(kubeconfig({ 'client-key-data': 'aHVudGVyMg==' })),
      ['a/config#line.7 holds a kubeconfig that logs in'],
    ],
    [
      'one with a token',
      'a.yaml',
      stringify(kubeconfig({ token: 'hunter2' })),
      ['a.yaml#line.7 holds a kubeconfig that logs in'],
    ],
    [
      'one with a password, in JSON',
      'a.json',
      JSON.stringify(kubeconfig({ username: 'me', password: 'hunter2' })),
      ['a.json#line.1 holds a kubeconfig that logs in'],
    ],
    [
      "one that gives the login's program a secret",
      'a.yaml',
      stringify(kubeconfig({ exec: { command: 'kubelogin', args: ['get-token', '--client-secret', 'hunter2'] } })),
      ['a.yaml#line.7 holds a kubeconfig that logs in'],
    ],
    [
      'one that gives it by the environment',
      'a.yaml',
      stringify(kubeconfig({ exec: { env: [{ name: 'AAD_SERVICE_PRINCIPAL_CLIENT_SECRET', value: 'hunter2' }] } })),
      ['a.yaml#line.7 holds a kubeconfig that logs in'],
    ],
    [
      'one that is a value elsewhere, in base64',
      'charts/values.yaml',
      stringify({ x: { y: inBase64(stringify(kubeconfig({ token: 'hunter2' }))) } }),
      ['charts/values.yaml holds a kubeconfig that logs in'],
    ],
    [
      'a login of Docker',
      '.docker/config.json',
      JSON.stringify(docker(login), null, 2),
      ['.docker/config.json#line.2 holds a login of Docker'],
    ],
    ['one in a line', 'x', JSON.stringify(docker(login)), ['x#line.1 holds a login of Docker']],
    ['one by a token', 'x', stringify(docker({ identitytoken: 'hunter2' })), ['x#line.1 holds a login of Docker']],
    [
      'one in JSON in YAML',
      'charts/values.yaml',
      stringify({ x: JSON.stringify(docker(login)) }),
      ['charts/values.yaml#line.1 holds a login of Docker'],
    ],
    [
      'one in base64 in YAML',
      'charts/values.yaml',
      stringify({ x: inBase64(JSON.stringify(docker(login), null, '\t')) }),
      ['charts/values.yaml holds a login of Docker'],
    ],
    [
      'one that is spelt otherwise',
      'a.json',
      JSON.stringify(docker(login)).replace('auths', String.raw`\u0061uths`),
      ['a.json holds a login of Docker'],
    ],
    [
      'a state of Terraform',
      'terraform.tfstate',
      JSON.stringify(
        terraform([{ type: 'random_password', instances: [{ attributes: { result: 'hunter2' } }] }]),
        null,
        2,
      ),
      ['terraform.tfstate#line.3 holds a state of Terraform'],
    ],
    [
      'its state as it is shown',
      'state.json',
      JSON.stringify({ format_version: '1.0', terraform_version: '1.14.0', values: { root_module: {} } }),
      ['state.json#line.1 holds a state of Terraform'],
    ],
    [
      'a file of secrets/ in the clear',
      'secrets/lab/a.yaml',
      whole,
      ['secrets/lab/a.yaml#sops the file is not encrypted'],
    ],
  ])('%s', (_name, path, text, expected) => {
    expect(readableIn(held(path, text)).map(({ field, problem }) => `${field} ${problem}`)).toEqual(expected);
  });

  test.each([
    ['an encrypted one', 'deploy/a.yaml', textOf(secret)],
    [
      'the definition of another list',
      'a.yaml',
      'spec:\n  names:\n    kind: SecretStore\n    listKind: SecretStoreList\n',
    ],
    ['a reference', 'a.yaml', 'spec:\n  valuesFrom:\n  - kind: Secret\n    name: s\n'],
    ['prose about one', 'docs/a.md', 'kind: Secret\nstringData:\n'],
    [
      'one with its reason above',
      'a.yaml',
      `# not-a-credential: the API server's own example\n${whole.replace('apiVersion: v1\n', '')}`,
    ],
    ['a kubeconfig whose login is elsewhere', 'a.yaml', stringify(kubeconfig({ tokenFile: '/run/token' }))],
    [
      'one that has a program log in',
      'a.yaml',
      stringify(kubeconfig({ exec: { args: ['get-token', '--server-id', 'x'] } })),
    ],
    ['a kubeconfig that is filled in later', 'a.yaml', stringify(kubeconfig({ token: '${TOKEN}' }))],
    ['logins that Docker keeps elsewhere', 'a.json', JSON.stringify({ ...docker({}), credsStore: 'desktop' })],
    ['an empty state of Terraform', 'a.tfstate', JSON.stringify(terraform([]))],
    ['its version alone', 'a.yaml', stringify({ terraform_version: '1.14.0', modules: ['a'] })],
    ['prose about a login', 'a.md', JSON.stringify(docker(login))],
    ['a login with its reason', 'a.yaml', `# not-a-credential: the example of the manual\n${stringify(docker(login))}`],
    ['a key with its reason beside it', 'a.md', `${key} <!-- not-a-credential: a heading alone -->`],
  ])('not %s', (_name, path, text) => {
    expect(readableIn(held(path, text))).toEqual([]);
  });

  test('a private key in base64, in any text, after any text, in one line or more', () => {
    const kind = constantFrom('', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED ');
    const width = constantFrom(64, 76, 1e6);
    const gap = constantFrom('\n', '\r\n', '\n    ', String.raw`\n`);
    assert(
      property(string({ unit: 'binary' }), kind, width, gap, (before, kind, width, gap) => {
        const text = inBase64(`${before}${key.replace('RSA ', kind)}\nMIIE\n`);
        const lines = text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
        for (const path of ['notes.md', 'a.sh', 'a.yaml'])
          expect(readableIn(held(path, `x: ${lines.join(gap)}\n`)).map(({ problem }) => problem)).toEqual([
            'holds a private key',
          ]);
      }),
      { numRuns: 300 },
    );
    // A certificate is none.
    expect(readableIn(held('a.yaml', inBase64(key.replace('RSA PRIVATE KEY', 'CERTIFICATE'))))).toEqual([]);
  });

  test('a bundle of keys in PKCS #12', () => {
    const bundle = `${['MIIJ', 'KQIBAzCC'].join('')}CO8GCSqGSIb3DQEHAaCC`;
    expect(readableIn(held('a.md', `pfx: ${bundle}`)).map(({ problem }) => problem)).toEqual(['holds a private key']);
  });

  test('a reason lets no other line pass', () => {
    expect(readableIn(held('a.md', `not-a-credential: because\n${key}\n\n${key}\n`)).map(({ field }) => field)).toEqual(
      ['a.md#line.4'],
    );
    const example = stringify(docker(login));
    expect(
      readableIn(held('a.yaml', `# not-a-credential: because\n${example}---\n${example}`)).map(({ field }) => field),
    ).toEqual(['a.yaml#line.6']);
    expect(readableIn(held('a.md', `not-a-credential:\n${key}\n`)).map(({ field }) => field)).toEqual(['a.md#line.2']);
  });
});
