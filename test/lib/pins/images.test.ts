import { writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { pinOf, pinOfImage, pinsOfText, readImages, repinned } from '../../../lib/pins/images.ts';
import { inRepository } from '../../support/repository.ts';
import { asLine } from '../workload/service.ts';

const file = 'clusters/releases/lab.yaml';
const digest = `sha256:${'0'.repeat(64)}`;
const pin = ({ repository = 'example.azurecr.io/shortener', tag = '0.1.0', digest: sum = digest } = {}) =>
  `shortener:\n  repository: ${repository}\n  tag: ${tag}\n  digest: ${sum}\n`;

const read = (content: string) =>
  inRepository(() => {
    writeFileSync(file, content);
    const { images, faults } = readImages(file);
    return { images, faults: faults.map(asLine) };
  });

test.each([
  ['a path and a tag', {}, `example.azurecr.io/shortener:0.1.0@${digest}`],
  [
    'a port and a deeper path',
    { repository: 'localhost:5000/team/shop_1' },
    `localhost:5000/team/shop_1:0.1.0@${digest}`,
  ],
  ['a tag in quotes', { tag: '"1.10"' }, `example.azurecr.io/shortener:1.10@${digest}`],
])('an image is repository, tag and digest: %s', async (_name, change, image) => {
  expect(await read(pin(change))).toEqual({ images: { shortener: image }, faults: [] });
});

test('a cluster without services has an empty map', async () => {
  expect(await read('{}\n')).toEqual({ images: {}, faults: [] });
});

const repository = 'write: registry and path, without tag: <registry>/<image>';
const tag = 'write: a tag, in quotes where it looks like a number';
const sum = 'write: sha256: and 64 hexadecimal digits';
const noMatch = 'String does not match pattern';
const notText = 'Instance type "number" is invalid. Expected "string"';

test.each([
  ['a repository with a tag', pin({ repository: 'example.azurecr.io/a:1' }), `repository: ${noMatch}; ${repository}`],
  ['a repository without a registry', pin({ repository: 'shortener' }), `repository: ${noMatch}; ${repository}`],
  ['a tag that YAML reads as a number', pin({ tag: '1.10' }), `tag: ${notText}; ${tag}`],
  ['a path that climbs', pin({ repository: 'example.azurecr.io/../shop' }), `repository: ${noMatch}; ${repository}`],
  ['a tag with a slash', pin({ tag: 'a/b' }), `tag: ${noMatch}; ${tag}`],
  ['a short digest', pin({ digest: 'sha256:abc' }), `digest: ${noMatch}; ${sum}`],
  ['another algorithm', pin({ digest: `sha512:${'0'.repeat(128)}` }), `digest: ${noMatch}; ${sum}`],
  ['a field that nobody reads', `${pin()}  latest: true\n`, 'latest: is no field of this file; write: nothing here'],
])('%s is refused, with file and field', async (_name, content, refusal) => {
  expect(await read(content)).toEqual({ images: {}, faults: [`${file}#shortener.${refusal}`] });
});

test.each([
  [
    'no digest',
    pin().replace(/ {2}digest.*\n/, ''),
    '#shortener: Instance does not have required property "digest"; write: repository, tag and digest',
  ],
  [
    'an image in one line',
    'shortener: example.azurecr.io/shortener\n',
    '#shortener: Instance type "string" is invalid. Expected "object"; write: repository, tag and digest',
  ],
  [
    'an empty file',
    '',
    ': Instance type "null" is invalid. Expected "object"; write: services by name, {} where there is none',
  ],
])('%s is refused, with file and field', async (_name, content, refusal) => {
  expect(await read(content)).toEqual({ images: {}, faults: [`${file}${refusal}`] });
});

test('every fault of a file is named in one run', async () => {
  const { faults } = await read(`${pin({ tag: '1.1', digest: 'x' })}cart: {}\n`);
  expect(faults.map((line) => line.split(': ')[0])).toEqual([
    `${file}#shortener.tag`,
    `${file}#shortener.digest`,
    `${file}#cart`,
    `${file}#cart`,
    `${file}#cart`,
  ]);
});

describe('another pin for a service', () => {
  const worker = (sum: string): string => `worker:\n  repository: r.example/w\n  tag: v1\n  digest: ${sum}\n`;
  const place = { file, service: 'shortener' };
  const next = { repository: 'example.azurecr.io/shortener', tag: '1.10', digest: `sha256:${'1'.repeat(64)}` };

  test.each([
    [
      'with comments and other services',
      `# All.\n${pin().replace('shortener:', 'a:')}\n${pin()}\n# Next.\nb:   { repository: r.example/b,   tag: 'x', digest: '${digest}' }\n`,
    ],
    ['with quotes', pin({ tag: '"0.1"', digest: `'${digest}'` })],
    [
      'in one line',
      `shortener: { repository: example.azurecr.io/shortener, tag: 0.1.0, digest: '${digest}' } # Mine.\n`,
    ],
    ['without a line feed at the end', pin().trimEnd()],
    ['with line feeds of Windows', pin().replaceAll('\n', '\r\n')],
  ])('leaves every other byte as it is: %s', (_name, text) => {
    const after = repinned(text, place, next);
    const bare = (all: string): string => all.replaceAll(/tag: [^\s,]+/g, '').replaceAll(/digest: [^\s,]+/g, '');
    expect(bare(after)).toBe(bare(text));
    expect(after).toContain('tag: "1.10"');
    expect(after).toContain(next.digest);
  });

  test('is what is read then', () => {
    expect(pinsOfText(repinned(pin(), place, next))).toEqual({ shortener: next });
  });

  test('that is the same changes nothing', () => {
    const text = pin({ tag: '"1.10"' });
    expect(repinned(text, place, { ...next, digest })).toBe(text);
  });

  test.each([
    ['an alias', `x: &x ${digest}\n${pin({ digest: '*x' })}`],
    ['no such service', 'other: {}\n'],
    ['a digest that another service shares', `${pin({ digest: `&d ${digest}` })}${worker('*d')}`],
    ['a pin that another service shares', `${pin().replace('shortener:', 'shortener: &s')}worker: *s\n`],
    ['a block of text', `${pin({ digest: `|-\n    ${digest}` })}${worker(digest)}`],
    ['a pin that nobody could read', pin(), { ...next, tag: 'a b' }],
  ])('is refused for %s, with file and service', (_name, text, pinned = next) => {
    const said = (): string => repinned(text, place, pinned);
    expect(said).toThrow(`${file}#shortener`);
    expect(said).toThrow('write it out');
  });
});

test.each([
  ['what is no YAML', '{'],
  ['what is no map', '- a\n'],
  ['a pin without a digest', pin().replace(/ {2}digest.*\n/, '')],
  ['nothing', ''],
])('%s pinned nothing', (_name, text) => {
  expect(pinsOfText(text)).toEqual({});
});

test.each(['constructor', '__proto__', 'toString'])('nothing is pinned for a service called %s', (service) => {
  expect(pinOf(pinsOfText(pin()), service)).toBeUndefined();
});

test.each(['Shop', 'a b', '<<', 'a/b', '-a'])('a service called %j is refused', async (service) => {
  const { faults } = await read(pin().replace('shortener', JSON.stringify(service)));
  expect(faults).toEqual([expect.stringContaining('; write: the name of a service: lower-case letters')]);
});

test('an image is read as the pin that a file may hold', () => {
  expect(pinOfImage(`localhost:5000/team/shop:1.10@${digest}`)).toEqual({
    repository: 'localhost:5000/team/shop',
    tag: '1.10',
    digest,
  });
});

test.each([
  ['without a tag', `example.azurecr.io/shop@${digest}`],
  ['without a digest', 'example.azurecr.io/shop:1'],
  ['with a short digest', 'example.azurecr.io/shop:1@sha256:00'],
  ['with a space in its path', `example.azurecr.io/a b:1@${digest}`],
  ['with a line feed in its tag', `example.azurecr.io/shop:1\n2@${digest}`],
  ['that climbs', `example.azurecr.io/../shop:1@${digest}`],
])('an image %s is no pin', (_name, image) => {
  expect(pinOfImage(image)).toBeUndefined();
});
