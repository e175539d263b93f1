// An encrypted file comes from secrets/, and from nowhere that a path or a link could lead to.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readSopsFile } from '../../../lib/secrets/sops-file.ts';
import { inRepository } from '../../support/repository.ts';
import { asLine } from '../workload/service.ts';
import { file, text } from './encrypted.ts';

/** What is said of a path, in a repository with these files and links. */
const refusal = (path: string, prepare: (folder: string) => void = () => {}) =>
  inRepository((folder) => {
    prepare(folder);
    const { text: found, faults } = readSopsFile(path.replace('<folder>', folder));
    expect(found).toBeUndefined();
    return faults.map((fault) => asLine(fault).replaceAll(folder, '<folder>'));
  });

const outside = (path: string) => [`file: "${path}" is outside secrets/; write: a file of secrets/<cluster>/, no link`];
const unreadable = (path: string) => [
  `file: "${path}" cannot be read; write: npm run secrets -- create ${path.replace(/^secrets\/|\.yaml$/g, '')}`,
];

test.each([file, `./${file}`, 'secrets/pilot/../lab/tickets-api-token.yaml'])(
  '%s is read, to the byte',
  async (path) => {
    expect(await inRepository(() => readSopsFile(path))).toEqual({ text, faults: [] });
  },
);

test.each([
  'secrets/../clusters/keys/lab.yaml',
  '../secrets/lab/token.yaml',
  'clusters/keys/lab.yaml',
  '/etc/hostname',
  'secrets',
  'secrets-of-mine/token.yaml',
  '',
])('%j is outside', async (path) => expect(await refusal(path)).toEqual(outside(path)));

test('one that is not there cannot be read', async () => {
  expect(await refusal('secrets/lab/missing.yaml')).toEqual(unreadable('secrets/lab/missing.yaml'));
});

test.each([
  ['secrets/lab', '"secrets/lab" is a folder where a file should be'],
  ['secrets/lab/tickets-api-token.yaml/x', '"secrets/lab/tickets-api-token.yaml" is a file where a folder should be'],
])('%s cannot be read, and what is in the way is named', async (path, problem) => {
  expect(await refusal(path)).toEqual([`file: ${problem}; write: move it away, or name another file`]);
});

test('a link out of secrets/ is refused, whatever it is called', async () => {
  const link = (folder: string) => {
    writeFileSync(join(folder, 'plain.yaml'), text);
    symlinkSync('../../plain.yaml', join(folder, 'secrets/lab/link.yaml'));
  };
  expect(await refusal('secrets/lab/link.yaml', link)).toEqual(outside('secrets/lab/link.yaml'));
});

test('a link to another file of secrets/ is refused too: one file is one Secret of one cluster', async () => {
  const link = (folder: string) => symlinkSync('../live/tickets-api-token.yaml', join(folder, 'secrets/lab/link.yaml'));
  expect(await refusal('secrets/lab/link.yaml', link)).toEqual(outside('secrets/lab/link.yaml'));
});

test('a folder that is a link is refused', async () => {
  const link = (folder: string) => {
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere/token.yaml'), text);
    symlinkSync('../elsewhere', join(folder, 'secrets/test'));
  };
  expect(await refusal('secrets/test/token.yaml', link)).toEqual(outside('secrets/test/token.yaml'));
});

test('a link to nowhere cannot be read', async () => {
  const link = (folder: string) => symlinkSync('nowhere', join(folder, 'secrets/lab/link.yaml'));
  expect(await refusal('secrets/lab/link.yaml', link)).toEqual(unreadable('secrets/lab/link.yaml'));
});
