// The reader takes what sops writes of a Secret, to the line, and nothing else. What it says quotes no value.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { encryptedValues, parseSopsDocument } from '../../../lib/secrets/sops-document.ts';
import { ages, edited, encryptedValue, faultsIn, stanzaOf, text, vaultStanza } from './encrypted.ts';

const plain = 'hunter2-never-print';
const asWritten = 'write: the file as sops wrote it';
const replace = 'npm run secrets -- create --replace';
const known = `${replace}, with a new value: this one is known now`;
const fields = (changed: string): string[] => parseSopsDocument(changed).faults.map(({ field }) => field);
const lineOf = (part: string): string => `line.${text.slice(0, text.indexOf(part)).split('\n').length}`;

test('it reads what a parser of YAML reads', () => {
  const { document, faults } = parseSopsDocument(text);
  expect(faults).toEqual([]);
  expect(document).toEqual(parse(text));
});

describe('it is one document that sops encrypted:', () => {
  const notEncrypted = `sops: the file is not encrypted; write: ${replace}`;
  test.each([
    ['an empty file', ''],
    ['comments alone', '# nothing\n'],
    ['a Secret that nobody encrypted', edited(/^sops:\n(.*\n)+/m, '')],
    ['text that is no map', 'just words\n'],
    ['a list', '- a\n'],
    ['JSON', JSON.stringify(parse(text))],
  ])('%s is refused', (_name, changed) => expect(faultsIn(changed)).toEqual([notEncrypted]));

  test.each([
    ['two documents', `${text}---\n${text}`, 'line.39'],
    ['the mark of a document', `---\n${text}`, 'line.1'],
    ['a directive', `%YAML 1.1\n---\n${text}`, 'line.1'],
    ['the end of a document', `${text}...\n`, 'line.39'],
    ['an empty line', edited('stringData:\n', '\nstringData:\n'), lineOf('stringData:')],
    ['a byte order mark', `\u{feff}${text}`, 'line.1'],
    ['CRLF', text.replaceAll('\n', '\r\n'), 'line.1'],
    ['a tab', edited('kind: Secret', 'kind:\tSecret'), lineOf('kind:')],
    ['NEL', edited('kind: Secret', 'kind: Secret\u{85}'), lineOf('kind:')],
    ['a tag', edited('kind: Secret', 'kind: !!str Secret'), 'kind'],
    ['a tag before a name', edited('kind: Secret', '!!str kind: Secret'), lineOf('kind:')],
    ['an anchor', edited('kind: Secret', 'kind: &a Secret'), 'kind'],
    ['an alias', edited('kind: Secret', 'kind: *secret'), 'kind'],
    ['a merge', edited('metadata:\n', 'metadata:\n    <<: {name: api-token}\n'), 'line.4'],
    [
      'a map in flow style',
      edited(/metadata:\n.*\n.*\n/, 'metadata: {name: api-token, namespace: tickets}\n'),
      'metadata',
    ],
    ['a name in quotes', edited('kind:', '"kind":'), '"kind"'],
    ['a name twice', edited('kind: Secret', 'kind: Secret\nkind: Secret'), 'kind'],
    ['a name twice, once in quotes', edited(/( {4})token(: .*\n)/, '$1token$2$1"token"$2'), 'stringData.token'],
    ['another case', edited('kind: Secret', 'kind: Secret\nKind: Secret'), 'Kind'],
    ['blanks at the end of a line', edited('kind: Secret', 'kind: Secret '), 'kind'],
    ['another indentation', edited('    name: api-token', '     name: api-token'), 'line.4'],
    ['a text over two lines', edited('kind: Secret', 'kind:\n  Secret'), 'kind'],
    ['a block', edited('kind: Secret', 'kind: |-\n    Secret'), 'kind'],
    ['a word that YAML 1.1 takes for a truth value', edited('name: api-token', 'name: yes'), 'metadata.name'],
    ['a number', edited(/version: "(0{32})"/, 'version: $1'), 'sops.azure_kv.version'],
    ['a list for a map', edited(/^sops:\n(.*\n)+/m, 'sops: []\n'), 'sops'],
    ['an empty stanza', edited(/^sops:\n(.*\n)+/m, 'sops:\n'), 'sops.encrypted_regex'],
    ['nobody who decrypts', edited(vaultStanza, '', edited(/ {4}age:\n(?: {8}.*\n)+/, '')), 'sops'],
  ])('%s is refused where it stands', (_name, changed, field) => expect(fields(changed)).toContain(field));

  test('words in double quotes are read as they are', () => {
    expect(faultsIn(edited('name: api-token', 'name: "api-token"'))).toEqual([]);
  });
});

describe('nothing stands beside the values that nobody encrypted:', () => {
  test.each([
    ['a comment among the values', edited('stringData:\n', `stringData:\n    # ${plain}\n`), 'line.8'],
    ['a comment behind a value', edited(encryptedValue, `${encryptedValue} # ${plain}`), lineOf(encryptedValue)],
    ['a comment above all', `# ${plain}\n${text}`, 'line.1'],
    ['a comment below all', `${text}# ${plain}\n`, 'line.39'],
    [
      'a comment that sops may have encrypted',
      edited('stringData:\n', `stringData:\n    #${encryptedValue.replace('type:str', 'type:comment')}\n`),
      'line.8',
    ],
    ...['labels', 'managedFields', 'ownerReferences', 'finalizers', 'generateName', 'Annotations'].map((name) => [
      `${name} of the metadata`,
      edited('metadata:\n', `metadata:\n    ${name}:\n        note: ${plain}\n`),
      `metadata.${name}`,
    ]),
    ...['kubectl.kubernetes.io/last-applied-configuration', 'note', 'kustomize.toolkit.fluxcd.io/reconcile'].map(
      (name) => [
        `the annotation ${name}`,
        edited('type: Opaque', `    annotations:\n        ${name}: ${plain}\ntype: Opaque`),
        `metadata.annotations.${name}`,
      ],
    ),
    [
      'another value of the annotation',
      edited('type: Opaque', `    annotations:\n        kustomize.toolkit.fluxcd.io/prune: ${plain}\ntype: Opaque`),
      'metadata.annotations.kustomize.toolkit.fluxcd.io/prune',
    ],
    ['another field of a Secret', edited('type: Opaque', `immutable: ${plain}\ntype: Opaque`), 'immutable'],
    ['another field of the stanza', edited('sops:\n', `sops:\n    note: ${plain}\n`), 'sops.note'],
    [
      'another field of a recipient',
      edited('          recipient:', `          note: ${plain}\n          recipient:`),
      'sops.age.note',
    ],
    [
      "another field of a vault's key",
      edited('          vault_url:', `          note: ${plain}\n          vault_url:`),
      'sops.azure_kv.note',
    ],
  ])('%s', (_name = '', changed = '', field = '') => {
    const { document, faults } = parseSopsDocument(changed);
    expect(document).toBeUndefined();
    expect(faults.map((fault) => fault.field)).toContain(field);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  test('whatever it is called: of all annotations one is let through', () => {
    const name = fc.stringMatching(/^(?:kustomize\.toolkit\.fluxcd\.io\/)?[a-z][a-z-]{0,20}$/);
    const known = fc
      .constantFrom('ssa', 'force', 'reconcile', 'substitute')
      .map((flag) => `kustomize.toolkit.fluxcd.io/${flag}`);
    fc.assert(
      fc.property(fc.oneof(name, known), (annotation) => {
        fc.pre(annotation !== 'kustomize.toolkit.fluxcd.io/prune');
        const changed = edited('type: Opaque', `    annotations:\n        ${annotation}: disabled\ntype: Opaque`);
        expect(fields(changed)).toContain(`metadata.annotations.${annotation}`);
      }),
    );
  });

  test('what keeps Flux from pruning it may stand there', () => {
    const changed = edited(
      'type: Opaque',
      '    annotations:\n        kustomize.toolkit.fluxcd.io/prune: disabled\ntype: Opaque',
    );
    expect(parseSopsDocument(changed).document?.metadata.annotations).toEqual({
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
  });
});

describe('a value is encrypted, or refused:', () => {
  const bytes = (length: number) => Buffer.alloc(length, 7).toString('base64');
  const sealed = (data: string, iv: string, tag: string, type = 'str') =>
    `ENC[AES256_GCM,data:${data},iv:${iv},tag:${tag},type:${type}]`;
  const refusal = [`stringData.token: the value is not encrypted; write: ${known}`];

  test('the form of sops is taken', () => {
    expect(faultsIn(edited(encryptedValue, sealed(bytes(1), bytes(32), bytes(16))))).toEqual([]);
    expect(faultsIn(edited(encryptedValue, '""'))).toEqual([]);
  });

  test.each([
    ['text in the clear', plain],
    ['text in the clear, in quotes', `"${plain}"`],
    ['a number', '911111111'],
    ['null', 'null'],
    ['a list', `[${plain}]`],
    ['a block', `|\n        ${plain}`],
    ['one that only looks encrypted', `ENC[${plain}]`],
    ['one with a tag of YAML', `!!binary ${encryptedValue}`],
    ['one in quotes', `"${encryptedValue}"`],
    ['one with something behind it', `${encryptedValue}${plain}`],
    ['a short nonce', sealed(bytes(20), bytes(12), bytes(16))],
    ['a nonce of one byte', sealed(bytes(20), 'AA==', bytes(16))],
    ['a long nonce', sealed(bytes(20), bytes(33), bytes(16))],
    ['a short tag', sealed(bytes(20), bytes(32), bytes(15))],
    ['a long tag', sealed(bytes(20), bytes(32), bytes(32))],
    ['no data', sealed('', bytes(32), bytes(16))],
    ['data that is no base64', sealed('abc', bytes(32), bytes(16))],
    ['base64 with bits left over', sealed('AB==', bytes(32), bytes(16))],
    ['base64 with padding inside', sealed('AA==AAAA', bytes(32), bytes(16))],
    ['a comment', sealed(bytes(20), bytes(32), bytes(16), 'comment')],
    ['another cipher', encryptedValue.replace('AES256_GCM', 'NONE')],
  ])('%s', (_name, value) => expect(faultsIn(edited(encryptedValue, value))).toEqual(refusal));

  test.each(['int', 'float', 'bool', 'bytes', 'time'])(
    'one that is encrypted as %s: the API server takes text alone',
    (type) => {
      expect(faultsIn(edited('type:str]', `type:${type}]`))).toEqual([
        'stringData.token: the value is no text: once decrypted, the API server refuses it; write: npm run secrets -- set, which stores text',
      ]);
    },
  );
});

describe('the stanza is a closed set of fields:', () => {
  const noField = 'is neither an age recipient nor a key in Azure Key Vault, nor what sops says of how it encrypted';
  const services = ['kms', 'gcp_kms', 'hc_vault', 'hckms', 'pgp', 'key_groups', 'shamir_threshold'];
  const rules = [
    'unencrypted_suffix',
    'encrypted_suffix',
    'unencrypted_regex',
    'unencrypted_comment_regex',
    'encrypted_comment_regex',
    'mac_only_encrypted',
  ];
  /** sops reads names without regard to case. */
  const spelled = (name: string) => [name, name.toUpperCase(), name[0]?.toUpperCase() + name.slice(1)];

  test.each([...services, ...rules, 'age', 'azure_kv', 'mac'].flatMap(spelled))('%s more is refused', (name) => {
    const [fault] = parseSopsDocument(edited(/(?=sops:\n)(.*\n)/, `$1    ${name}: x\n`)).faults;
    const problem = ['age', 'azure_kv'].includes(name)
      ? 'is not as sops writes it'
      : name === 'mac'
        ? 'is no encrypted digest'
        : noField;
    expect(fault).toMatchObject({ field: `sops.${name}`, problem });
  });

  test.each(['null', '[]', '{}', '""', '0', ''])('a key service that is %s is refused too', (value) => {
    expect(fields(edited('sops:\n', `sops:\n    kms: ${value}\n`).replace(/: $/m, ':'))).toEqual(['sops.kms']);
  });

  test.each([
    ['a list for a map', /^ {4}age:\n( {8}.*\n)+/m, '    age: []\n', 'sops.age'],
    ['a map for a list', /(azure_kv:\n {8})- /, '$1  ', 'sops.azure_kv'],
    ['text for a list', /^ {4}age:\n( {8}.*\n)+/m, '    age: age1x\n', 'sops.age'],
    ['the recipient of a plugin', ages[0] ?? '', 'age1yubikey1qqqqqq', 'sops.age.recipient'],
    ['an SSH recipient', ages[0] ?? '', 'ssh-ed25519', 'sops.age.recipient'],
    ['a recipient in capitals', ages[0] ?? '', (ages[0] ?? '').toUpperCase(), 'sops.age.recipient'],
    [
      'a vault elsewhere',
      'kv-example-lab.vault.azure.net',
      'kv-example-lab.vault.example.com',
      'sops.azure_kv.vault_url',
    ],
    ['a vault without TLS', 'https://kv-example-lab', 'http://kv-example-lab', 'sops.azure_kv.vault_url'],
    ['a vault with a path', 'vault.azure.net', 'vault.azure.net/x', 'sops.azure_kv.vault_url'],
    ['no version', /version: "0{32}"/, 'version: ""', 'sops.azure_kv.version'],
    ['another regex', '^(data|stringData)$', '^data$', 'sops.encrypted_regex'],
    ['a regex without anchors', '^(data|stringData)$', '(data|stringData)', 'sops.encrypted_regex'],
    ['no regex', / {4}encrypted_regex: .*\n/, '', 'sops.encrypted_regex'],
    ['no MAC', / {4}mac: .*\n/, '', 'sops.mac'],
    ['a MAC in the clear', /mac: .*/, `mac: ${plain}`, 'sops.mac'],
    ['a MAC of another length', /mac: .*/, `mac: ${encryptedValue}`, 'sops.mac'],
    ['a time in the clear', /lastmodified: .*/, `lastmodified: ${plain}`, 'sops.lastmodified'],
    ['a time that YAML reads as one', /lastmodified: "(.*)"/, 'lastmodified: $1', 'sops.lastmodified'],
    ['a day that is not', /lastmodified: "2026-11-28/, 'lastmodified: "2026-02-30', 'sops.lastmodified'],
    ['a time elsewhere', /(created_at: ".*)Z"/, '$1+01:00"', 'sops.azure_kv.created_at'],
    ['another kind of version', 'version: 3.13.3', `version: 3.13.3-${plain}`, 'sops.version'],
  ])('%s is refused', (_name, from, to, field) => {
    const { faults } = parseSopsDocument(edited(from, to));
    expect(faults.map((fault) => fault.field)).toEqual([field]);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });
});

describe('a data key is encrypted to one recipient:', () => {
  const [first = ''] = ages;
  const armored = (file: Buffer) =>
    (file.toString('base64').match(/.{1,64}/g) ?? []).map((line) => `            ${line}\n`).join('');
  const forged = (file: Buffer) =>
    edited(stanzaOf(first), stanzaOf(first).replace(/(-----BEGIN.*\n)[^]*( {12}-----END)/, `$1${armored(file)}$2`));
  const word = 'A'.repeat(43);
  const recipient = `-> X25519 ${word}\n${word}\n`;
  const file = (header: string, payload = 64, mac = word) =>
    Buffer.from(`age-encryption.org/v1\n${header}--- ${mac}\n${'p'.repeat(payload)}`);

  test('the form of age is taken', () => expect(fields(forged(file(recipient)))).toEqual([]));

  test.each([
    ['a second one too', file(recipient + recipient)],
    ['a passphrase', file(`-> scrypt ${word} 18\n${word}\n`)],
    ['an SSH key', file(`-> ssh-ed25519 ABCDEF ${word}\n${word}\n`)],
    ['a plugin', file(`${recipient}-> x-grease\n\n`)],
    ['nobody', file('')],
    ['one, with more behind it', file(recipient, 65)],
    ['one, with less in it', file(recipient, 63)],
    ['one, with another version', Buffer.from(file(recipient).toString().replace('/v1', '/v2'))],
  ])('not to %s', (_name, content) => {
    expect(faultsIn(forged(content))).toEqual([
      `sops.age.enc: the data key is not encrypted to one recipient, as sops does; write: ${replace}, with new values: others may have read these`,
    ]);
  });

  test.each([
    ['short lines', (armor: string) => armor.replace(/(\n {12}.{20})/, '$1\n            ')],
    ['text before it', (armor: string) => armor.replace('-----BEGIN', `${plain}\n            -----BEGIN`)],
    [
      'text behind it',
      (armor: string) =>
        armor.replace('FILE-----\n          recipient', `FILE-----\n            ${plain}\n          recipient`),
    ],
    ['other characters', (armor: string) => armor.replace(/[A-Z](?=.{20}\n)/, '-')],
  ])('and nothing is hidden in its armor: %s', (_name, change) => {
    expect(fields(edited(stanzaOf(first), change(stanzaOf(first))))).toContain('sops.age.enc');
  });

  test.each([
    ['nothing', '""'],
    ['too short', 'A'.repeat(341)],
    ['too long', 'A'.repeat(343)],
    ['no base64url', `${'A'.repeat(341)}+`],
    ['in bits left over', `${'A'.repeat(341)}B`],
  ])('a data key for the vault that is %s is refused', (_name, enc) => {
    expect(fields(edited(/(azure_kv:\n.*\n {10}enc: ).*/, `$1${enc}`))).toEqual(['sops.azure_kv.enc']);
  });
});

describe('whatever is not on the list is refused:', () => {
  const lines = text.split('\n').slice(0, -1);
  const place = fc.nat({ max: lines.length });
  const at = (index: number, line: string) =>
    [...lines.slice(0, index), line, ...lines.slice(index)].join('\n').concat('\n');
  const blanks = fc.constantFrom(0, 4, 8, 10, 12).map((count) => ' '.repeat(count));

  test('a line more, anywhere', () => {
    const name = fc.oneof(
      fc.constantFrom('age', 'hc_vault', 'sops', 'data', 'mac', 'name', '- enc', '- '),
      fc.string(),
    );
    const line = fc.oneof(
      fc.string(),
      fc.tuple(name, fc.string()).map(([key, value]) => `${key}: ${value}`),
      name.map((key) => `${key}:`),
    );
    fc.assert(
      fc.property(place, blanks, line, (index, indent, added) => {
        expect(parseSopsDocument(at(index, indent + added)).document).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  test('a line less, but for those that may be absent', () => {
    const absent = lines.flatMap((_line, index) =>
      parseSopsDocument([...lines.slice(0, index), ...lines.slice(index + 1)].join('\n')).document
        ? [lines[index]]
        : [],
    );
    expect(absent.map((line) => line?.trim().split(':')[0])).toEqual(['namespace', 'type']);
  });

  test('another character anywhere, unless a parser of YAML reads the same as the reader', () => {
    const character = fc.string({ minLength: 1, maxLength: 1 });
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), character, fc.boolean(), (index, put, inserts) => {
        const changed = text.slice(0, index) + put + text.slice(index + (inserts ? 0 : 1));
        const { document } = parseSopsDocument(changed);
        expect(document ?? 'refused').toEqual(document ? parse(changed) : 'refused');
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what rolls the pods', () => {
  const valuesIn = (changed: string) => {
    const { document } = parseSopsDocument(changed);
    return document && encryptedValues(document);
  };

  test('is the values', () => {
    const other = encryptedValue.replace(/data:[^,]*/, 'data:AAAA');
    expect(valuesIn(edited(encryptedValue, other))).toEqual({ data: {}, stringData: { token: other } });
  });

  test('is not who can decrypt them, nor when that was said', () => {
    expect(valuesIn(edited(stanzaOf(ages[1] ?? ''), ''))).toEqual(valuesIn(text));
    expect(valuesIn(edited(/lastmodified: .*/, 'lastmodified: "2030-01-01T00:00:00Z"'))).toEqual(valuesIn(text));
  });
});

test('every fault of a file is named in one run, by its place', () => {
  const changed = edited('name: api-token', 'name: API', edited(/ {4}mac: .*\n/, '', edited(encryptedValue, plain)));
  expect(faultsIn(changed).map((line) => line.split(':')[0])).toEqual([
    'metadata.name',
    'stringData.token',
    'sops.mac',
  ]);
  expect(faultsIn(changed)[0]).toBe(`metadata.name: is not as sops writes it; ${asWritten}`);
});
